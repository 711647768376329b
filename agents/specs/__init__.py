"""Specs: typed descriptions of what is made. Every text may hold tokens; no spec holds a number of its own."""
