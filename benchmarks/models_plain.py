"""The main job as a plain agent loop would do it, replayed from a run of ours: what would each turn have sent?

The plain loop is one agent. It has every tool of every use and one for queries, all instructions, the whole catalog, and everything that
was said and returned so far, sent again with each turn, without a cache. It is given every advantage that can be had so: it asks all
queries of a question in one turn, makes no mistake, writes what our model wrote and no more, and leaves the files to the same makers.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from agents.core.calls import ModelCall
from agents.evidence.results import Result
from agents.sources.catalog import Catalog
from tests.main_job.driver import Ran
from tests.models.bedrock_cache import tokens
from tests.models.bedrock_replies import Seen

Json = dict[str, Any]
ROWS = 50  # of a result that a model is shown
QUERY: Json = {
    "toolSpec": {
        "name": "run_query", "description": "Run one read-only SQL query over the source and read its rows.",
        "inputSchema": {"json": {"type": "object", "properties": {"sql": {"type": "string"}}, "required": ["sql"]}},
    }
}  # fmt: skip


@dataclass(frozen=True)
class Turn:
    """What the agent says in a turn (calls of tools), and what comes back."""

    said: list[Json]
    returned: list[Json]


def plain_calls(ran: Ran, seen: list[Seen], catalog: Catalog, *, queries: bool = True) -> list[ModelCall]:
    """Every call of the plain loop, with its tokens. `seen` are the requests of our run, in order.

    Without `queries` it asks the data nothing, as if code did so for it: a bound that no plain loop can go below.
    """
    system = [{"text": text} for text in dict.fromkeys(block["text"] for one in seen for block in one.body["system"] if "text" in block)]
    tools = [*{json.dumps(tool): tool for one in seen for tool in one.body["toolConfig"]["tools"] if "toolSpec" in tool}.values(), QUERY]
    history: list[Json] = [{"text": ran.state.request}, {"text": described(catalog)}]
    calls = []
    for turn in _turns(ran, seen, queries):
        sent = sum(tokens(block) for block in [*tools, *system, *history])
        calls.append(ModelCall(use="plain", model="plain", tokens_in=sent, tokens_out=sum(tokens(block) for block in turn.said)))
        history += [*turn.said, *turn.returned]
    return calls


def _turns(ran: Ran, seen: list[Seen], queries: bool) -> Iterator[Turn]:
    """The plan first, then the queries of each question, then the rest of what our model said."""
    ours = [turn for conversation in _conversations(seen) for turn in conversation]
    planned = sum(len(conversation) for conversation in _conversations(seen)[:1])
    yield from ours[:planned]
    for results in _by_question(ran).values() if queries else ():
        yield Turn([_use("run_query", {"sql": result.sql}) for result in results], [_result(_shown(result)) for result in results])
    yield from ours[planned:]


def _conversations(seen: list[Seen]) -> list[list[Turn]]:
    """Our requests by use: each use begins with a request that holds no answer of the model. What the last request of a use was
    answered with is told by the next one nowhere, so it is taken to be the proposal, which is what the model of the trace gives."""
    uses: list[list[Seen]] = []
    for one in seen:
        if not any(message["role"] == "assistant" for message in one.body["messages"]):
            uses.append([])
        uses[-1].append(one)
    return [_turns_of(use[-1]) for use in uses]


def _turns_of(last: Seen) -> list[Turn]:
    messages = last.body["messages"]
    turns = [
        Turn([block for block in asked["content"] if "toolUse" in block], [block for block in answer["content"] if "toolResult" in block])
        for asked, answer in zip(messages[1::2], messages[2::2], strict=False)
    ]
    return [*turns, Turn([_use("final_result", _proposal(turns[-1]))], [_result("Final result processed.")])] if turns else []


def _proposal(turn: Turn) -> Any:
    for block in turn.returned:
        for part in block["toolResult"]["content"]:
            found = part["json"] if "json" in part else json.loads(part["text"])
            if "proposal" in found:
                return found["proposal"]
    return {}


def _by_question(ran: Ran) -> dict[str, list[Result]]:
    """The queries of the run by the question whose finding rests on them first; those of none, such as the second ways, together."""
    owner: dict[str, str] = {}
    for finding in ran.findings:
        for id in finding.results:
            owner.setdefault(id, finding.question)
    asked: dict[str, list[Result]] = defaultdict(list)
    for id, result in ran.ledger.results.items():
        asked[owner.get(id, "")].append(result)
    return asked


def described(catalog: Catalog) -> str:
    """The whole catalog as a plain prompt would list it: each column with its type and a few values."""
    lines = []
    for table in catalog.tables:
        lines.append(f"{table.name} ({table.rows} rows)")
        for column in table.columns:
            values = ", ".join(str(sample.value) for sample in column.samples[:5])
            lines.append(f"  {column.name} {column.type}" + (f": {values}" if values else f": {column.minimum} to {column.maximum}"))
    lines += [f"{link.table}.{link.column} = {link.to_table}.{link.to_column}" for link in catalog.links]
    return "\n".join(lines)


def _shown(result: Result) -> str:
    return json.dumps({"columns": [column.name for column in result.columns], "rows": result.rows[:ROWS]}, default=str)


def _use(name: str, args: Any) -> Json:
    return {"toolUse": {"toolUseId": "tooluse_0", "name": name, "input": args}}


def _result(text: str) -> Json:
    return {"toolResult": {"toolUseId": "tooluse_0", "content": [{"text": text}]}}
