"""What scripts import from the platform."""
