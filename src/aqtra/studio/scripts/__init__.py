"""HTTP for scripts that are being written: what the compile check says of them."""
