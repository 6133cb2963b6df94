"""Items: typed values, paths into them, and the table that carries a stream of them between steps."""
