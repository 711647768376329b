"""Django's command line."""

from __future__ import annotations

import os
import sys

from workspace.private import prepare


def main() -> None:
    """Run a command with the product's settings."""
    prepare(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workspace.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
