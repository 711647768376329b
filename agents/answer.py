"""One question in, one answer out: read the words, ask the source, say the result; or say why not.

`answer_question` serves a person's single question and the benchmark; `answer_file` runs many from a file in one process.
"""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from agents.core.base import Value
from agents.core.brief import Definition, Language
from agents.core.errors import CannotAnswer, Fault, LimitReached, ThreedayError, ToolError
from agents.evidence.results import Cell, Column, Result, digest
from agents.models.builtin.parser.compose import Composer
from agents.models.builtin.parser.compound import compound_query
from agents.models.builtin.parser.explain import cannot, spoken
from agents.models.builtin.parser.expressions import CannotJoin
from agents.models.builtin.parser.parse import Lexis, lexis_of, parse
from agents.models.builtin.parser.say import sentence
from agents.models.builtin.parser.statistics import Statistician, Study, study
from agents.models.loop import Models
from agents.sources.open import open_data
from agents.sources.query import Query
from agents.sources.reader import Reader
from agents.team.readings import Asked, defined, with_readings

LOG = logging.getLogger(__name__)
# Indexes of sources that are open: made with the first question, gone with the reader.
_LEXES: WeakKeyDictionary[Reader, Lexis] = WeakKeyDictionary()


class Answer(Value):
    """Rows for a question, or (`abstained`) the reason why there are none. `text` is one sentence in the language of the question."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    sql: str = ""
    text: str = ""
    abstained: bool = False
    reason: str = ""
    definitions: tuple[Definition, ...] = ()  # what a language model read words as that the built-in parser does not know


def answer_question(
    question: str, reader: Reader, *, language: Language = "en", record: Mapping[str, Any] | None = None, models: Models | None = None
) -> Answer:
    """Answer one question over an open source. `record` may hold `constraints` and `format`: notes that name the values wanted and
    the rules for them. `models` may be asked what unread words mean. Never raises: the answer says why there are no rows."""
    lexis = lexis_for(reader)
    asked = Asked(question, language, lexis, reader, models or Models())
    try:
        result, readings = with_readings(asked, lambda words: _result(question, reader, words, language, record or {}))
    except CannotAnswer as refusal:
        return Answer(abstained=True, reason=refusal.message, text=spoken(refusal, language))
    except CannotJoin as refusal:
        return _refused(cannot("join", (str(refusal),), lexis.catalog, language), language)
    except (ToolError, LimitReached, Fault) as error:
        return _refused(cannot("source", (error.message,), lexis.catalog, language), language)
    except Exception as error:  # the edge: a fault in reading one question is logged with its trace and told as a refusal
        LOG.exception("A question could not be read: %s", question)
        return _refused(CannotAnswer(f"{cannot('fault', (), None, language).message} ({type(error).__name__})"), language)
    return Answer(
        columns=tuple(c.name for c in result.columns), rows=result.rows, sql=result.sql, text=sentence(result, language),
        definitions=defined(readings, language),
    )  # fmt: skip


def lexis_for(reader: Reader) -> Lexis:
    """The index of a source's names and values, made once."""
    if reader not in _LEXES:
        _LEXES[reader] = lexis_of(reader.catalog, reader)
    return _LEXES[reader]


def _refused(refusal: CannotAnswer, language: Language) -> Answer:
    return Answer(abstained=True, reason=refusal.message, text=spoken(refusal, language))


def _result(question: str, reader: Reader, lexis: Lexis, language: Language, record: Mapping[str, Any]) -> Result:
    notes, formats = str(record.get("constraints") or ""), str(record.get("format") or "")
    wanted = study(question, notes, formats, lexis.catalog, lexis.vocabulary) if notes or formats or language == "en" else None
    if wanted is not None and (formats or _only_statistics(question)):
        return _statistics(wanted, reader, lexis, language)
    if formats:
        raise cannot("statistics", (), lexis.catalog, language)
    read = parse(question, language, lexis)
    if read.ask is None and language == "en" and (pair := compound_query(question, lexis)) is not None:
        return reader.run(pair, id="answer", purpose=question)
    if read.ask is None:
        raise cannot(read.reason, read.words, lexis.catalog, language)
    result = _run(Composer(lexis.graph, read.ask).query(), reader, question)
    if not any(cell is not None for row in result.rows for cell in row):
        raise cannot("empty", (), None, language)  # no row, or a sum over none
    return result


