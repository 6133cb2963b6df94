"""Jobs that mend or tidy tables, as a worker does them."""
