"""A scripted team: carries out any step at once, with real evidence, so that tests of the product need no engine.

SCRIPT_SLOW: seconds that a step takes. SCRIPT_FAIL: key of a step that fails. Both are read from the environment.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime

from agents.core.brief import Brief, Definition, Question
from agents.core.errors import CannotAnswer, InputError, Stopped
from agents.core.events import Event
from agents.core.periods import year
from agents.evidence.ledger import Ledger, Snapshot
from agents.evidence.reconcile import reconcile
from agents.evidence.results import Column, Coverage, Result, digest
from agents.specs.findings import Finding
from agents.team.desk import Desk, MadeFile, Outcome

ROWS = (("Marketplace", 1_990_000.0, 2_610_000.0, date(2024, 1, 1)), ("Stores", 1_690_000.0, 1_610_000.0, None))
NAMES = {"deck": "Growth.pptx", "workbook": "Growth.xlsx", "document": "Growth.docx", "charts": "growth.svg"}
SQL = "SELECT channel, sum(amount) FROM orders GROUP BY 1"


def work(desk: Desk) -> Outcome:
    """Do the step as the script says."""
    key = desk.step.key
    _take_time(desk)
    if key == os.environ.get("SCRIPT_FAIL"):
        raise RuntimeError("planned to break")
    if "unreadable" in desk.request:
        raise InputError("orders.csv is empty. Choose a file with a header and rows.")
    if "weather" in desk.request:
        raise CannotAnswer("The data holds no weather.", missing=("weather",), suggestions=("Revenue by channel",))
    return {"plan": _plan, "analyse": _analyse, "check": _check, "answer": _answer}.get(key, _make)(desk)


def _take_time(desk: Desk) -> None:
    end = time.monotonic() + float(os.environ.get("SCRIPT_SLOW", "0"))
    while time.monotonic() < end:
        if desk.stopped():
            raise Stopped()
        time.sleep(0.02)


def _plan(desk: Desk) -> Outcome:
    brief = Brief(
        request=desk.request, language=desk.language, title="Growth by channel", sources=(desk.source_name,),
        definitions=(Definition(term="Revenue", text="sum of amount, cancelled orders left out"),), periods=(year(2024), year(2025)),
        questions=(Question(id="q1", text="How did revenue grow by channel?", analysis="growth"),),
        deliverables=desk.deliver if desk.deliver is not None else ("deck", "charts"), warnings=("Two orders have no customer.",),
    )  # fmt: skip
    return Outcome(summary="Read orders.csv", brief=brief)


def _analyse(desk: Desk) -> Outcome:
    ledger = Ledger()
    columns = (
        Column(name="channel", type="text"), Column(name="prev", type="number", unit="currency", currency="USD", label="2024"),
        Column(name="now", type="number", unit="currency", currency="USD", label="2025"), Column(name="first", type="date"),
    )  # fmt: skip
    result = ledger.add_result(Result(
        id="r1", source=desk.source_name, sql=SQL, columns=columns, rows=ROWS, row_count=2, hash=digest(ROWS), taken_at=datetime.now(UTC),
        seconds=0.1, purpose="Revenue by channel",
        coverage=Coverage(rows_read=118_902, first_day=date(2024, 1, 1), last_day=date(2025, 12, 31)),
    ))  # fmt: skip
    desk.emit(Event(kind="query_done", text=result.purpose, detail={
        "result": "r1", "sql": SQL, "rows": [list(row) for row in ROWS], "columns": ["channel", "2024", "2025", "first"],
        "row_count": 2, "seconds": 0.1,
    }))  # fmt: skip
    now = ledger.derive("revenue.now", "a + b", {"a": "r1:0:now", "b": "r1:1:now"}, name="revenue, 2025", unit="currency", currency="USD")
    parts = {"a": "r1:0:prev", "b": "r1:1:prev"}
    before = ledger.derive("revenue.prev", "a + b", parts, name="revenue, 2024", unit="currency", currency="USD")
    growth = ledger.derive("growth", "a / b - 1", {"a": now.id, "b": before.id}, name="revenue growth, 2025 against 2024", unit="ratio")
    ledger.claim("increase", {"a": now.id, "b": before.id})
    finding = Finding(id="f1", kind="growth", question="q1", weight=1, facts={"growth": growth.id}, headline=(growth.id,), results=("r1",))
    return Outcome(summary="Compared 2025 with 2024 by channel", evidence=ledger.snapshot(), findings=(finding,))


def _check(desk: Desk) -> Outcome:
    text = "Two definitions of revenue: the one of the request is taken"
    desk.emit(Event(kind="decision", text=text, detail={"rule": "named", "reason": "asked"}))
    ledger = Ledger("c.").merge(desk.evidence)
    parts = {"a": "r1:0:now", "b": "r1:1:now"}
    again = ledger.derive("revenue.again", "b + a", parts, name="revenue, 2025", unit="currency", currency="USD")
    agreed = reconcile(ledger, "revenue.now", again.id, "parts", "by channel")
    return Outcome(summary="Checked the headline figures a second way", evidence=Snapshot(facts=(again,)), reconciliations=(agreed,))


def _answer(desk: Desk) -> Outcome:
    claim = desk.evidence.claims[0].id
    return Outcome(summary="Summed up", answer=(f"Revenue [[{claim}|grew]] {{{{growth|percent}}}} to {{{{revenue.now|money_short}}}}.",))


def _make(desk: Desk) -> Outcome:
    kind = desk.step.key
    desk.emit(Event(kind="step_progress", detail={"done": 1, "of": 1}))
    path = desk.work / NAMES[kind]
    path.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>')
    media = "image/svg+xml" if kind == "charts" else "application/octet-stream"
    made = MadeFile.model_validate({"kind": kind, "name": path.name, "path": str(path), "media_type": media})
    return Outcome(summary=f"Made {path.name}", files=(made,))
