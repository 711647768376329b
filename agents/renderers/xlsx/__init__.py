"""Workbooks: a WorkbookSpec becomes a native xlsx file with live formulas over its data, their values stored."""

from agents.renderers.xlsx.render import render_workbook

__all__ = ["render_workbook"]
