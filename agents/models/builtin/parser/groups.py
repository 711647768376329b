"""Reading groups: "by region", "for each customer", "per month", "ranked by sales"."""

from __future__ import annotations

from agents.models.builtin.parser.meaning import Attr, Measure, Part, Sort
from agents.models.builtin.parser.orders import Orders


class Groups(Orders):
    """Reads groups into the draft."""

    def read_grain(self, place: int) -> int:
        """ "by month", "each quarter": a calendar group."""
        item = self.items[place]
        if not item.is_("grain"):
            return 0
        best = item.columns[0] if item.columns else None
        if best is not None and best.score >= 0.9 and item.sub == "year" and self.is_year_column(best.table, best.column):
            self.draft.groups.append(Attr(best.table, best.column))
            return place + 1
        if f"grain:{item.sub}" not in self.draft.groups:
            self.draft.groups.append(f"grain:{item.sub}")
        return place + 1

    def is_year_column(self, table: str, column: str) -> bool:
        attr = Attr(table, column)
        return "year" in self.binder.words(attr) and self.binder.numeric(attr)

    def read_group(self, place: int) -> int:
        """ "by region", "for each customer", "per order"; several joined by "and"."""
        item = self.items[place]
        if not item.is_("each"):
            return 0
        here = self.skip(place + 1, "distinct", "each")
        text = item.text.lower()
        elsewhere = any(i.is_("each") and i is not item for i in self.items)
        if (
            text == "by"
            and (self.kind(place - 1, "verb", "neg") or elsewhere and self.table_of(here) is not None)
            and not self.fresh[place]
            and (self.table_of(here) is not None or self.is_value(here))
        ):
            return place + 1  # "cited by publications": says who
        if text in ("by", "according to", "按", "按照", "根据") and (ranked := self._ranked_by(here)):
            return ranked
        kept = (
            self.draft.each
            if text not in ("by", "broken down by", "split by", "grouped by", "group by", "按", "根据", "按照", "分")
            else self.draft.groups
        )
        read = self._group_names(here, kept, by=text == "by")
        if not read and (here >= self.size or self.fresh[here]) and "each" in text:
            return place + 1  # "… and how many for each"
        if not read:
            return 0
        return read

    def _ranked_by(self, here: int) -> int:
        """ "rank the regions by sales", "the top ten products by revenue"; "按订单号去重"."""
        if self.language == "zh" and self.is_column(here) and self.kind(here + 1, "distinct"):
            self.count_by(self.column_at(here))
            return here + 2
        found = self.quantity(here)
        if (
            found is None
            or isinstance(found[0][0], Attr)
            and not (self.binder.numeric(found[0][0]) and self.binder.info(found[0][0]).role == "measure")
        ):
            return 0
        if not (self.draft.outputs or self.draft.shows or self.draft.extremes or self.draft.measures or self.draft.limit):
            return 0
        quantity = found[0][0]
        by = self.as_measure(quantity) if not isinstance(quantity, Attr) or self.binder.additive(quantity) else quantity
        for extreme in self.draft.extremes:
            if extreme.by is None and not extreme.hint:
                extreme.by = by
                return found[1]
        if not any(item.is_("rank", "dir", "sort", "top") for item in self.items):
            return 0
        descending = next((item.sub == "desc" for item in self.items if item.is_("dir")), True)
        self.draft.sorts.append(Sort(by, descending))
        return found[1]

    def _group_names(self, here: int, kept: list[Attr | Part | str], *, by: bool) -> int:
        read = 0
        while True:
            table = self.table_of(here)
            if table is not None:
                if (
                    self.is_column(here + 1)
                    and not self.lead(here + 1) - {"s", "'", "’", "的"}
                    and self._belongs(here + 1, table)
                    and not self.subject_ahead(here + 1)
                ):
                    kept.append(self.binder.column(self.items[here + 1], table))
                    read = here + 2
                else:
                    self.binder.recent = table
                    kept.append(table)
                    read = here + 1
            elif self._modifier(here):
                here += 1
                continue
            elif self.is_column(here) and not (by and self.subject_ahead(here)):
                attr = self.column_at(here)
                kept.append(attr)
                read = here + 1
                if (owner := self.table_of(read)) is not None and self.lead(read) & {"of"}:
                    read += 1
                    self._mention(owner)
            else:
                return read
            joint = read
            while self.kind(joint, "and", "comma"):
                joint += 1
            if kept is self.draft.each and self.lead(joint) & {"the", "their", "its", "corresponding", "his", "her"}:
                return read  # "each treatment and the corresponding description"
            if joint == read or not (self.table_of(joint) or self.is_column(joint)) or self.fresh[joint]:
                return read
            if self.language == "en" and not by and self.kind(read, "comma"):
                return read
            here = joint

    def _modifier(self, place: int) -> bool:
        """ "customer segment" where there is a column "segment" of customers: the first noun only says whose."""
        following = self.at(place + 1)
        if (
            following is None
            or not self.is_column(place)
            or not self.is_column(place + 1)
            or self.lead(place + 1) - {"的"}
            or self.fresh[place + 1]
        ):
            return False
        best = self.items[place].columns[0]
        words = self.binder.words(Attr(best.table, best.column))
        return (
            best.score < 0.95
            and words[-1] in ("name", "id", "code", "number", "no")
            and any(t.table == best.table for t in following.columns)
        )

    def _mention(self, table: str) -> None:
        if not self.draft.entity:
            self.draft.entity = self.binder.entity = table
        self.binder.recent = table

    def count_by(self, attr: Attr) -> None:
        """Counts count the distinct values of a column."""
        made = Measure("count_distinct", attr.table, attr)
        self.draft.measures = [made if m.op in ("count", "count_distinct") else m for m in self.draft.measures]
