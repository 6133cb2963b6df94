"""Token buckets of one process. A bucket is full at first, and refills evenly."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from aqtra.infra.networks import Rate

MOST: Final = 50_000
"""Buckets kept; the one untouched for longest is forgotten first, which gives its owner a full one."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One token of one bucket. `name` is the class of requests, `key` whose bucket it is."""

    name: str
    key: str
    rate: Rate

    @property
    def id(self) -> str:
        return f"{self.name}:{self.key}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """The bucket that was empty, and the seconds until it has a token again."""

    charge: Charge
    seconds: float


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class LocalBuckets:
    """All charges of a request are paid together, or none."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, charges: Iterable[Charge]) -> Refusal | None:
        """None when every bucket had a token."""
        wanted = [(charge, self._filled(charge)) for charge in charges]
        for charge, bucket in wanted:
            if bucket.tokens < 1:
                return Refusal(charge, (1 - bucket.tokens) / charge.rate.per_second)
        for _, bucket in wanted:
            bucket.tokens -= 1
        return None

    def learn(self, charge: Charge, tokens: float) -> None:
        """What all processes together have left; never more than is left here."""
        bucket = self._filled(charge)
        bucket.tokens = min(bucket.tokens, tokens)

    def _filled(self, charge: Charge) -> _Bucket:
        now = self._now()
        bucket = self._buckets.get(charge.id)
        if bucket is None:
            bucket = self._buckets[charge.id] = _Bucket(charge.rate.times, now)
            if len(self._buckets) > MOST:
                self._buckets.popitem(last=False)
            return bucket
        self._buckets.move_to_end(charge.id)
        bucket.tokens = min(charge.rate.times, bucket.tokens + (now - bucket.at) * charge.rate.per_second)
        bucket.at = now
        return bucket
