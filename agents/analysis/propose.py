"""A subject for any catalog, by general rules over names, roles, types and links: nothing here knows a particular data set."""

from __future__ import annotations

from agents.analysis import exclusions, wordlists
from agents.analysis.dimensions import as_dimension, by_word, candidates, customer_of, levels_of
from agents.analysis.expressions import tables_in
from agents.analysis.measures import Values, values_of
from agents.analysis.names import slug
from agents.analysis.reach import Reach, Reached
from agents.analysis.subject import Dimension, Measure, MeasureOp, Named, Subject
from agents.analysis.words import metric, refusal
from agents.core.brief import Language
from agents.core.errors import CannotAnswer
from agents.sources.catalog import Catalog, TableInfo
from agents.sources.query import Col, Expr, Join

MONEY = ("revenue", "profit")


def propose_subject(
    catalog: Catalog,
    measure: str | Col = "revenue",
    dimension: str | Col | None = None,
    *,
    op: MeasureOp = "sum",
    table: str = "",
    keep_cancelled: bool = False,
    language: Language = "en",
) -> Subject:
    """The subject for a measure ("revenue", "profit", "quantity", "orders", "customers", "rows", or a column) by a dimension. `table`
    holds it to the rows of one table.

    A dimension is a column, or a word that names one ("channel", "渠道"); without one the likeliest segment of the data is taken. Raises
    CannotAnswer, with what is missing and what there is, where the catalog has no such measure or dimension.
    """
    found = [(score, reach, values) for score, reach, values in _options(catalog, measure, dimension) if table in ("", reach.base)]
    options = [(score, i, reach, values) for i, (score, reach, values) in enumerate(found)]
    if not options:
        raise CannotAnswer(_no_measure(measure, dimension, language), missing=(str(measure),), suggestions=known_measures(catalog))
    _, _, reach, values = max(options, key=lambda o: (o[0], -o[1]))
    return _build(reach, values, _measure(reach, values, measure, op), _wanted(reach, dimension), keep_cancelled)


def known_measures(catalog: Catalog) -> tuple[str, ...]:
    """What could be measured: names of measure columns, table by table."""
    return tuple(dict.fromkeys(c.name for t in catalog.tables for c in t.columns if c.role == "measure"))[:12]


def _options(catalog: Catalog, measure: str | Col, dimension: str | Col | None) -> list[tuple[float, Reach, Values]]:
    """Every base table that has the measure, with how good it is: reaches the dimension, a time, products; a stated amount; many rows."""
    found = []
    for table in catalog.tables:
        if table.rows == 0 or (isinstance(measure, Col) and table.name != measure.table):
            continue
        reach = Reach(catalog, table.name)
        values = values_of(reach)
        if (
            not _has(reach, values, measure)
            or wordlists.place(table.name, wordlists.RETURNS_TABLE) is not None
            and not isinstance(measure, Col)
        ):
            continue
        if dimension is not None and _wanted(reach, dimension) is None:
            continue
        bonus = 10.0 if measure == "orders" and own_order(reach) is not None else 0.0
        found.append((_score(reach, values, table) + bonus, reach, values))
    return found


def _score(reach: Reach, values: Values, table: TableInfo) -> float:
    timed = time_of(reach) is not None
    sold = values.revenue is not None
    return (
        8.0 * timed
        + 4.0 * sold
        + 2.0 * bool(levels_of(reach))
        + 1.0 * (values.quantity is not None)
        + 0.5 * values.direct
        + min(table.rows, 10**9) / 10**10
    )


def _has(reach: Reach, values: Values, measure: str | Col) -> bool:
    if isinstance(measure, Col):
        return True
    present: dict[str, object] = {
        "revenue": values.revenue,
        "profit": values.profit,
        "quantity": values.quantity,
        "rows": True,
        "orders": own_order(reach) or order_of(reach),
        "customers": customer_of(reach),
    }
    return measure in present and present[measure] is not None


