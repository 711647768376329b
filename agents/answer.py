"""One question in, one answer out: read the words, ask the source, say the result; or say why not."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from agents.core.base import Value
from agents.core.brief import Language
from agents.core.errors import ThreedayError
from agents.evidence.results import Cell
from agents.models.builtin.parser.compose import Composer
from agents.models.builtin.parser.expressions import CannotJoin
from agents.models.builtin.parser.parse import Lexis, lexis_of, parse
from agents.models.builtin.parser.settle import Unclear
from agents.sources.reader import Reader

_LEXES: WeakKeyDictionary[Reader, Lexis] = WeakKeyDictionary()


class Answer(Value):
    """Rows for a question, or the reason why there are none."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    sql: str = ""
    text: str = ""
    abstained: bool = False
    reason: str = ""


def answer_question(question: str, reader: Reader, *, language: Language = "en", record: dict[str, Any] | None = None) -> Answer:
    if reader not in _LEXES:
        _LEXES[reader] = lexis_of(reader.catalog, reader)
    lexis = _LEXES[reader]
    if record and record.get("format"):
        from agents.core.errors import CannotAnswer
        from agents.models.builtin.parser.statistics import Statistician, study
        st = study(question, str(record.get("constraints", "")), str(record.get("format", "")), lexis.catalog, lexis.vocabulary)
        if st is not None:
            try:
                man = Statistician(st, lambda query: reader.run(query, id="q"))
                names, row = man.values()
                return Answer(columns=tuple(names), rows=(tuple(row),), sql=man.results[-1].sql, text="x")
            except (CannotAnswer, ThreedayError, AssertionError, ValueError, ZeroDivisionError) as e:
                return Answer(abstained=True, reason=f"stat: {e}")
        return Answer(abstained=True, reason="stat: none")
    got = parse(question, language, lexis)
    if got.ask is None:
        return Answer(abstained=True, reason=f"{got.reason}: {got.words}")
    try:
        query = Composer(lexis.graph, got.ask).query()
        result = reader.run(query, id="q")
    except (CannotJoin, Unclear) as e:
        return Answer(abstained=True, reason=f"join: {e}")
    except ThreedayError as e:
        return Answer(abstained=True, reason=f"tool: {e.message[:200]}")
    return Answer(columns=tuple(c.name for c in result.columns), rows=result.rows, sql=result.sql, text="x")
