"""One module per file format. Readers are synchronous iterators over chunks of bytes: they run in a thread."""
