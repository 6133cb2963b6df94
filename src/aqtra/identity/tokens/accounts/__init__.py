"""Service accounts: programs with roles of their own and no password."""
