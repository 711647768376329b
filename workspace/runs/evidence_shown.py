"""What stands behind a number, as plain values for the evidence sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agents.core.errors import EvidenceError
from agents.evidence.facts import Fact
from agents.evidence.formats import write
from agents.evidence.ledger import Ledger
from agents.evidence.results import Cell, Result
from agents.sources.duck import rows_of
from workspace.connections.models import Source
from workspace.runs import evidence
from workspace.runs.models import Run
from workspace.runs.words import language

PAGE = 20
MOST_INPUTS = 12
SIGNS = {"*": "×", "/": "÷", "-": "−"}
CLAIMS = {
    "increase": gettext_lazy("An increase"), "decrease": gettext_lazy("A decrease"), "unchanged": gettext_lazy("No change"),
    "largest": gettext_lazy("The largest"), "smallest": gettext_lazy("The smallest"), "majority": gettext_lazy("More than half"),
    "minority": gettext_lazy("Less than half"), "above": gettext_lazy("Above"), "below": gettext_lazy("Below"),
    "multiple": gettext_lazy("A multiple"), "fraction": gettext_lazy("A fraction"), "all": gettext_lazy("All of them"),
    "none": gettext_lazy("None of them"), "most": gettext_lazy("Most of them"), "count": gettext_lazy("A count"),
    "leads": gettext_lazy("In the lead"), "offsets": gettext_lazy("One makes up for the other"),
}  # fmt: skip


def evidence_of(run: Run, ref: str, *, result: str = "", first: int | None = None) -> dict[str, Any] | None:
    """What stands behind a fact or a claim, None where the run holds no such ref.

    `result` and `first` (from 0) choose the page of one result's rows; the others show the rows around the figure.
    """
    ledger = evidence.ledger(run)
    shown = _claim_shown(run, ledger, ref) if ref in ledger.claims else _fact_shown(run, ledger, ref)
    if shown is None:
        return None
    sources = _sources(run)
    facts, marked = shown.pop("facts"), shown.pop("marked")
    results = _results_behind(ledger, facts)
    shown["results"] = [
        _result_shown(run, found, marked, first if found.id == result else None)
        | {"from": sources.get(found.source), "open": found.id == result}
        for found in results
    ]
    shown["cite"] = _citation(shown, results) if shown["value"] else ""
    return shown


def _fact_shown(run: Run, ledger: Ledger, ref: str) -> dict[str, Any] | None:
    try:
        fact = ledger.fact(ref)
    except EvidenceError:
        return None
    return {
        "ref": ref, "value": _written(run, fact), "name": fact.name, "missing": fact.missing, "constant": fact.constant, "claim": "",
        "expression": _expression(run, ledger, fact.expression, fact.inputs), **_inputs(run, ledger, fact.inputs),
        "second": _second_way(run, ledger, ref), "facts": [fact], "marked": fact,
    }  # fmt: skip


def _claim_shown(run: Run, ledger: Ledger, ref: str) -> dict[str, Any]:
    claim = ledger.claims[ref]
    return {
        "ref": ref, "claim": claim.kind, "holds": ledger.check_claim(claim), "value": "", "name": str(CLAIMS.get(claim.kind, claim.kind)),
        "expression": _expression(run, ledger, claim.expression, claim.inputs), **_inputs(run, ledger, claim.inputs),
        "second": [], "facts": [ledger.fact(id) for id in claim.inputs.values()], "marked": None,
    }  # fmt: skip


def _written(run: Run, fact: Fact) -> str:
    return write(fact.value, "auto", unit=fact.unit, currency=fact.currency, language=language(run))


def _expression(run: Run, ledger: Ledger, expression: str, inputs: dict[str, str]) -> str:
    """The arithmetic with the inputs' values in the place of their short names: "6.46 m ÷ 5.73 m − 1"."""
    if not inputs:
        return ""
    values = {short: _written(run, ledger.fact(id)) for short, id in inputs.items()}
    signed = re.sub(r"[*/-]", lambda match: f" {SIGNS[match[0]]} ", expression)
    named = re.sub(r"[A-Za-z_]\w*", lambda match: values.get(match[0], match[0]), signed)
    return " ".join(named.split())


