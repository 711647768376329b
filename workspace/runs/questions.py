"""Single questions in bulk, without a run: the engine's own function, with progress."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

from django.conf import settings

from agents.answer import answer_file
from agents.models.loop import Models
from workspace.runs.ladders import installed


class QuestionsUnreadable(Exception):
    """What is wrong with the file of questions, in one sentence."""


def answer_questions(questions: Path, out: Path, told: TextIO) -> tuple[int, int]:
    """Answer a file of questions with the installation's model for words that the built-in parser does not know.

    Returns how many were answered, and how many there were. Raises OSError, QuestionsUnreadable.
    """
    lines = [line for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        _check(line, number, questions)

    def progress(number: int) -> None:
        if told.isatty():
            told.write(f"\r\033[2K{number}/{len(lines)}" if number < len(lines) else "\r\033[2K")
            told.flush()

    models = Models(ladders=installed(settings.MODEL))
    return answer_file(questions, out, progress=progress, models=models), len(lines)


def _check(line: str, number: int, path: Path) -> None:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict) or "question" not in record or "db" not in record:
        raise QuestionsUnreadable(f'Line {number} of {path} is not a question: {{"id": …, "question": …, "db": …}} is needed.')
