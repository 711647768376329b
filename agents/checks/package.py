"""Office packages as they lie in the file: parts, and which part relates to which."""

from __future__ import annotations

import posixpath
import zipfile
from typing import Any, NamedTuple

from lxml import etree

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Relation(NamedTuple):
    """A link of a part: its id, the last word of its type, and the part it leads to."""

    id: str
    kind: str
    target: str


class Package:
    """An open package. Parts are named without a leading slash."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self.file = file
        self.names = set(file.namelist())

    def xml(self, part: str) -> Any:
        return etree.fromstring(self.file.read(part))

    def bytes(self, part: str) -> bytes:
        return self.file.read(part)

    def relations(self, part: str) -> list[Relation]:
        """The internal links of a part, in file order."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.names:
            return []
        found = [item for item in self.xml(rels) if isinstance(item.tag, str) and item.get("TargetMode") != "External"]
        return [Relation(item.get("Id"), item.get("Type").rsplit("/", 1)[-1], _resolve(folder, item.get("Target"))) for item in found]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of one kind that a part links to."""
        return [relation.target for relation in self.relations(part) if relation.kind == kind]

    def target(self, part: str, id: str) -> str:
        """The part behind a relation id. Raises KeyError for a dead one."""
        return {relation.id: relation.target for relation in self.relations(part)}[id]


def _resolve(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
