"""Standard operations on entries over HTTPS, beside the same statements run by pgbench."""