def _inputs(run: Run, ledger: Ledger, inputs: dict[str, str]) -> dict[str, Any]:
    """{inputs: the first of them, more: how many are left out}."""
    facts = [(id, ledger.fact(id)) for id in dict.fromkeys(inputs.values())]
    shown = [{"ref": id, "name": fact.name, "value": _written(run, fact)} for id, fact in facts[:MOST_INPUTS]]
    return {"inputs": shown, "more": max(0, len(facts) - MOST_INPUTS)}


def _results_behind(ledger: Ledger, facts: Iterable[Fact]) -> list[Result]:
    """The results that facts rest on in the end, each once, nearest first."""
    found: dict[str, Result] = {}
    left: list[Fact] = list(facts)
    seen: set[str] = set()
    while left:
        fact = left.pop(0)
        if fact.id in seen:
            continue
        seen.add(fact.id)
        if fact.cell is not None and fact.cell.result in ledger.results:
            found.setdefault(fact.cell.result, ledger.results[fact.cell.result])
        left += [ledger.fact(id) for id in fact.inputs.values()]
    return list(found.values())


def _result_shown(run: Run, result: Result, fact: Fact | None, wanted: int | None) -> dict[str, Any]:
    cell = fact.cell if fact is not None and fact.cell is not None and fact.cell.result == result.id else None
    first = wanted if wanted is not None else (cell.row // PAGE * PAGE if cell else 0)
    kept, reachable = _page(result, first)
    rows = [
        [{"text": write(value, "auto", unit=column.unit, currency=column.currency, language=language(run)),
          "number": column.type in ("integer", "number"),
          "marked": cell is not None and (cell.row, cell.column) == (first + place, column.name)}
         for value, column in zip(row, result.columns, strict=True)]
        for place, row in enumerate(kept)
    ]  # fmt: skip
    return {
        "id": result.id, "short": _short(result.id), "place": result.id.replace(".", "-"),
        "purpose": result.purpose, "sql": result.sql, "source": result.source, "taken_at": result.taken_at,
        "seconds": result.seconds, "row_count": result.row_count, "coverage": result.coverage, "rows": rows, "hash": result.hash[:12],
        "columns": [{"label": column.label or column.name, "number": column.type in ("integer", "number")} for column in result.columns],
        "first": first + 1, "last": first + len(rows), "before": max(0, first - PAGE) if first else None,
        "after": first + PAGE if first + PAGE < reachable else None,
    }  # fmt: skip


def _short(id: str) -> str:
    """The number of a query without the mark of its run: "b57c10e5.r3" -> "r3"."""
    return id.rpartition(".")[2]


def _page(result: Result, first: int) -> tuple[list[tuple[Cell, ...]], int]:
    """A page of rows, and how many rows can be reached: all of them where they were kept, else those of the result itself."""
    if first + PAGE <= len(result.rows) or result.path is None:
        return list(result.rows[first : first + PAGE]), result.row_count if result.path else len(result.rows)
    return list(islice(rows_of(result), first, first + PAGE)), result.row_count


def _second_way(run: Run, ledger: Ledger, ref: str) -> list[dict[str, Any]]:
    """How the fact was computed again, and whether that agrees."""
    return [
        {"agrees": made.agrees, "way": made.way_words, "value": _written(run, ledger.fact(made.second)), "ref": made.second}
        for made in evidence.reconciliations(run) if made.fact == ref
    ]  # fmt: skip


def _sources(run: Run) -> dict[str, dict[str, Any]]:
    """The run's sources by name, with the version that was read."""
    rows: Iterable[Source] = run.sources.all()
    return {source.name: {"pk": source.pk, "version": run.pins.get(str(source.pk), 1)} for source in rows}


def _citation(shown: dict[str, Any], results: list[Result]) -> str:
    """The figure with its source in one line: "12.4% — revenue growth (Shop orders, query r3, 118,902 rows, read 22 Nov 2026 14:02)"."""
    figure = f"{shown['value']} — {shown['name']}"
    if not results:
        return figure
    first, count = results[0], len(results) - 1
    more = ngettext(" and %(n)s more", " and %(n)s more", count) % {"n": count} if count else ""
    read = first.coverage.rows_read or first.row_count
    return _("%(figure)s (%(source)s, query %(query)s%(more)s, %(rows)s rows, read %(time)s)") % {
        "figure": figure, "source": first.source, "query": _short(first.id), "more": more, "rows": f"{read:,}",
        "time": date_format(timezone.localtime(first.taken_at), _("j M Y H:i")),
    }  # fmt: skip
