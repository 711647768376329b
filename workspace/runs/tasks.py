"""Celery tasks: shells. Keyword-only ids in, one call out; `**later` takes what a newer version may send."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from celery import shared_task

from workspace.runs import carrying, engine, ingest, notices, worker  # noqa: F401  (worker connects its signals)


@shared_task(name="runs.advance")
def advance(*, run_id: str, **later: Any) -> None:
    engine.advance(UUID(run_id))


@shared_task(name="runs.carry_out")
def carry_out(*, step_id: int, attempt: int, **later: Any) -> None:
    carrying.carry_out(step_id, attempt)


@shared_task(name="runs.read_source")
def read_source(*, source_id: str, **later: Any) -> None:
    ingest.read_source(UUID(source_id))


@shared_task(name="runs.mail_notice", autoretry_for=(OSError,), retry_backoff=30, retry_kwargs={"max_retries": 6})
def mail_notice(*, notice_id: int, **later: Any) -> None:
    notices.mail(notice_id)  # what a mail server says is an OSError (smtplib.SMTPException)