def _measure(reach: Reach, values: Values, measure: str | Col, op: MeasureOp) -> Measure:
    if isinstance(measure, Col):
        column = reach.catalog.table(measure.table).column(measure.name)
        return Measure(
            key=measure.name, words=wordlists.named(measure.name), op=op, expr=measure, unit=column.unit, currency=column.currency
        )
    if measure in ("revenue", "profit"):
        expr = values.revenue if measure == "revenue" else values.profit
        return Measure(key=measure, words=metric(measure), op=op, expr=expr, unit="currency", currency=values.currency)
    if measure == "quantity":
        return Measure(key=measure, words=metric(measure), op=op, expr=values.quantity, unit="count")
    if measure == "rows":
        return Measure(key=measure, words=metric(measure), op="count", unit="count")
    if measure == "orders" and own_order(reach) is not None:
        return Measure(key=measure, words=metric(measure), op="count", unit="count")
    customer, order = customer_of(reach), order_of(reach)
    expr = order.col if measure == "orders" and order else customer.expr if customer else None
    return Measure(key=measure, words=metric(measure), op="count_distinct", expr=expr, unit="count")


def _wanted(reach: Reach, dimension: str | Col | None) -> Dimension | None:
    if dimension is None:
        return None
    if isinstance(dimension, Col):
        found = reach.find(dimension)
        return as_dimension(found, reach) if found else None
    found = by_word(reach, dimension)
    return as_dimension(found, reach) if found else None


def time_of(reach: Reach) -> Col | None:
    """The time column of the sale: in reach, few nulls, near; a name like "order date" before "ship date"."""
    times = [c for c in reach.columns() if c.column.role == "time" and c.column.type in ("date", "datetime")]
    if not times:
        return None
    order = {
        name: i
        for i, name in enumerate(
            ("order date", "ordered at", "date", "invoice date", "sale date", "created at", "下单日期", "订单日期", "日期")
        )
    }

    def rank(item: Reached) -> tuple[int, float, int]:
        words = wordlists.words_of(item.column.name)
        late = any(w in words for w in ("ship", "required", "deliver", "due", "birth", "hire", "join", "update", "发货", "生日", "入职"))
        return item.steps + 3 * late, round(item.column.nulls / max(item.table.rows, 1), 1), order.get(words, 99)

    return min(times, key=rank).col


def own_order(reach: Reach) -> Reached | None:
    """The key of a table of orders: each of its rows is one order, so that counting rows counts orders."""
    own = [c for c in reach.columns() if c.steps == 0 and c.column.unique]
    return next((c for c in own if wordlists.place(c.column.name, wordlists.ORDER) is not None), None)


def order_of(reach: Reach) -> Reached | None:
    """The order a row belongs to: a key of the base table, not its own."""
    found = [
        (place, c)
        for c in reach.columns()
        if c.steps == 0 and not c.column.unique and (place := wordlists.place(c.column.name, wordlists.ORDER)) is not None
    ]
    return min(found, key=lambda f: f[0])[1] if found else None


def _build(reach: Reach, values: Values, measure: Measure, wanted: Dimension | None, keep_cancelled: bool) -> Subject:
    time, customer, order = time_of(reach), customer_of(reach), order_of(reach)
    found = candidates(reach)
    segment = wanted or (found[0] if found else None)
    levels = tuple(d for d in levels_of(reach) if segment is None or d.expr != segment.expr)
    out = exclusions.Exclusions() if keep_cancelled else exclusions.of(reach)
    others = tuple(d for d in found if d != segment and d not in levels and d.expr not in out.columns)[:8]
    segment, customer, levels, others = _distinct_keys(segment, customer, levels, others)
    used = {c.table for c in (time, *(d.expr for d in (segment, customer, *levels, *others) if d)) if c is not None}
    parts = [values.quantity, values.profit, values.gross, values.revenue, measure.expr, *out.filters]
    joins = reach.joins(used | {t for p in parts if p is not None for t in tables_in(p)})
    money = measure.unit == "currency" and measure.key in MONEY
    return Subject(
        table=reach.base,
        joins=joins,
        measure=measure,
        time=time,
        filters=out.filters,
        left_out=out.words,
        segment=segment,
        levels=levels,
        others=others,
        quantity=values.quantity if measure.key != "quantity" else None,
        profit=values.profit if measure.key != "profit" else None,
        gross=values.gross,
        revenue=None if money and measure.key == "revenue" else values.revenue,
        returned=exclusions.returned(reach, joins, values, out),
        order=order.col if order else None,
        customer=customer,
    )


