"""Routes about domains."""
