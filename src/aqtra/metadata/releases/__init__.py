"""Releases: what was published, immutable from then on, and the pointer to the current platform version."""
