"""The built-in engine: understands, plans and writes without a language model, a key or a network."""
