"""Query options of the OData kind: parsed here, compiled to one parameterised statement."""
