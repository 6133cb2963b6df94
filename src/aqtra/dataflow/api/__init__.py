"""Flows as operations of an HTTP API (flows.md 11)."""
