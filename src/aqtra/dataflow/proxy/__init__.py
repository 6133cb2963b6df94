"""Components in proxy mode, answered by their Input dataflow.

Owns what such a flow is asked, how it is run, and what its answer must look like. Knows nothing of HTTP, and of OData
only the parsed options that the data layer has checked.
"""
