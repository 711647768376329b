"""How every maker works: build a spec, write the file, pass the gate; what the gate finds goes back to the maker once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from agents.checks.findings import GateFinding
from agents.core.base import Value
from agents.core.brief import Deliverable, Language
from agents.core.errors import EvidenceError, GateError, Stopped
from agents.core.events import Event
from agents.team.desk import Desk, MadeFile

Spec = TypeVar("Spec", bound=Value)
MEDIA_TYPES: dict[str, str] = {
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
SENT_BACK: dict[Language, str] = {
    "en": "The check of the file found something; it went back to be mended: {first}",
    "zh": "文件检查发现问题，已退回修改：{first}",
}


@dataclass(frozen=True)
class Craft(Generic[Spec]):
    """What is special about one kind of file. `build` gets the findings to mend (none the first time); `write` makes the file."""

    kind: Deliverable
    build: Callable[[Sequence[GateFinding]], Spec]
    write: Callable[[Spec, Path], None]
    check: Callable[[Spec, Path], list[GateFinding]]


def make(desk: Desk, craft: Craft[Spec], name: str) -> tuple[Spec, MadeFile]:
    """Make the file. Findings that stay after one mending make it a draft, kept with what was found.

    Raises EvidenceError or GateError when not even a draft can be written.
    """
    path = desk.work / name
    spec, findings = _attempt(craft, (), path, last=False)
    halt_if_stopped(desk)
    if findings or spec is None:
        desk.emit(
            Event(
                kind="decision",
                text=SENT_BACK[desk.language].format(first=findings[0].message),
                detail={"rule": "gate", "reason": [f.model_dump() for f in findings[:10]]},
            )
        )
        spec, findings = _attempt(craft, findings, path, last=True)
    assert spec is not None
    return spec, made_file(craft.kind, path, findings)


def made_file(kind: Deliverable, path: Path, findings: Sequence[GateFinding] = (), *, primary: bool = True) -> MadeFile:
    """The row of a finished file."""
    return MadeFile(
        kind=kind,
        name=path.name,
        path=str(path),
        media_type=MEDIA_TYPES[path.suffix],
        primary=primary,
        status="draft" if findings else "ready",
        gate=tuple(f"{f.where}: {f.message}" for f in findings),
    )


def halt_if_stopped(desk: Desk) -> None:
    """Raise Stopped where a person asked for it: called between units of work."""
    if desk.stopped():
        raise Stopped()


def _attempt(craft: Craft[Spec], mend: Sequence[GateFinding], path: Path, *, last: bool) -> tuple[Spec | None, list[GateFinding]]:
    try:
        spec = craft.build(mend)
        craft.write(spec, path)
    except (EvidenceError, GateError) as error:
        if last:
            raise
        where = str(error.details.get("where", ""))
        return None, [GateFinding(code=type(error).__name__, where=where, message=error.message, fix="")]
    return spec, craft.check(spec, path)
