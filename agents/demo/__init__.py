"""The demo shop: Maple & Thread, a clothing business made from a seed, with truths planted in it (see truths.py)."""
