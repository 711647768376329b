"""The product: a Django project around the engine in agents/."""
