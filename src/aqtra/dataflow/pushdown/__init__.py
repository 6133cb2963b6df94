"""What the database does in the place of steps behind an entry query (architecture.md 6).

A query hands over less, and every step still runs: each rule is a law that says why its answer stays the same. What
cannot be proved is not pushed. Runs that somebody watches see the items as the steps alone would make them.
"""
