"""The writer of the built-in model: findings become beats, prose with tokens, in English and Chinese."""
