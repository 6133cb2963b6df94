"""Plans and carries out the change from one object model to the next."""