def _distinct_keys(
    segment: Dimension | None, customer: Dimension | None, levels: tuple[Dimension, ...], others: tuple[Dimension, ...]
) -> tuple[Dimension | None, Dimension | None, tuple[Dimension, ...], tuple[Dimension, ...]]:
    """Dimensions of one name (country of the customer, of the supplier) get the table's name before theirs."""
    taken: set[str] = set()

    def own(d: Dimension) -> Dimension:
        if d.key not in taken:
            taken.add(d.key)
            return d
        prefix = wordlists.named(d.expr.table)
        words = Named(en=f"{prefix.en} {d.words.en}", zh=f"{prefix.zh}{d.words.zh}")
        key = f"{slug(wordlists.words_of(d.expr.table))}_{d.key}"
        taken.add(key)
        return d.model_copy(update={"key": key, "words": words})

    first = own(segment) if segment else None
    products, buyer = tuple(own(d) for d in levels), own(customer) if customer else None
    return first, buyer, products, tuple(own(d) for d in others)


def _no_measure(measure: str | Col, dimension: str | Col | None, language: Language) -> str:
    name = measure.name if isinstance(measure, Col) else metric(measure).of(language)
    by = dimension.name if isinstance(dimension, Col) else dimension
    return refusal("no_measure_by" if by else "no_measure").of(language).format(what=name, by=by)


def including(subject: Subject, catalog: Catalog, column: Col) -> tuple[Subject, Dimension]:
    """The subject with a further dimension (and the joins it needs), and that dimension. Raises CannotAnswer where the column
    cannot be reached without doubling rows."""
    reach = Reach(catalog, subject.table)
    found = reach.find(column)
    if found is None:
        raise CannotAnswer(
            _no_measure(subject.measure.expr if isinstance(subject.measure.expr, Col) else subject.measure.key, column, "en"),
            missing=(column.name,),
        )
    known = next((d for d in subject.dimensions() if d.expr == column), None)
    if known is not None:
        return subject, known
    made = as_dimension(found, reach)
    if made.key in {d.key for d in subject.dimensions()}:
        made = made.model_copy(update={"key": f"{slug(wordlists.words_of(column.table))}_{made.key}"})
    return _joined(subject, reach, {column.table}).model_copy(update={"others": (*subject.others, made)}), made


def narrowed(subject: Subject, catalog: Catalog, condition: Expr, words: Named | None = None) -> Subject:
    """The subject over those rows only for which a condition holds. `words` say what it leaves out of what was asked about; without
    them it is a limit of what is asked about."""
    wider = _joined(subject, Reach(catalog, subject.table), tables_in(condition))
    back = subject.returned
    update = {"filters": (*subject.filters, condition), "left_out": (*subject.left_out, *([words] if words else ()))}
    update["limits"] = subject.limits if words else (*subject.limits, condition)
    if back is not None:
        update["returned"] = back.model_copy(update={"filters": (*back.filters, condition), "joins": _merged(back.joins, wider.joins)})  # type: ignore[assignment]
    return wider.model_copy(update=update)


def _joined(subject: Subject, reach: Reach, tables: set[str]) -> Subject:
    more = reach.joins(tables)
    returned = (
        subject.returned.model_copy(update={"joins": _merged(subject.returned.joins, more)}) if subject.returned is not None else None
    )
    return subject.model_copy(update={"joins": _merged(subject.joins, more), "returned": returned})


def _merged(joins: tuple[Join, ...], more: tuple[Join, ...]) -> tuple[Join, ...]:
    known = {join.alias for join in joins}
    return (*joins, *(join for join in more if join.alias not in known))
