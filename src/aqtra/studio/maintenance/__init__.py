"""The Maintenance screen: marked entries, references, caches."""
