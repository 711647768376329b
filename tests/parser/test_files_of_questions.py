"""Many questions in one process, statistics over a file, and the open benchmark where it is at hand."""

from __future__ import annotations

import json
import random
import runpy
from pathlib import Path
from statistics import mean, stdev

import pytest

from agents.answer import answer_file, answer_question
from agents.sources.open import open_data

SHARED = Path(__file__).parents[3] / "shared" / "bench"


def test_each_line_gets_a_line_and_a_bad_one_stops_nothing(shop_file: Path, tmp_path: Path) -> None:
    asked = [
        {"id": "a", "question": "How many customers are there?", "db": str(shop_file), "lang": "en"},
        {"id": "b", "question": "How many customers are there?", "db": "nowhere.sqlite", "lang": "en"},
        {"id": "c", "question": "How many unicorns are there?", "db": str(shop_file), "lang": "en"},
    ]
    questions, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text("\n".join(json.dumps(record) for record in asked))
    assert answer_file(questions, out, work=tmp_path / "work") == 1
    lines = {line["id"]: line for line in map(json.loads, out.read_text().splitlines())}
    assert lines["a"]["rows"] == [[10]] and lines["b"]["abstained"] and "unicorns" in lines["c"]["reason"]
    assert set(lines["a"]) == {"id", "columns", "rows", "sql", "text", "abstained", "reason"}


@pytest.fixture
def measured(tmp_path: Path) -> tuple[Path, list[float], list[float]]:
    chance = random.Random(3)
    heat = [chance.gauss(20, 4) for _ in range(200)] + [90.0]
    wet = [60 - h + chance.gauss(0, 3) for h in heat]
    path = tmp_path / "station.csv"
    path.write_text(
        "day,temperature,humidity\n" + "".join(f"{i},{h:.4f},{w:.4f}\n" for i, (h, w) in enumerate(zip(heat, wet, strict=True)))
    )
    return path, [round(h, 4) for h in heat], [round(w, 4) for w in wet]


def test_named_statistics_are_answered_with_one_row_of_the_named_values(
    measured: tuple[Path, list[float], list[float]], tmp_path: Path
) -> None:
    path, heat, _ = measured
    record = {
        "format": "@mean_temperature[mean] @std_temperature[sd] @outlier_count[n]",
        "constraints": "Use the Z-score method: above 3 or less than -3.",
    }
    answer = answer_question(
        "Mean and standard deviation of the temperature column, and its outliers?", open_data([path], tmp_path / "w"), record=record
    )
    assert answer.columns == ("mean_temperature", "std_temperature", "outlier_count")
    assert answer.rows[0] == (pytest.approx(mean(heat)), pytest.approx(stdev(heat)), 1)


def test_a_correlation_is_told_and_a_test_nobody_computes_is_refused(
    measured: tuple[Path, list[float], list[float]], tmp_path: Path
) -> None:
    reader = open_data([measured[0]], tmp_path / "w")
    answer = answer_question("What is the correlation between temperature and humidity?", reader)
    assert answer.rows[0][0] == pytest.approx(-0.95, abs=0.04)
    shapiro = {"format": "@normal[answer]", "constraints": "Use the Shapiro-Wilk test."}
    assert answer_question("Is temperature normally distributed?", reader, record=shapiro).abstained


@pytest.mark.skipif(not SHARED.exists(), reason="the open benchmark (../shared/bench) is not here")
def test_the_retail_and_the_unanswerable_questions_of_the_open_benchmark_reach_their_marks(tmp_path: Path) -> None:
    score = runpy.run_path(str(SHARED / "score.py"))
    asked = [q for q in score["load"](SHARED / "questions.jsonl") if q["id"].startswith("o-retail") or "unanswerable" in q["kinds"]]
    questions, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text("\n".join(json.dumps({**q, "db": str(SHARED / q["db"])}) for q in asked))
    answer_file(questions, out, work=tmp_path / "work")
    answers = {answer["id"]: answer for answer in map(json.loads, out.read_text().splitlines())}
    marks = [score["judge"](q, answers[q["id"]]) for q in asked]
    retail = [m for m in marks if "abstained_correctly" not in m]
    right = sum(m["right"] for m in retail)
    assert right / len(retail) >= 0.8 and right / sum(m["answered"] for m in retail) >= 0.92
    assert sum(m["abstained_correctly"] for m in marks) >= 0.85 * (len(marks) - len(retail))
