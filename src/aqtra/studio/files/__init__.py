"""Routes of the file library and of the rules for files."""
