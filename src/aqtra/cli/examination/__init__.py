"""What `aqtra doctor` looks at beyond processes and settings."""
