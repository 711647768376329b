"""The door of file sources: paths in, one Reader out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import duckdb

from agents.sources.catalog import Catalog, Link, TableInfo
from agents.sources.copy import Copy, assembled, copy_of
from agents.sources.duck import DuckReader
from agents.sources.labels import quoted, text_literal
from agents.sources.notes import note
from agents.sources.reader import Limits
from agents.sources.words import refuse


def open_data(paths: Sequence[Path], work: Path, *, name: str = "", limits: Limits | None = None) -> DuckReader:
    """One reader over all tables of the files. Copies are made in `work` once. Raises InputError for a file that holds no table."""
    if not paths:
        raise refuse("no_files")
    copies = [copy_of(Path(path), work) for path in dict.fromkeys(paths)]
    if len(copies) == 1:
        catalog = copies[0].catalog
        named = catalog.model_copy(update={"source": name}) if name else catalog
        return DuckReader(named, [(copies[0].path, {table.name: table.name for table in catalog.tables})], limits=limits)
    names = _names(copies)
    catalog = _joined(copies, names, work, name or ", ".join(dict.fromkeys(copy.catalog.source for copy in copies)))
    return DuckReader(
        catalog,
        [(copy.path, {here: there for there, here in known.items()}) for copy, known in zip(copies, names, strict=True)],
        limits=limits,
    )


def prepare(path: Path, work: Path) -> Catalog:
    """Make the copy of an upload ahead of its first use and return its catalog. Raises InputError."""
    return copy_of(path, work).catalog


def _names(copies: Sequence[Copy]) -> list[dict[str, str]]:
    """Per copy: each table's name here. A name that is taken gets the file's name or a number behind it."""
    taken: set[str] = set()
    found = []
    for copy in copies:
        here = {}
        for table in copy.catalog.tables:
            name, number = table.name, 1
            while name.lower() in taken:
                number += 1
                name = f"{table.name}_{number}"
            taken.add(name.lower())
            here[table.name] = name
        found.append(here)
    return found


def _joined(copies: Sequence[Copy], names: Sequence[dict[str, str]], work: Path, source: str) -> Catalog:
    """The catalog of several copies: tables renamed where names clash, joins found across files; kept like the copies."""
    key = hashlib.blake2b("|".join([source, *(copy.path.name for copy in copies)]).encode(), digest_size=16).hexdigest()
    saved = work / f"{key}.joined.json"
    if saved.exists():
        return Catalog.model_validate_json(saved.read_bytes())
    tables: list[TableInfo] = []
    links: list[Link] = []
    con = duckdb.connect(":memory:")
    try:
        for position, (copy, known) in enumerate(zip(copies, names, strict=True)):
            con.execute(f"ATTACH {text_literal(str(copy.path))} AS copy_{position} (READ_ONLY)")
            for table in copy.catalog.tables:
                con.execute(f"CREATE VIEW {quoted(known[table.name])} AS SELECT * FROM copy_{position}.{quoted(table.name)}")
                tables.append(_renamed(table, known[table.name], copy.catalog.source))
            links += [link.model_copy(update={"table": known[link.table], "to_table": known[link.to_table]}) for link in copy.catalog.links]
        catalog = assembled(source, tables, links, con)
    finally:
        con.close()
    saved.write_text(catalog.model_dump_json(), encoding="utf-8")
    return catalog


def _renamed(table: TableInfo, name: str, source: str) -> TableInfo:
    if name == table.name:
        return table
    problem = note("same_table", name=repr(table.name), source=source, unique=repr(name))
    return table.model_copy(update={"name": name, "problems": (*table.problems, problem)})
