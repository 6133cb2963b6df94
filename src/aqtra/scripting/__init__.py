"""Python of builders, run where it can do no harm.

Owns the jail: a fork server behind namespaces, whose children shut themselves in before they run a script (`inside`);
how it is started (`launching`), checked (`jail`), shared between applications (`turns`), and talked to (`running`).
Knows nothing of flows: what a script may ask of the platform is a `Broker` that the caller brings.
"""
