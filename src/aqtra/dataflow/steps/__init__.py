"""The step catalogue: one module per step, found by scanning this folder. A module offers its step as `STEP`."""
