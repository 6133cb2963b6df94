"""Types of what scripts may use (`browser`, `server`), and a stand-in for trying them in tests (`testing`)."""
