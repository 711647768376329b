"""The engine: plain Python that plans, reads data, proves numbers and makes files. Knows no web framework."""
