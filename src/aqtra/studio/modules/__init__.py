"""Routes about shared Python modules."""
