"""Decks: a DeckSpec becomes a native pptx file with its own master, native charts and native tables."""

from agents.renderers.pptx.render import render_deck

__all__ = ["render_deck"]
