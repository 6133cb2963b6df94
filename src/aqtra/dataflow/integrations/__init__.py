"""Systems that flows call: what builders say of them, and the one way in which steps call them.

Owns systems with their connectors, endpoints and secrets, as saved and as published, and HTTP calls of endpoints.
Refuses to know what a step does with an answer, and leaves where a call may lead to the platform's way out.
"""
