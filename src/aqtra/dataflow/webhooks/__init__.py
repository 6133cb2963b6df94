"""Addresses at which other systems start flows, each with a secret that proves who sends.

Owns addresses, proofs and the log of deliveries. Refuses to know what the flows do.
"""
