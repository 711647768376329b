"""Documents: headings, lists, native charts and tables, captions and a contents list, in our own styles."""

from agents.renderers.docx.render import render_document

__all__ = ["render_document"]
