"""Routes about components."""
