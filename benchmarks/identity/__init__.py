"""How fast access that is taken away at one process is gone at another one."""
