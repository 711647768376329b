"""A worker process: python -m workspace.runs.serve. The same as `celery -A workspace worker`, without loading Celery's command line."""

from __future__ import annotations

import os

from workspace.celery import app


def main() -> None:
    """Work until SIGTERM. A pool of processes, so that steps run side by side; threads where processes cannot be forked."""
    pool = "prefork" if hasattr(os, "fork") else "threads"
    worker = app.Worker(pool=pool, loglevel="WARNING", without_gossip=True, without_mingle=True, without_heartbeat=True, quiet=True)
    worker.start()


if __name__ == "__main__":
    main()
