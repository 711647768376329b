"""Every number in a finished file has a fact, one truth stands behind all files, and what no fact supports is refused."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest

from agents.checks.numbers import unbound_numbers
from agents.core.errors import EvidenceError
from agents.evidence.ledger import Ledger
from agents.evidence.text import claim_token, refs, rendered
from agents.specs.walk import fact_refs, texts
from tests.main_job import making
from tests.main_job.driver import Ran
from tests.main_job.files import cells, chart_numbers, rewritten, text_of

KINDS = ("deck", "workbook", "document")


def known_values(ledger: Ledger) -> list[float]:
    cells = (value for result in ledger.results.values() for row in result.rows for value in row)
    facts = (fact.value for fact in ledger.facts.values())
    return sorted(float(v) for v in (*cells, *facts) if isinstance(v, (int, float)) and not isinstance(v, bool))


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_read_back_from_a_finished_file_has_a_fact(small: Ran, kind: Any) -> None:
    spec = small.spec(kind)
    assert unbound_numbers(small.file(kind), spec, small.ledger, spec.names) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_changed_in_a_finished_file_is_found(english: Ran, kind: Any, tmp_path: Path) -> None:
    spec, changed = english.spec(kind), tmp_path / english.file(kind).name
    said = next(t for t in making.shown(spec, english.ledger) if re.search(r"\d\.\d%", t))
    assert rewritten(english.file(kind), changed, said, said.replace("%", "7%"))
    assert unbound_numbers(changed, spec, english.ledger, spec.names)


@pytest.mark.parametrize("kind", KINDS)
def test_the_values_of_every_chart_are_facts_to_the_last_digit(small: Ran, kind: Any) -> None:
    numbers, known = chart_numbers(small.file(kind)), known_values(small.ledger)
    strange = [n for n in numbers if not any(math.isclose(abs(n), abs(value), rel_tol=1e-9, abs_tol=1e-9) for value in known)]
    assert len(numbers) > 20 and strange == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_is_a_draft(small: Ran, kind: Any) -> None:
    assert [(made.name, made.gate) for made in small.files if made.status == "draft"] == []


def test_one_changed_fact_changes_in_every_file(english: Ran, tmp_path: Path) -> None:
    shared = set.intersection(*({ref for text in texts(english.spec(kind)) for ref in refs(text)} for kind in KINDS))
    seen = making.seen(english, "document", making.seen(english, "deck", sorted(shared)))
    ref, changed = making.changed_where_claims_hold(english.ledger, seen)
    for kind in ("deck", "document"):
        spec = english.spec(kind)
        old, new = making.written(spec, ref, english.ledger), making.written(spec, ref, changed)
        text = text_of(making.rendered_again(spec, changed, tmp_path))
        assert old and old.isdisjoint(new), kind
        assert any(number in text for number in new), f"{kind}: {ref} is still {old}, not {new}"
    book = making.rendered_again(english.spec("workbook"), changed, tmp_path)
    assert any(value == pytest.approx(changed.value(ref)) for value in cells(book).values() if isinstance(value, float))


def test_the_closing_answer_says_nothing_that_the_files_do_not_hold(small: Ran) -> None:
    said = [ref for paragraph in small.answer for ref in refs(paragraph)]
    held = {ref for kind in KINDS for ref in fact_refs(small.spec(kind))}
    assert said and [small.ledger.fact(ref).name for ref in said if ref not in held] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_typed_digit_is_refused(small: Ran, kind: Any, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="42"):
        making.rendered_again(making.with_words(small.spec(kind), " 42"), small.ledger, tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_false_claim_is_refused(small: Ran, kind: Any, tmp_path: Path) -> None:
    ledger = Ledger("planted.").merge(small.ledger.snapshot())
    facts = next(finding.facts for finding in small.findings if finding.kind == "growth")
    false = ledger.claim("decrease", {"a": facts["total_now"], "b": facts["total_before"]})
    assert not false.holds
    words = claim_token(false.id, "下降" if small.state.language == "zh" else "fell")
    with pytest.raises(EvidenceError, match="fell|下降"):
        making.rendered_again(making.with_words(small.spec(kind), words), ledger, tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_comparison_that_rests_on_nothing_is_refused(english: Ran, kind: Any, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="doubled"):
        making.rendered_again(making.with_words(english.spec(kind), " and doubled"), english.ledger, tmp_path)


def test_each_chart_picture_shows_what_its_spec_says(english: Ran) -> None:
    pictures = [Path(made.path) for made in english.files if made.kind == "charts" and made.name.endswith(".svg")]
    charts = english.specs["charts"]["charts"]
    assert len(pictures) == len(charts) > 5
    for picture, chart in zip(pictures, charts, strict=True):
        words = re.sub(r"\s", "", rendered(chart["title"], english.ledger))
        assert words in re.sub(r"\s", "", text_of(picture))
