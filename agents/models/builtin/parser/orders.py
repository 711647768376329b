"""Reading order: superlatives, top n, sorting."""

from __future__ import annotations

from agents.models.builtin.parser.bounds import Bound
from agents.models.builtin.parser.conditions import Conditions
from agents.models.builtin.parser.draft import Extreme, Quantity
from agents.models.builtin.parser.meaning import Attr, Measure, Part, Sort


class Orders(Conditions):
    """Reads superlatives and sorting into the draft."""

    def read_limit(self, place: int) -> int:
        """ "top 5", "five …" before a superlative or beside one, "前五"."""
        item = self.at(place)
        if item is None:
            return 0
        if item.is_("top", "bottom") and self.kind(place + 1, "number"):
            number = self.items[place + 1].number
            self.draft.limit = int(number)
            if not any(e.count is None and e.by is None for e in self.draft.extremes):
                last = self.draft.extremes[-1] if self.draft.extremes else None
                if last is None or self.language == "zh" and last.by is not None:
                    self.draft.extremes.append(Extreme(item.is_("top"), count=int(number), at=place, by=self._before()))
            return place + 2
        if item.kind != "number" or item.number != int(item.number) or not 0 < item.number <= 1000:
            return 0
        near = self.at(place - 1)
        if near is not None and near.is_("super", "common", "top") or self.kind(place + 1, "super", "common"):
            self.draft.limit = int(item.number)
            return place + 1
        noun = self.table_of(place + 1) is not None or self.is_column(place + 1)
        if noun and not self.conditional:
            self.draft.limit = int(item.number)  # "the four regions": settled against what there is
            return place + 1
        if noun and self.conditional:
            table = self.table_of(place + 1)
            if table is not None and not self.binder.graph.tables[table].is_link:
                self._count_cond(table, Bound("eq", (int(item.number),)))
                return place + 2
        if self.language == "zh" and any(self.kind(p, "super", "top", "common") for p in (place - 2, place + 2)):
            self.draft.limit = int(item.number)
            return place + 1
        return 0

    def _before(self) -> Quantity | None:
        """In Chinese what is compared stands before: "销售额最高", "运费总额排在前十"."""
        if self.language != "zh":
            return None
        if self.draft.measures:
            return self.draft.measures[-1]
        if self.draft.outputs and isinstance(self.draft.outputs[-1], Attr) and self.binder.numeric(self.draft.outputs[-1]):
            taken = self.draft.outputs.pop()
            assert isinstance(taken, Attr)
            return self.as_measure(taken) if self.binder.additive(taken) else taken
        return None

    def read_extreme(self, place: int) -> int:
        """ "the highest capacity", "most orders", "youngest dog", "best selling", "the most common colour"."""
        item = self.at(place)
        if item is None or not item.is_("super", "common"):
            return 0
        if item.text.lower() == "first" and self.draft.extremes and place - self.draft.extremes[-1].at <= 2:
            last = self.draft.extremes.pop()  # "most prescribed first": an order, not one row
            self.draft.direction = "desc" if last.descending else "asc"
            return place + 1
        extreme = Extreme(item.sub == "desc", at=place, hint=item.hint)
        here = place + 1
        if self.kind(here, "number") and self._number(here) is not None and not self.kind(here + 1, "ormore"):
            extreme.count, here = int(self.items[here].number), here + 1
        if item.is_("common"):
            return self._common(extreme, here)
        if item.hint:
            return self._hinted_extreme(extreme, here)
        if self.language == "zh" and (before := self._before()) is not None:
            extreme.by = before
        elif self.language == "zh" and not self.kind(here, "name") and self._zh_before() or self.language == "zh" and self._zh_before():
            extreme.by = self._zh_counted()
        elif (counted := self._counted_beside(place)) is not None:
            extreme.by = counted
        elif self.kind(here, "weak") and (money := self._money()):
            extreme.by, here = money, here + 1
        elif (found := self._compared_by(here)) is not None:
            if found[1] == -1:
                return 0
            extreme.by, here = found
        elif self.subject is not None:
            extreme.by, self.subject = self.subject, None
        elif (table := self.table_of(here)) is not None and not self._is_entity(table, here):
            extreme.by, here = self.rows_of(table, self.kind(place, "distinct")), here + 1
            self.binder.recent = table
        self.draft.extremes.append(extreme)
        return here

    def _zh_before(self) -> bool:
        return bool(self.draft.shows) and self.draft.shows[-1] == self.binder.recent and not self.draft.outputs

    def _zh_counted(self) -> Measure:
        """ "订单最多的员工": what is counted stands before and is not what is sought."""
        table = self.draft.shows.pop()
        if self.draft.entity == table:
            self.draft.entity = self.binder.entity = ""
        units = self.binder.find("quantity", "unit", "unit sold") if self.draft.weak else None
        if units is not None and table in self.binder.graph.reach(units.table):
            return Measure("sum", units.table, units)
        return self.rows_of(table)

    def _money(self) -> Quantity | None:
        """ "the most money": what was paid, where one column says so."""
        revenue = self.binder.revenue(net=False)
        if revenue is not None and (not self.draft.entity or self.draft.entity in self.binder.graph.reach(revenue[0])):
            return Measure("sum", revenue[0], revenue[1], label="revenue")
        money = self.binder.money(self.draft.entity)
        return Measure("sum", money.table, money) if money else None

    def _is_entity(self, table: str, place: int) -> bool:
        """ "the five biggest accounts": what is sought itself, whose measure is said later."""
        return table == self.draft.entity or (
            not self.draft.entity and not self.draft.outputs and not self.draft.groups and not self.conditional
        )

    def _counted_beside(self, place: int) -> Measure | None:
        """ "哪个渠道的客户最少": a thing named right before is counted."""
        table = self.table_of(place - 1) if self.language == "zh" and (self.draft.outputs or self.draft.groups) else None
        return self.rows_of(table) if table is not None else None

    def _compared_by(self, place: int) -> tuple[Quantity, int] | None:
        """What a superlative compares: "(average) attendance", "number of orders", "revenue"."""
        here = self.skip(place, "distinct")
        found = self.quantity(here)
        if found is None:
            return None
        quantity, end = found[0][0], found[1]
        counting = any(word in self.items[place - 1].text.lower() for word in ("most", "fewest", "number of"))
        if isinstance(quantity, Attr) and counting and not self.binder.numeric(quantity) and (keyed := self._keyed(end - 1)):
            return keyed, end
        if isinstance(quantity, Attr) and not (self.binder.numeric(quantity) or self.binder.temporal(quantity)):
            if not self.draft.entity and not self.draft.outputs and not self.draft.measures:
                return None  # "the top three states …": what is sought
            return Measure(
                "count_distinct" if not self._names_rows(quantity) else "count",
                quantity.table,
                quantity if not self._names_rows(quantity) else None,
            ), end
        return quantity, end

    def _names_rows(self, attr: Attr) -> bool:
        return attr.column in self.binder.graph.display(attr.table)

    def _common(self, extreme: Extreme, here: int) -> int:
        """ "the most common first name": the value that most rows share."""
        here = self.skip(here)
        if self.is_column(here):
            extreme.group = self.column_at(here)
            self.draft.outputs.append(extreme.group)
            here += 1
        elif (table := self.table_of(here)) is not None:
            if self.is_column(here + 1) and not self.lead(here + 1) - {"s"}:
                extreme.group = self.binder.column(self.items[here + 1], table)
                self.draft.outputs.append(extreme.group)
                here += 2
            elif not self.draft.entity:
                self.draft.entity = self.binder.entity = table
                self.draft.shows.append(table)
                here += 1
        elif self.draft.outputs and isinstance(self.draft.outputs[-1], Attr):
            extreme.group = self.draft.outputs[-1]
        extreme.by = Measure("count", "")
        self.draft.extremes.append(extreme)
        return here

    def _hinted_extreme(self, extreme: Extreme, here: int) -> int:
        """ "youngest dog": the column is hidden in the word; the table follows or is spoken of."""
        here = self.skip(here)
        table = self.table_of(here)
        if table is not None:
            extreme.table, end = table, here + 1
            if (
                self.is_column(here + 1)
                and not self.lead(here + 1)
                and self.binder.temporal(dated := self.binder.column(self.items[here + 1], table))
            ):
                extreme.by = dated  # "the latest transcript date" asks for the column too
            if not self.draft.entity and not self.draft.measures:
                self.draft.entity = self.binder.entity = table
                if not self.draft.outputs:
                    self.draft.shows.append(table)
            here = end
        elif self.is_value(here) and (held := self.binder.held(self.items[here])):
            extreme.table = held[0].table
            if not self.draft.entity:
                self.draft.entity = self.binder.entity = extreme.table
        elif self.is_column(here) and extreme.hint:
            attr = self.column_at(here)
            if self.binder.temporal(attr) or self.binder.numeric(attr) and set(self.binder.words(attr)) & set(extreme.hint):
                extreme.by = attr
                if self.binder.temporal(attr):
                    self.draft.outputs.append(attr)
                here += 1
            else:
                extreme.table = attr.table
        self.draft.extremes.append(extreme)
        return here

    def hint_column(self, extreme: Extreme) -> Attr | Measure | None:
        """The column that a word like "youngest" or "best selling" is about."""
        if set(extreme.hint) & {"sales", "revenue"}:
            revenue = self.binder.revenue(net=False)
            return Measure("sum", revenue[0], revenue[1], label="revenue") if revenue else None
        if "quantity" in extreme.hint and (quantity := self.binder.find("quantity", "unit", "unit sold")):
            return Measure("sum", quantity.table, quantity)
        if "profit" in extreme.hint and (profit := self.binder.find("profit")):
            return Measure("sum", profit.table, profit)
        for table in (extreme.table, self.draft.entity, *self.binder.mentioned):
            if table and (attr := self.binder.hinted(extreme.hint, table)):
                return attr
        return None

    # -- sorting ---------------------------------------------------------------------------------------------------------

    def read_sort(self, place: int) -> int:
        """ "sorted by age in descending order", "alphabetically", "highest first"."""
        item = self.at(place)
        if item is None or not item.is_("sort", "dir", "alpha", "rank"):
            return 0
        here, direction, alpha, target = place, "", False, None
        while (item := self.at(here)) is not None:
            if item.is_("dir", "alpha"):
                direction, alpha = item.sub, alpha or item.is_("alpha")
                here += 1
            elif item.is_("sort", "rank"):
                direction = direction or ("desc" if item.is_("rank") else "")
                here += 1
            elif (
                item.is_("each")
                and "by" in item.text.lower()
                or item.is_("fill", "list", "comma", "super")
                and target is None
                and here > place
                and not self.fresh[here]
            ):
                if item.is_("super"):
                    break
                here += 1
            elif target is None and (found := self._sort_target(here)) is not None:
                target, here = found
            else:
                break
        return self._keep_sort(place, here, direction, target, alpha)

    def _sort_target(self, here: int) -> tuple[Quantity | Part | str, int] | None:
        if self.fresh[here]:
            return None
        item = self.items[here]
        if item.is_("derived:length") and self.is_column(here + 1):
            from agents.models.builtin.parser.meaning import Formula

            return Formula("length", (self.column_at(here + 1),)), here + 2
        if self.is_column(here) or item.is_("agg", "count", "derived"):
            found = self.quantity(here)
            if found:
                quantity, end = found[0][0], found[1]
                if self.table_of(end) and self.lead(end) & {"of", "for"}:
                    end += 1
                return quantity, end
        if (table := self.table_of(here)) is not None:
            if self.is_column(here + 1) and not self.lead(here + 1) - {"s", "'", "’"}:
                return self.binder.column(self.items[here + 1], table), here + 2
            return table, here + 1
        if item.is_("grain"):
            return f"grain:{item.sub}", here + 1
        return None

    def _keep_sort(self, place: int, here: int, direction: str, target: Quantity | Part | str | None, alpha: bool) -> int:
        descending = direction == "desc"
        if target is None:
            if not (direction or alpha):
                return here if self.kind(place, "rank", "sort") and here > place else 0
            if alpha:
                self.draft.alpha = direction
            else:
                self.draft.direction = direction
            return here
        if isinstance(target, str):
            if target.startswith("grain:"):
                self.draft.direction = self.draft.direction or direction or "asc"
                return here
            if target not in self.binder.graph.tables:
                return 0
            target = Attr(target, self.binder.graph.display(target)[0])
        self.draft.sorts.append(Sort(target, descending))
        return here
