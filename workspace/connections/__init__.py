"""Sources that a team has connected, and their uploaded files."""
