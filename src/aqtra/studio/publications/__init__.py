"""Routes about publications."""
