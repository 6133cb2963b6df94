"""Large background runs on several workers: a stream is cut into parts, any worker does a step for a part (ADR 47).

Owns which steps may be cut, how parts travel sealed through PostgreSQL, and how what comes of them is put together.
Refuses to know what a step does: whatever it is, the run is the same as by one worker.
"""
