"""Statistical questions over one table: mean, spread, skewness, correlation, outliers; with the notes people put beside them.

A note may name the values wanted ("@mean_x[mean] @sd_x[sd]") and the rules (z-score, interquartile range, thresholds). Each value is
an aggregate computed by the source; here are only rules about rows and what is derived from aggregates. Sources of formulas: sample
standard deviation (n - 1); z-scores over the population standard deviation; skewness and kurtosis as in pandas (bias-corrected),
or of the population where the notes name scipy; p-value of r by Student's t with n - 2 degrees of freedom.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from agents.core.errors import CannotAnswer
from agents.evidence.results import Cell, Result
from agents.models.builtin.parser.tokens import tokenise
from agents.models.builtin.parser.vocabulary import Vocabulary
from agents.sources.catalog import Catalog, ColumnInfo, TableInfo
from agents.sources.query import Expr, Query, Select, Sub, call, col, lit

CHANGES = re.compile(
    r"\b(creat\w+|new feature|feature engineering|imput\w+|fill(?:ing|ed)? |replac\w+|normali[sz]e|normali[sz]ing|min-max|standardi[sz]\w+|scal(?:e|ing)|logarithm|log[- ]transform\w*|train\w*|regression|"
    r"cluster\w*|encod\w+|weekends?|weekdays?|string manipulation|hh:mm|group(?:ed|ing)? by|for each|per year|each year|shapiro|kolmogorov|anderson|bin(?:s|ned|ning)\b)",
    re.I,
)
TOPIC = re.compile(
    r"\b(correlat\w+|outliers?|standard deviation|skew\w*|kurtosis|median|variance|interquartile|quartiles?|z-?scores?|normally distributed|normal distribution|mean)\b",
    re.I,
)
AFTER = re.compile(r"after|new|post|clean|without|removed(?!_outlier)", re.I)


@dataclass(slots=True)
class Study:
    """What is to be computed."""

    table: TableInfo
    columns: list[ColumnInfo]
    wanted: list[str]
    rules: str
    where: list[Expr] = field(default_factory=list)


def study(question: str, notes: str, formats: str, catalog: Catalog, vocabulary: Vocabulary) -> Study | None:
    """The statistical reading of a question over one table; None where it is none or where it changes the data first."""
    if len(catalog.tables) != 1 or not TOPIC.search(question + " " + formats):
        return None
    rules = f"{question} {notes}"
    wanted = re.findall(r"@(\w+)\s*\[", formats) or _asked(question)
    table = catalog.tables[0]
    columns = _columns(question, table, vocabulary) or _columns(notes, table, vocabulary)
    if CHANGES.search(rules) or not wanted or not columns or re.search(r"\[\{|\bdict", formats):
        return None
    where = _filters(question, table, columns, vocabulary)
    return None if where is None else Study(table, columns, wanted, rules, where)


def _asked(question: str) -> list[str]:
    """The values a plain question asks for."""
    words = {
        "correlation": "correlation",
        "outlier": "outlier_count",
        "median": "median",
        "standard deviation": "std",
        "skewness": "skewness",
        "kurtosis": "kurtosis",
        "variance": "variance",
    }
    found = [key for word, key in words.items() if word in question.lower()]
    return ["mean", *found] if found and re.search(r"\b(mean|average)\b", question.lower()) and "correlation" not in found else found


def _columns(text: str, table: TableInfo, vocabulary: Vocabulary) -> list[ColumnInfo]:
    """The number columns a text names, in its order: written exactly, in quotes or brackets, else by their words."""
    taken: list[tuple[int, int, ColumnInfo]] = []
    for column in sorted(table.columns, key=lambda c: -len(c.name)):
        pattern = rf"(?<![\w]){re.escape(column.name)}(?![\w])"
        flags = 0 if len(column.name) <= 2 else re.I
        for match in re.finditer(pattern, text, flags):
            if not any(a < match.end() and match.start() < b for a, b, _ in taken):
                taken.append((match.start(), match.end(), column))
    if not [c for _, _, c in taken if c.type in ("integer", "number")]:
        taken += _by_words(text, table, vocabulary)
    found = [c for _, _, c in sorted(taken, key=lambda t: t[0]) if c.type in ("integer", "number")]
    return list(dict.fromkeys(found))


def _by_words(text: str, table: TableInfo, vocabulary: Vocabulary) -> list[tuple[int, int, ColumnInfo]]:
    tokens = [t for t in tokenise(text) if t.kind in ("word", "number", "quote")]
    out, place = [], 0
    while place < len(tokens):
        for size in range(min(6, len(tokens) - place), 0, -1):
            span = tokens[place : place + size]
            targets = [t for t in vocabulary.names.find(tuple(t.lemma for t in span)) if t.column and t.score >= 0.8]
            if targets and len({t.column for t in targets if t.score >= targets[0].score - 0.01}) == 1:
                out.append((span[0].start, span[-1].end, table.column(targets[0].column)))
                place += size
                break
        else:
            place += 1
    return out


def _filters(question: str, table: TableInfo, columns: list[ColumnInfo], vocabulary: Vocabulary) -> list[Expr] | None:
    """Limits on rows: a quoted value, a column "equal to" a number. None where a quoted text is nothing known."""
    found: list[Expr] = []
    for match in re.finditer(r"['\"]([^'\"]+)['\"]", question):
        text = match[1]
        if any(text.strip().lower() == c.name.strip().lower() for c in table.columns):
            continue
        words = tuple(re.findall(r"[^\W_]+", text.lower()))
        parts = vocabulary.values.parts.get(words, [])
        exact = vocabulary.values.exact.get(words, [])
        if not exact and not parts:
            return None
        held = (parts or exact)[0]
        here = col(table.name, held.column)
        found.append(call("contains", here, lit(text)) if parts else call("eq", here, lit(exact[0].value)))
    for column in table.columns:
        equal = re.search(rf"\b{re.escape(column.name)}\b\)? (?:is |being )?(?:equal to|equals|=|of) (-?\d+(?:\.\d+)?)", question)
        if equal and column.type in ("integer", "number"):
            found.append(call("eq", col(table.name, column.name), lit(float(equal[1]))))
            if column in columns and len(columns) > 1:
                columns.remove(column)
    return found


class Statistician:
    """Computes a study by asking the source for aggregates."""

    def __init__(self, study: Study, ask: Callable[[Query], Result]) -> None:
        self.study, self.ask = study, ask
        self.results: list[Result] = []
        self.pruned = bool(re.search(r"outliers? (?:are|is|to be|should be|must be)[^.]{0,30}(?:prun|remov|exclu|drop)", study.rules, re.I))

    def values(self) -> tuple[list[str], list[Cell]]:
        """(names, values) of everything wanted. Raises CannotAnswer for a name nothing here can compute."""
        return self.study.wanted, [self._value(name) for name in self.study.wanted]

    def _value(self, name: str) -> Cell:
        key = name.lower()
        if re.search(r"strength", key):
            return self._strength()
        if re.search(r"relationship|correlation_type|_type\b", key):
            return self._relation()
        if re.search(r"corr|r_value|^r$|pearson", key):
            return self._correlation(*self._pair(name))
        if "p_value" in key or "pvalue" in key:
            return self._p_value()
        column = self._column(name)
        if "outlier" in key and not re.search(r"mean|avg|std|median", key):
            return self._outliers(column)
        if re.search(r"is_normal|normal|distribution|skew_type|adheres", key):
            return self._shape(column)
        return self._number(key, column)

    def _number(self, key: str, column: ColumnInfo) -> Cell:
        tests = list(self.study.where)
        if AFTER.search(key) or self.pruned and not re.search(r"before|pre|origin", key):
            tests.append(self._inside(column))
        here = col(self.study.table.name, column.name)
        ops = (
            (r"std|sd\b|sd_|deviation", "stddev"),
            (r"median", "median"),
            (r"varian", "variance"),
            (r"skew", "skew"),
            (r"kurt", "kurtosis"),
            (r"max|highest", "max"),
            (r"min|lowest", "min"),
            (r"sum|total", "sum"),
            (r"mean|avg|average", "avg"),
            (r"q1|lower_quartile|25", "q1"),
            (r"q3|upper_quartile|75", "q3"),
            (r"iqr", "iqr"),
            (r"mode|most_frequent", "mode"),
        )
        op = next((op for pattern, op in ops if re.search(pattern, key)), None)
        if op is None or (
            op in ("max", "min", "sum")
            and len(self.study.wanted) == 1
            and not re.search(r"\b(total|sum|maximum|minimum|highest|lowest|max|min)\b", self.study.rules, re.I)
        ):
            raise CannotAnswer(f"{key} is nothing that can be computed here.")
        if op in ("skew", "kurtosis"):
            return self._moment(column, 3 if op == "skew" else 4)
        exprs = {
            "q1": lambda: call("quantile", here, lit(0.25)),
            "q3": lambda: call("quantile", here, lit(0.75)),
            "iqr": lambda: call("sub", call("quantile", here, lit(0.75)), call("quantile", here, lit(0.25))),
        }
        made = exprs[op]() if op in exprs else call(op, here)  # type: ignore[arg-type]
        return self._one({"value": made}, tests)[0]

    # -- asking ----------------------------------------------------------------------------------------------------------------

    def _one(self, selects: dict[str, Expr], tests: list[Expr]) -> tuple[Cell, ...]:
        query = Query(table=self.study.table.name, select=tuple(Select(name=n, expr=e) for n, e in selects.items()), where=tuple(tests))
        result = self.ask(query)
        self.results.append(result)
        return result.rows[0]

    def _column(self, name: str) -> ColumnInfo:
        """The column a wanted value is about: the one its name mentions, else the only one."""
        columns = self.study.columns
        words = set(re.findall(r"[a-z0-9]+", name.lower()))
        named = [c for c in columns if set(re.findall(r"[a-z0-9]+", c.name.lower())) & words or c.name.lower() in words]
        if len(columns) > 1 and len(named) != 1:
            if re.search("outlier", name) and (near := self._beside_outliers()):
                return near
            raise CannotAnswer(f"{name} could be about several columns.")
        return named[0] if named else columns[0]

    def _beside_outliers(self) -> ColumnInfo | None:
        match = re.search(r"distribution of the (\w+) column|outliers (?:in|of) (?:the )?(\w+)", self.study.rules)
        return next((c for c in self.study.columns if match and c.name in match.groups()), None)

    def _pair(self, name: str) -> tuple[ColumnInfo, ColumnInfo]:
        columns = self.study.columns
        if len(columns) == 2:
            return columns[0], columns[1]
        tail = name.split("_")[-1]
        pairs = [
            (a, b)
            for i, a in enumerate(columns)
            for b in columns[i + 1 :]
            if tail.lower() in ((a.name + b.name).lower(), (b.name + a.name).lower())
        ]
        if len(pairs) != 1:
            raise CannotAnswer("A correlation needs two columns of numbers.")
        return pairs[0]

    # -- statistics --------------------------------------------------------------------------------------------------------------

    def _correlation(self, a: ColumnInfo, b: ColumnInfo) -> float:
        table = self.study.table.name
        value = self._one({"r": call("corr", col(table, a.name), col(table, b.name))}, self.study.where)[0]
        if not isinstance(value, (int, float)):
            raise CannotAnswer("There are too few pairs for a correlation.")
        return float(value)

    def _p_value(self) -> float:
        if len(self.study.columns) < 2 or not re.search(r"correl", self.study.rules, re.I):
            raise CannotAnswer("This test is not among those that can be computed.")
        a, b = self.study.columns[0], self.study.columns[1]
        r = self._correlation(a, b)
        table = self.study.table.name
        pairs = [*self.study.where, call("not_null", col(table, a.name)), call("not_null", col(table, b.name))]
        n = self._one({"n": call("count")}, pairs)[0]
        assert isinstance(n, int)
        return p_of_r(r, n)

    def _strength(self) -> str:
        r = abs(self._correlation(*self._pair("")))
        limits = sorted({abs(float(x)) for x in re.findall(r"-?0\.\d+", self.study.rules)} - {0.05})
        if len(limits) != 2:
            raise CannotAnswer("The limits of strong and weak are not given.")
        return "strong" if r >= limits[1] else "moderate" if r >= limits[0] else "weak"

    def _relation(self) -> str:
        """linear/nonlinear/none, positive/negative/none: by the p-value and |r| >= 0.5, as the notes say."""
        r, p = self._correlation(*self._pair("")), self._p_value()
        rules = self.study.rules.lower()
        if "nonlinear" in rules:
            return "none" if p >= 0.05 else "linear" if abs(r) >= 0.5 else "nonlinear"
        if "no significant correlation" in rules and '"positive correlation"' in rules:
            return "No Significant Correlation" if p >= 0.05 else "Positive Correlation" if r > 0 else "Negative Correlation"
        if re.search(r"\bpositive\b", rules) and re.search(r"\bnone\b|no significant", rules):
            return "none" if p >= 0.05 or abs(r) < 0.5 else "positive" if r > 0 else "negative"
        raise CannotAnswer("The kinds of relationship are not given.")

    def _bounds(self, column: ColumnInfo) -> tuple[float, float]:
        here = col(self.study.table.name, column.name)
        rules = self.study.rules
        if re.search(r"iqr|interquartile|quartile", rules, re.I):
            low, high = self._one({"q1": call("quantile", here, lit(0.25)), "q3": call("quantile", here, lit(0.75))}, self.study.where)
            assert isinstance(low, (int, float)) and isinstance(high, (int, float))
            return low - 1.5 * (high - low), high + 1.5 * (high - low)
        if re.search(r"z-?\s?score|standard deviations", rules, re.I):
            mean, deviation = self._one({"mean": call("avg", here), "sd": call("stddev_pop", here)}, self.study.where)
            assert isinstance(mean, (int, float)) and isinstance(deviation, (int, float))
            limit = float(next(iter(re.findall(r"(?:threshold of|greater than|above|more than|exceeds?) (\d+(?:\.\d+)?)", rules)), 3))
            one_sided = not re.search(r"-3|absolute|less than|lesser|either|\bor below", rules)
            return (-math.inf if one_sided and re.search(r"above \d", rules) else mean - limit * deviation), mean + limit * deviation
        raise CannotAnswer("How an outlier is told is not said (z-score or interquartile range).")

    def _inside(self, column: ColumnInfo) -> Expr:
        low, high = self._bounds(column)
        here = col(self.study.table.name, column.name)
        return call("and", call("ge", here, lit(max(low, -1e300))), call("le", here, lit(high)))

    def _outliers(self, column: ColumnInfo) -> int:
        low, high = self._bounds(column)
        here = col(self.study.table.name, column.name)
        outside = call("or", call("lt", here, lit(max(low, -1e300))), call("gt", here, lit(high)))
        count = self._one({"outliers": call("count")}, [*self.study.where, outside])[0]
        assert isinstance(count, int)
        return count

    def _moment(self, column: ColumnInfo, order: int) -> float:
        """Skewness (order 3) or excess kurtosis (4)."""
        table, here = self.study.table.name, col(self.study.table.name, column.name)
        mean = Sub(query=Query(table=table, select=(Select(name="m", expr=call("avg", here)),), where=tuple(self.study.where)))
        powers = {f"m{k}": call("avg", call("power", call("sub", here, mean), lit(k))) for k in (2, 3, 4)}
        row = self._one({**powers, "n": call("count")}, [*self.study.where, call("not_null", here)])
        m2, m3, m4, n = (float(x) for x in row if isinstance(x, (int, float)))
        plain = bool(re.search(r"scipy|fisher-pearson", self.study.rules, re.I))
        if order == 3:
            skew = m3 / math.pow(m2, 1.5)
            return skew if plain else skew * math.sqrt(n * (n - 1)) / (n - 2)
        excess = m4 / m2**2 - 3
        return excess if plain else (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6)

    def _shape(self, column: ColumnInfo) -> str:
        """Normal or skewed, by the skewness rule of the notes."""
        rules = self.study.rules
        limits = {abs(float(x)) for x in re.findall(r"-?\+?0\.\d+", rules)} - {0.05}
        if not re.search(r"skewness", rules, re.I) or len(limits) != 1:
            raise CannotAnswer("This test of a distribution is not among those that can be computed.")
        skew, limit = self._moment(column, 3), next(iter(limits))
        if "skewed" in rules.lower() and re.search("symmetric", rules):
            return "symmetric" if abs(skew) <= limit else "skewed_right" if skew > 0 else "skewed_left"
        return "Yes" if abs(skew) <= limit else "No"


def p_of_r(r: float, n: int) -> float:
    """Two-sided p-value of a correlation of n pairs, by Student's t through the incomplete beta function."""
    if n < 3:
        raise CannotAnswer("There are too few pairs for a test.")
    if abs(r) >= 1:
        return 0.0
    freedom = n - 2
    t2 = r * r * freedom / (1 - r * r)
    return _beta_share(freedom / 2, 0.5, freedom / (freedom + t2))


def _beta_share(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Numerical Recipes 6.4)."""
    if x in (0.0, 1.0):
        return x
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    tiny, c = 1e-300, 1.0
    d = 1 / max(1 - (a + b) * x / (a + 1), tiny)
    total = d
    for m in range(1, 400):
        for step in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + step * d or tiny)
            c = 1 + step / c or tiny
            total *= d * c
        if abs(d * c - 1) < 1e-12:
            break
    return total
