"""Providers of models that a team has connected, what the team allows of them, and how well each did."""
