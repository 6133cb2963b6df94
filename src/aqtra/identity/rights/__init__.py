"""Permission sets, roles and assignments: what is granted to whom, and in which context.

Owns the grants and compiles them into policies. Refuses to know what the named components, flows and elements are.
"""
