"""The commands, as a person calls them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def _manage(*arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("THREEDAY_", "DATABASE_", "REDIS_"))}
    environment |= {"THREEDAY_WORK": "tests.workspace.scripted.work", "PYTHONPATH": str(ROOT), **extra}
    return subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


@pytest.fixture
def data(tmp_path: Path) -> str:
    path = tmp_path / "orders.csv"
    path.write_text("channel,amount\nWebsite,10\n", encoding="utf-8")
    return str(path)


def test_ask_makes_files_and_says_everything_it_knows(tmp_path: Path, data: str) -> None:
    out = tmp_path / "out"
    result = _manage("ask", "Revenue by channel", "--data", data, "--out", str(out), "--json", "--deliver", "deck,workbook")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert sorted(path.name for path in out.iterdir()) == ["Growth.pptx", "Growth.xlsx"]
    assert found["answer"] == ["Revenue grew 14.7% to $4.22 m."]
    query = found["questions"][0]["queries"][0]
    assert (query["row_count"], query["source"], query["coverage"]["rows_read"]) == (2, "orders.csv", 118_902)
    assert found["reconciliation"][0]["agrees"] and {"brief", "facts", "claims", "findings", "artifacts", "timings"} <= found.keys()
    assert "[100%] Summed up" in result.stderr


def test_ask_says_in_one_sentence_what_input_is_bad(tmp_path: Path, data: str) -> None:
    for arguments, sentence in [
        (["ask", "Revenue", "--out", str(tmp_path)], "No data was given."),
        (["ask", "Revenue", "--out", str(tmp_path), "--data", "nope.csv"], "nope.csv is not there."),
        (["ask", " ", "--out", str(tmp_path), "--data", data], "The request is empty."),
        (["ask", "Revenue", "--out", str(tmp_path), "--data", data, "--deliver", "pdf"], "There is no deliverable 'pdf'"),
    ]:
        result = _manage(*arguments)
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith(sentence) and result.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["t", "a-folder-whose-path-is-longer-than-that-of-any-socket-may-be-" * 2])
def test_ask_leaves_no_process_and_no_folder_behind(tmp_path: Path, data: str, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    before = set(Path("/tmp").glob("threeday-*.sock"))
    result = _manage("ask", "unreadable", "--data", data, "--out", str(tmp_path / "out"), TMPDIR=str(folder))
    assert (result.returncode, list(folder.iterdir())) == (2, [])
    assert set(Path("/tmp").glob("threeday-*.sock")) <= before
    assert "orders.csv is empty." in result.stderr and "Traceback" not in result.stderr


def test_ask_ends_with_3_when_the_data_cannot_tell(tmp_path: Path, data: str) -> None:
    result = _manage("ask", "weather by channel", "--data", data, "--out", str(tmp_path / "out"))
    assert result.returncode == 3
    assert "– weather" in result.stderr and "→ Revenue by channel" in result.stderr


def test_answer_names_the_line_that_is_no_question(tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": 1, "question": "How many?", "db": "a.csv"}\nnonsense\n', encoding="utf-8")
    result = _manage("answer", "--questions", str(questions), "--out", str(tmp_path / "a.jsonl"))
    assert result.returncode == 2 and "Line 2" in result.stderr


@pytest.mark.parametrize(("name", "value"), [
    ("THREEDAY_DEBUG", "maybe"), ("THREEDAY_WORKERS", "0"), ("THREEDAY_UPLOAD_MB", "big"), ("THREEDAY_LOST_SECONDS", "-1"),
    ("THREEDAY_SIGN_UP", "all"), ("THREEDAY_SECRET_KEY", "short"), ("DATABASE_URL", "mysql://a/b"),
])  # fmt: skip
def test_an_odd_setting_stops_the_start_and_says_what_to_write(tmp_path: Path, name: str, value: str) -> None:
    result = _manage("check", THREEDAY_VAR=str(tmp_path), **{name: value})
    assert result.returncode != 0 and name in result.stderr


def test_a_deployment_passes_djangos_own_check(tmp_path: Path) -> None:
    settings = {"THREEDAY_SECURE": "1", "THREEDAY_HOSTS": "example.org", "THREEDAY_SECRET_KEY": "zR4-kQ9_vW2+tY7=" * 4}
    result = _manage("check", "--deploy", "--fail-level", "WARNING", THREEDAY_VAR=str(tmp_path), **settings)
    assert result.returncode == 0, result.stderr
