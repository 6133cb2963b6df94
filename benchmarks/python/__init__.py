"""Scripts of the server: what a call costs beside a bare fork, and many items beside the same function called bare."""
