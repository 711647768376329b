"""Reading an uploaded source: what it holds is written beside it, or why it was refused."""

from __future__ import annotations

import logging
import secrets
from uuid import UUID

from agents.core.errors import InputError, LimitReached
from agents.sources.open import prepare
from agents.sources.words import explain
from workspace.connections.models import Source
from workspace.runs.desk import copies_folder
from workspace.runs.words import sentence

log = logging.getLogger(__name__)


def read_source(source_id: UUID) -> Source:
    """Fill a source's catalog, or its problem. Reading twice gives the same."""
    source = Source.objects.get(pk=source_id)
    try:
        catalog = prepare(source.file, copies_folder())
        source.catalog, source.state, source.problem = catalog.model_dump(mode="json"), Source.State.READY, ""
    except (InputError, LimitReached) as error:
        source.state, source.problem = Source.State.REFUSED, explain(error, "en")
    except Exception:
        fault = secrets.token_hex(4)
        log.exception("source_broke fault=%s source=%s", fault, source_id)
        source.state, source.problem = Source.State.REFUSED, sentence("broken", "en", id=fault)
    source.save(update_fields=["catalog", "state", "problem"])
    return source
