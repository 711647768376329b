"""Previews drawn from the specs: semantic HTML with classes only, every number a link to its evidence."""

from agents.renderers.html.charts import charts_html
from agents.renderers.html.deck import deck_html
from agents.renderers.html.document import document_html
from agents.renderers.html.notes import notes_html
from agents.renderers.html.text import text_html, unlinked
from agents.renderers.html.workbook import workbook_html

__all__ = ["charts_html", "deck_html", "document_html", "notes_html", "text_html", "unlinked", "workbook_html"]
