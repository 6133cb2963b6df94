"""Whether scripts can be run on this machine: their jail is started, looked at from inside, and ended."""

import asyncio
from collections.abc import Iterator

from aqtra.cli.examination.models import Patient, Result, Verdict
from aqtra.scripting.errors import JailUnavailable
from aqtra.scripting.jail import Jail

ADVICE = (
    "Without it no script is run. It needs user namespaces (containers need them allowed: profiles of seccomp and "
    "AppArmor often forbid them), Landlock (Linux 5.13) and bubblewrap."
)


def examine_jail(_patient: Patient) -> Iterator[Result]:
    try:
        asyncio.run(_tried())
    except JailUnavailable as error:
        yield Result("jail of scripts", Verdict.WARNING, error.message, ADVICE)
    else:
        yield Result("jail of scripts", Verdict.GOOD, "every wall stands")


async def _tried() -> None:
    jail = Jail()
    await jail.start()
    await jail.close()
