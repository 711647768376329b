"""Words shared by all of the engine: brief, plan, events, budget, errors."""
