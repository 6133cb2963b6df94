"""Old scripts, written for another runtime, as they are: their members of plain values, and paths that they import."""
