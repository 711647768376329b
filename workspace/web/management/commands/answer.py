"""manage.py answer --questions Q.jsonl --out A.jsonl: many single questions in one process, no files made."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from workspace.runs.questions import QuestionsUnreadable, answer_questions

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Answer each line of a JSON-lines file of {id, question, db, lang}; `db` is a path relative to the file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--questions", required=True, metavar="Q.jsonl")
        parser.add_argument("--out", required=True, metavar="A.jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answered, asked = answer_questions(Path(options["questions"]), Path(options["out"]), sys.stderr)
        except (OSError, QuestionsUnreadable) as error:
            sys.stderr.write(f"{error}\n")
            sys.exit(BAD_INPUT)
        sys.stderr.write(f"{answered} of {asked} questions answered, {asked - answered} refused with a reason.\n")
