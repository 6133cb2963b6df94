"""The Access screens: permission sets, roles and users, and what somebody may do and why."""
