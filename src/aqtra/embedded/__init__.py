"""PostgreSQL and a Redis-protocol server as part of the platform, and the supervisor behind `aqtra up`.

Owns the data folder of an embedded instance and the processes that work in it. Refuses to know what the
platform does with its databases: those have addresses, like any others.
"""