def _run(query: Query, reader: Reader, question: str) -> Result:
    """Ask. Rows that tie with the last of a cut list belong to it: "the lowest" may be three."""
    place = next((i for i, s in enumerate(query.select) if query.order and s.expr == query.order[0].expr), None)
    if query.limit is not None and query.limit <= 50 and place is not None:
        longer = reader.run(query.model_copy(update={"limit": query.limit + 50}), id="ties").rows
        if len(longer) > query.limit and longer[query.limit][place] == longer[query.limit - 1][place]:
            tied = sum(row[place] == longer[query.limit - 1][place] for row in longer[query.limit :])
            query = query.model_copy(update={"limit": query.limit + tied})
    return reader.run(query, id="answer", purpose=question)


def _only_statistics(question: str) -> bool:
    """A plain question for a correlation or for outliers, which the grammar of sums and lists does not hold."""
    return any(word in question.lower() for word in ("correlation", "outlier", "skewness", "kurtosis"))


def _statistics(wanted: Study, reader: Reader, lexis: Lexis, language: Language) -> Result:
    computer = Statistician(wanted, lambda query: reader.run(query, id="part"))
    try:
        names, row = computer.values()
    except (CannotAnswer, ValueError, ZeroDivisionError, AssertionError) as error:
        raise cannot("statistics", (str(error),), lexis.catalog, language) from error
    columns = tuple(Column(name=name, type="text" if isinstance(value, str) else "number") for name, value in zip(names, row, strict=True))
    sql = ";\n".join(dict.fromkeys(part.sql for part in computer.results))
    return Result(
        id="answer",
        source=reader.catalog.source,
        sql=sql,
        columns=columns,
        rows=(tuple(row),),
        row_count=1,
        hash=digest([row]),
        taken_at=datetime.now().astimezone(),
        seconds=sum(part.seconds for part in computer.results),
    )


# -- many questions ------------------------------------------------------------------------------------------------------------


def answer_file(
    questions: Path, out: Path, *, work: Path | None = None, progress: Callable[[int], None] | None = None, models: Models | None = None
) -> int:
    """Answer each line of a JSON-lines file of {id, question, db, lang}; `db` is a path relative to the file. Writes a line for each:
    {id, columns, rows, sql, text, abstained, reason}, with definitions where a model read words. One bad question never stops the
    others. Returns how many were answered."""
    answered = 0
    with tempfile.TemporaryDirectory() as scratch, out.open("w", encoding="utf-8") as sink:
        readers: dict[str, Reader] = {}
        for number, record in enumerate(_records(questions), 1):
            answer = _one(record, questions.parent, readers, work or Path(scratch), models)
            answered += not answer.abstained
            line = {"id": record.get("id"), **answer.model_dump(mode="python", exclude=set() if answer.definitions else {"definitions"})}
            sink.write(json.dumps(line, ensure_ascii=False, default=_jsonable) + "\n")
            if progress is not None:
                progress(number)
        for reader in readers.values():
            reader.close()
    return answered


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _one(record: Mapping[str, Any], folder: Path, readers: dict[str, Reader], work: Path, models: Models | None) -> Answer:
    language: Language = "zh" if record.get("lang") == "zh" else "en"
    try:
        where = str(record["db"])
        if where not in readers:
            readers[where] = open_data([folder / where], work)
        return answer_question(str(record["question"]), readers[where], language=language, record=record, models=models)
    except ThreedayError as error:
        return _refused(cannot("missing_file", (error.message,), None, language), language)
    except Exception as error:  # a fault in reading one question must not lose the answers to the others; its kind is told
        return _refused(CannotAnswer(f"{cannot('fault', (), None, language).message} ({type(error).__name__})"), language)


def _jsonable(value: object) -> str:
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat() if isinstance(value, date) else str(value)
