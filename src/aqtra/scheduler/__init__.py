"""What starts by the clock: schedules of published components.

Owns when something is due and that it starts once. Refuses to know what it does.
"""
