"""The analyses by name: a question of the brief names one and carries its typed arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from agents.analysis.arguments import Arguments
from agents.analysis.bridge import bridge
from agents.analysis.comparison import comparison, total
from agents.analysis.distribution import distribution
from agents.analysis.drivers import drivers
from agents.analysis.effects import effects
from agents.analysis.fit import fit
from agents.analysis.growth import growth
from agents.analysis.mix import mix
from agents.analysis.outliers import outliers
from agents.analysis.plan import plan
from agents.analysis.quality import quality
from agents.analysis.ranking import concentration, ranking, share
from agents.analysis.seasonality import seasonality
from agents.analysis.segment import segments
from agents.analysis.trend import trend
from agents.analysis.workbench import Workbench
from agents.core.errors import ToolError
from agents.specs.findings import Finding

Analysis = Callable[[Workbench, Arguments], list[Finding]]

ANALYSES: dict[str, Analysis] = {
    "total": total, "growth": growth, "trend": trend, "bridge": bridge, "mix": mix, "effects": effects, "ranking": ranking, "share": share,
    "concentration": concentration, "seasonality": seasonality, "outliers": outliers, "fit": fit, "segment": segments, "plan": plan,
    "quality": quality, "drivers": drivers, "comparison": comparison, "distribution": distribution,
}  # fmt: skip


def analyse(desk: Workbench, name: str, arguments: Arguments | Mapping[str, Any]) -> list[Finding]:
    """Run an analysis. Raises ToolError for an unknown name or arguments that do not fit, CannotAnswer where the data cannot say it."""
    if name not in ANALYSES:
        raise ToolError(f"There is no analysis {name!r}; use one of {', '.join(sorted(ANALYSES))}.")
    try:
        asked = arguments if isinstance(arguments, Arguments) else Arguments.model_validate(dict(arguments))
    except ValidationError as error:
        raise ToolError(f"The arguments of {name} do not fit: {error}") from None
    return ANALYSES[name](desk, asked)


def ranked(findings: list[Finding]) -> list[Finding]:
    """The findings by how much they matter, those of equal weight in the order they were found."""
    return sorted(findings, key=lambda finding: -finding.weight)
