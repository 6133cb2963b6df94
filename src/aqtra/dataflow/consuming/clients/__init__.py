"""Clients of brokers. A library is loaded with the first subscription that needs it: each takes memory."""

from importlib import import_module
from typing import cast

from aqtra.dataflow.consuming.clients.port import OpenSession, Probe
from aqtra.dataflow.integrations.brokers import BrokerConnector


def client_of(connector: BrokerConnector) -> OpenSession:
    return cast("OpenSession", _module(connector).open_session)


def probe_of(connector: BrokerConnector) -> Probe:
    return cast("Probe", _module(connector).probe)


def _module(connector: BrokerConnector):  # type: ignore[no-untyped-def]
    """Named as the kind is."""
    return import_module(f"{__name__}.{connector.kind}")
