"""manage.py prices [--write]: what the installed package of prices says otherwise than agents/models/prices.json; take it over."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from workspace.runs import pricing


class Command(BaseCommand):
    help = "Compare the table of prices with the installed genai-prices package, and with --write take over what changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="write the table anew")

    def handle(self, *args: Any, **options: Any) -> None:
        day, source = pricing.about()
        self.stdout.write(f"In use: {source}, {day}.")
        for line in (changes := pricing.compare(write=options["write"])):
            self.stdout.write(line)
        self.stdout.write(f"{len(changes)} changes{' written' if options['write'] else ''}.")
