"""manage.py evaluate: suites on rungs, rows, proposals, and what it costs."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from agents.core.calls import Access, ModelSettings, Price, Rung
from workspace.providers.models import Evaluation, Start
from workspace.runs import evaluating, evaluation_suites, evaluation_told
from workspace.runs.evaluating import MoneySpent, Terms, evaluate

pytestmark = pytest.mark.django_db
REQUEST = "Compare revenue by region, 2025 against 2024, in a deck."


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Writes cases of plans: three times the same files are wanted."""
    monkeypatch.setattr(evaluation_suites, "CASES", tmp_path)
    (tmp_path / "stories.jsonl").write_text("")

    def wanted(*files: str) -> None:
        rows = [{"id": str(n), "request": REQUEST, "measure": "revenue", "segment": "region", "deliverables": files} for n in range(3)]
        (tmp_path / "plan.jsonl").write_text("\n".join(map(json.dumps, rows)))

    return wanted


@pytest.fixture
def model(tmp_path: Path) -> Any:
    """Makes a rung of a model that plays one reply."""

    def made(reply: dict[str, Any], **settings: Any) -> Rung:
        script = tmp_path / "script.json"
        script.write_text(json.dumps({"plan": [reply]}))
        access = Access(script=str(script))
        return Rung(name="small", settings=ModelSettings(name="scripted", model="played", access=access, **settings))

    return made


def draft(*files: str, measure: str = "revenue", segment: str = "region") -> dict[str, Any]:
    return {"output": {"title": "Revenue", "measure": measure, "segment": segment, "questions": ["growth"], "deliverables": files}}


def planned(team: Any, rung: Rung, **terms: Any) -> Any:
    evaluate(team, [Rung(), rung], Terms(uses=("plan",), **terms))
    return evaluating.proposal(newest(team))


def newest(team: Any) -> list[Evaluation]:
    return evaluating.newest(team)["plan"]


def test_the_built_in_model_is_measured_on_every_use(team: Any) -> None:
    rows = evaluate(team, [Rung()], Terms(cases=1))
    assert [row.use for row in rows] == list(evaluating.USES)
    assert [(row.cases, row.wrong, row.money, row.detail["usable"]) for row in rows] == [(1, 0, 0, 1.0)] * len(rows)
    assert all(row.prompt for row in rows if row.use != "query") and all(row.quality > 0.5 for row in rows)


def test_a_model_that_does_better_is_proposed(team: Any, cases: Any, model: Any) -> None:
    cases("deck", "workbook")
    made = planned(team, model(draft("deck", "workbook")))
    assert (made.rung, made.verdicts["builtin"].why) == ("small", "quality")
    assert [row.passed for row in newest(team)] == [False, True]


def test_a_model_that_does_worse_is_not_proposed(team: Any, cases: Any, model: Any) -> None:
    cases("deck")
    made = planned(team, model(draft("deck", segment="channel")))
    assert (made.rung, made.passed, made.verdicts["small"].why) == ("builtin", True, "wrong")
    assert newest(team)[-1].wrong == 3


def test_a_model_whose_outputs_are_of_no_use_gets_nothing_for_what_the_built_in_model_did(team: Any, cases: Any, model: Any) -> None:
    cases("deck")
    made = planned(team, model({"text": "A deck by region, I would say."}))
    row = newest(team)[-1]
    assert (row.quality, row.detail["usable"], made.verdicts["small"].why) == (0, 0, "usable")


def test_outputs_that_were_sent_back_are_counted(team: Any, cases: Any, model: Any) -> None:
    cases("deck")
    planned(team, model(draft("deck", measure="weather")))
    assert newest(team)[-1].detail["returns"] == 3


def test_a_changed_prompt_stands_beside_the_one_before(team: Any, cases: Any, model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cases("deck")
    planned(team, model(draft("deck")))
    monkeypatch.setattr("agents.team.planner.prompt", lambda use: "Plan in another way.")
    made = planned(team, model(draft("deck")))
    new = newest(team)
    assert all(old and old.prompt != row.prompt for row in new for old in [evaluating.before(row)])
    assert evaluation_told.table(new, {"plan": made}).count("before the prompt changed") == 2


def test_it_stops_before_more_is_spent_than_was_allowed(team: Any, cases: Any, model: Any) -> None:
    cases("deck")
    dear = model(draft("deck"), price=Price(tokens_in=Decimal(1000), tokens_out=Decimal(1000)))
    with pytest.raises(MoneySpent, match=r"could pass the limit of 0\.50"):
        planned(team, dear, money=Decimal("0.50"))
    assert [row.rung for row in Evaluation.objects.all()] == ["builtin"]


def test_questions_of_one_s_own_are_asked_of_one_s_own_data(team: Any, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "sales.csv").write_text("channel,amount\nWebsite,10\nStores,30\n", encoding="utf-8")
    rows = [{"question": "Total amount by channel", "gold_rows": [["Stores", 30], ["Website", 10]]},
            {"question": "Total amount", "gold_rows": [[41]]},
            {"question": "Which supplier is late?", "kinds": ["unanswerable"]}]  # fmt: skip
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(json.dumps({"id": str(n), "db": "sales.csv", **row}) for n, row in enumerate(rows)))
    with pytest.raises(SystemExit) as end:
        call_command("evaluate", "--use", "query", "--data", str(tmp_path), "--questions", str(questions), "--json")
    found = json.loads(capsys.readouterr().out)["evaluations"][0]
    assert (end.value.code, found["cases"], found["wrong"], found["refused"]) == (0, 3, 1, 1)
    assert found["quality"] == pytest.approx(1 / 3)  # a wrong answer takes a right one away


def test_accepting_lets_the_uses_start_there(team: Any, capsys: Any) -> None:
    with pytest.raises(SystemExit):
        call_command("evaluate", "--use", "plan", "--limit", "3", "--accept")
    assert "plan: start on builtin" in capsys.readouterr().out
    assert list(Start.objects.values_list("team__name", "use", "rung")) == [("Maple", "plan", "builtin")]


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["--use", "poetry"], "There is no use 'poetry'"), (["--rung", "huge"], "The team has no rung 'huge'; it has builtin"),
    (["--team", "Nobody"], "There is no team 'Nobody'"), (["--most-money", "much"], "--most-money is an amount"),
    (["--limit", "0"], "--limit is a number of cases"), (["--questions", "q.jsonl"], "--data and --questions belong together"),
    (["--model", "bedrock", "--model-name", ""], "--model bedrock needs --model-name"),
    (["--model", "openai_compatible", "--base-url", ""], "needs --base-url"),
    (["--data", ".", "--questions", "nowhere.jsonl"], "nowhere.jsonl cannot be read"),
])  # fmt: skip
def test_what_cannot_be_evaluated_is_said_in_one_sentence(team: Any, arguments: list[str], sentence: str, capsys: Any) -> None:
    with pytest.raises(SystemExit) as end:
        call_command("evaluate", *arguments)
    assert end.value.code == 2 and sentence in capsys.readouterr().err
    assert not Evaluation.objects.exists()


def test_with_several_teams_one_must_be_named(team: Any, charlie: Any, capsys: Any) -> None:
    with pytest.raises(SystemExit):
        call_command("evaluate")
    assert "There are several teams" in capsys.readouterr().err
