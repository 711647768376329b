"""Charts as PNG: the drawing of the SVG, painted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from agents.core.brief import Language
from agents.renderers import png
from agents.renderers.png import NO_CHINESE, render_chart_png
from tests.renderers.samples import sample_ledger
from tests.renderers.samples_charts import sample_charts
from tests.renderers.samples_deck import NAMES


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_picture_has_two_dots_a_pixel_and_shows_the_accent(language: Language, tmp_path: Path) -> None:
    ledger, path = sample_ledger(language), tmp_path / "bar.png"
    render_chart_png(sample_charts(ledger, language)["bar"], ledger, path, language, names=NAMES, width=500)
    picture = Image.open(path).convert("RGB")
    assert picture.width == 1000
    assert (0x0D, 0x5C, 0x66) in {colour for _, colour in picture.getcolors(1 << 24) or []}


def test_every_kind_is_painted(tmp_path: Path) -> None:
    ledger = sample_ledger()
    for name, chart in sample_charts(ledger, "en").items():
        render_chart_png(chart, ledger, tmp_path / f"{name}.png", "en", names=NAMES, width=360)
        colours = Image.open(tmp_path / f"{name}.png").convert("RGB").getcolors(1 << 24) or []
        assert len(colours) > 5, name


def test_a_missing_chinese_font_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = sample_ledger("zh")
    monkeypatch.setattr(png, "_installed", lambda wanted: [] if "SimHei" in wanted else ["DejaVu Sans"])
    with pytest.warns(UserWarning, match="missing from font"):
        assert render_chart_png(sample_charts(ledger, "zh")["bar"], ledger, tmp_path / "bar.png", "zh", names=NAMES) == NO_CHINESE


def test_matplotlib_is_loaded_only_when_a_picture_is_painted() -> None:
    code = "import sys, agents.renderers.png, agents.renderers.svg; print('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
