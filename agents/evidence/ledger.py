"""The ledger of a run: its results, facts and claims. The only maker of facts and claims, so none exists without a source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from agents.core.base import Value
from agents.core.errors import EvidenceError
from agents.evidence.claims import EXPRESSIONS, Claim, ClaimKind
from agents.evidence.facts import CellRef, Fact, evaluate
from agents.evidence.results import Cell, Column, Result, Unit


class Snapshot(Value):
    """A ledger as a value: for database rows, queues and tests."""

    results: tuple[Result, ...] = ()
    facts: tuple[Fact, ...] = ()
    claims: tuple[Claim, ...] = ()


def cell_ref(result: str, row: int, column: str) -> str:
    """The id of the fact that is a cell of a result. Every cell is a fact without being listed."""
    return f"{result}:{row}:{column}"


class Ledger:
    """Results, facts and claims by id. `prefix` keeps ids apart when several steps write side by side."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.results: dict[str, Result] = {}
        self.facts: dict[str, Fact] = {}
        self.claims: dict[str, Claim] = {}

    # -- results -------------------------------------------------------------------------------------------------------

    def next_result_id(self) -> str:
        return f"{self.prefix}r{len(self.results) + 1}"

    def add_result(self, result: Result) -> Result:
        self.results[result.id] = result
        return result

    def label(self, result_id: str) -> str:
        """The name of a result for people: "b57c10e5.r3" -> "r3", unless the results of two runs stand side by side."""
        short = result_id.rpartition(".")[2]
        return short if sum(id.rpartition(".")[2] == short for id in self.results) == 1 else result_id

    # -- facts ---------------------------------------------------------------------------------------------------------

    def fact(self, ref: str) -> Fact:
        """The fact of an id or of a cell reference (`result:row:column`). Raises EvidenceError when there is none."""
        if ref in self.facts:
            return self.facts[ref]
        result_id, _, rest = ref.partition(":")
        row, _, column = rest.partition(":")
        result = self.results.get(result_id)
        if result is None or not row.isdigit():
            raise EvidenceError(f"There is no fact {ref!r}.")
        return self._of_cell(ref, result, int(row), column)

    def value(self, ref: str) -> Cell:
        return self.fact(ref).value

    def name_fact(self, id: str, result: str, row: int, column: str, *, name: str, period: str = "") -> Fact:
        """Give a cell of a result an id and a name of its own."""
        cell = self._of_cell(id, self.results[result], row, column)
        return self._keep(cell.model_copy(update={"id": self._unique(id), "name": name, "period": period}))

    def derive(
        self, id: str, expression: str, inputs: Mapping[str, str], *, name: str, unit: Unit = "", currency: str = "", period: str = ""
    ) -> Fact:
        """Compute a fact from others. `inputs` maps the short names of the expression to fact ids or cell references."""
        value, missing = self._compute(expression, inputs)
        return self._keep(
            Fact(
                id=self._unique(id),
                name=name,
                value=value,
                unit=unit,
                currency=currency,
                expression=expression,
                inputs=dict(inputs),
                missing=missing,
                period=period,
            )
        )

    def constant(self, id: str, value: float | int | date, *, name: str, unit: Unit = "") -> Fact:
        """A number or a date of the method itself (a threshold, a due date): shown as a setting, never as data."""
        for fact in self.facts.values():
            if fact.constant and fact.value == value and fact.name == name:
                return fact
        return self._keep(
            Fact(
                id=self._unique(id),
                name=name,
                value=value,
                unit=unit,
                expression=value.isoformat() if isinstance(value, date) else repr(value),
                constant=True,
            )
        )

    # -- claims --------------------------------------------------------------------------------------------------------

    def claim(self, kind: ClaimKind, inputs: Mapping[str, str], expression: str = "") -> Claim:
        """State something and compute whether it holds. A claim over a missing value does not hold."""
        text = expression or EXPRESSIONS[kind]
        value, _ = self._compute(text, inputs)
        id = f"{self.prefix}c{len(self.claims) + 1}"
        claim = Claim(id=id, kind=kind, expression=text, inputs=dict(inputs), holds=bool(value))
        self.claims[claim.id] = claim
        return claim

    def largest(self, ref: str, others: Iterable[str], kind: ClaimKind = "largest") -> Claim:
        """The claim that one fact is the largest (or smallest) of a group; `others` may hold the fact itself."""
        inputs = {"a": ref} | {f"x{i}": other for i, other in enumerate(o for o in others if o != ref)}
        peers = ", ".join(name for name in inputs if name != "a")
        pick, compare = ("max", ">=") if kind != "smallest" else ("min", "<=")
        return self.claim(kind, inputs, f"a {compare} {pick}({peers})" if peers.count(",") else f"a {compare} {peers or 'a'}")

    def check_claim(self, claim: Claim) -> bool:
        """Compute a claim again from the facts as they are now."""
        value, _ = self._compute(claim.expression, claim.inputs)
        return bool(value)

    # -- whole ---------------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        return Snapshot(results=tuple(self.results.values()), facts=tuple(self.facts.values()), claims=tuple(self.claims.values()))

    def merge(self, snapshot: Snapshot) -> Ledger:
        """Take in what another ledger holds. Returns self."""
        self.results |= {result.id: result for result in snapshot.results}
        self.facts |= {fact.id: fact for fact in snapshot.facts}
        self.claims |= {claim.id: claim for claim in snapshot.claims}
        return self

    def since(self, before: Snapshot) -> Snapshot:
        """What was added after a snapshot was merged in."""
        results, facts, claims = ({item.id for item in group} for group in (before.results, before.facts, before.claims))
        return Snapshot(
            results=tuple(item for id, item in self.results.items() if id not in results),
            facts=tuple(item for id, item in self.facts.items() if id not in facts),
            claims=tuple(item for id, item in self.claims.items() if id not in claims),
        )

    def recompute(self) -> None:
        """Compute every fact and claim again from the results, in the order they were made."""
        for fact in list(self.facts.values()):
            self.facts[fact.id] = self._again(fact)
        for claim in list(self.claims.values()):
            self.claims[claim.id] = claim.model_copy(update={"holds": self.check_claim(claim)})

    # -- private -------------------------------------------------------------------------------------------------------

    def _again(self, fact: Fact) -> Fact:
        if fact.constant:
            return fact
        if fact.cell is not None:
            return fact.model_copy(update={"value": self.results[fact.cell.result].cell(fact.cell.row, fact.cell.column)})
        value, missing = self._compute(fact.expression, fact.inputs)
        return fact.model_copy(update={"value": value, "missing": missing})

    def _compute(self, expression: str, inputs: Mapping[str, str]) -> tuple[Any, str]:
        names = {short: self.fact(ref).value for short, ref in inputs.items()}
        try:
            value = evaluate(expression, names)
        except ZeroDivisionError:
            return None, "zero base"
        return value, "missing input" if value is None else ""

    def _of_cell(self, id: str, result: Result, row: int, column: str) -> Fact:
        try:
            value, meta = result.cell(row, column), result.columns[result.index(column)]
        except (KeyError, IndexError):
            raise EvidenceError(f"There is no fact {id!r}: {result.id} has no row {row} or no column {column!r}.") from None
        return Fact(
            id=id,
            name=_cell_name(result, row, meta),
            value=value,
            unit=meta.unit,
            currency=meta.currency,
            cell=CellRef(result=result.id, row=row, column=column),
        )

    def _keep(self, fact: Fact) -> Fact:
        self.facts[fact.id] = fact
        return fact

    def _unique(self, id: str) -> str:
        base, number = self.prefix + id, 1
        candidate = base
        while candidate in self.facts:
            number += 1
            candidate = f"{base}~{number}"
        return candidate


def _cell_name(result: Result, row: int, column: Column) -> str:
    """What a cell is, from the text cells of its row: "revenue · Website · 2025"."""
    keys = [
        str(value)
        for value, meta in zip(result.rows[row], result.columns, strict=True)
        if meta is not column and meta.type in ("text", "date") and value is not None
    ]
    return " · ".join([column.label or column.name, *keys[:3]])
