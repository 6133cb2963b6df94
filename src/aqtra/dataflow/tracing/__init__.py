"""What the items were after every step: recordings of runs, and runs of drafts (flows.md 13)."""
