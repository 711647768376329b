"""Pictures of the real app: those of the README, and, where THREEDAY_PICTURES names a folder, every page at every width to look at.

The README's are written to docs/pictures where THREEDAY_README_PICTURES=1, else only taken.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from agents.demo.shop import make_sqlite
from tests.browser.pages import OPEN, PAGES, addresses
from tests.workspace.access_table import Made
from workspace.accounts.models import Team
from workspace.connections.uploads import keep_file
from workspace.runs import requests
from workspace.runs.ingest import read_source
from workspace.runs.models import Run
from workspace.supervisor import Supervisor
from workspace.threads.models import Thread, title_of
from workspace.web.demo import REQUEST

FOLDER = os.environ.get("THREEDAY_PICTURES", "")
PLACE = Path(__file__).resolve().parents[2] / "docs/pictures"
KEEP = os.environ.get("THREEDAY_README_PICTURES") == "1"
WIDTHS = {1440: 900, 1024: 768, 390: 844}
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
THEMES = ("light", "dark")


@pytest.fixture
def shop_run(real_place: Supervisor, address: str, team: Team, alice: Any, tmp_path: Path, wait: Callable[..., None]) -> Run:
    """The demo's request over its shop, carried out by the real team."""
    shop = keep_file(team, make_sqlite(tmp_path / "shop.sqlite", orders=50_000 if KEEP or FOLDER else 3_000), "Shop orders", alice)
    read_source(shop.pk)
    thread = Thread.objects.create(team=team, title=title_of(REQUEST), started_by=alice)
    run = requests.start(thread, alice, REQUEST, [shop])
    wait(lambda: Run.objects.get(pk=run.pk).over)
    run.refresh_from_db()
    assert run.status == "done"
    return run


def test_the_pictures_of_the_readme_are_of_the_real_app(visit: Any, alice: Any, shop_run: Run, tmp_path: Path) -> None:
    folder = PLACE if KEEP else tmp_path
    page = visit(alice, viewport={"width": 1440, "height": 900})
    page.goto(f"/threads/{shop_run.thread_id}/")
    page.click(".answer .fact >> nth=0")
    page.wait_for_selector("#evidence >> text=÷")
    page.screenshot(path=folder / "thread.png")
    page.goto("/artifacts/")
    page.screenshot(path=folder / "library.png")
    page.goto(f"/sources/{shop_run.sources.get().pk}/")
    page.screenshot(path=folder / "source.png")
    assert all((folder / name).stat().st_size > 30_000 for name in ("thread.png", "library.png", "source.png"))


@pytest.mark.skipif(not FOLDER, reason="optional: THREEDAY_PICTURES names no folder")
@pytest.mark.parametrize(("language", "theme"), list(product(LANGUAGES, THEMES)))
def test_every_page_is_taken_at_every_width(visit: Any, alice: Any, shop_run: Run, language: str, theme: str) -> None:
    made = Made(shop_run, alice)
    shown = tuple(name for name in PAGES if name != "evidence")  # the scripted team's figure; the sheet is in the README's picture
    for width, height in WIDTHS.items():
        options = {"viewport": {"width": width, "height": height}, "locale": LANGUAGES[language], "color_scheme": theme}
        for person, pages in ((alice, shown), (None, OPEN)):
            page = visit(person, **options)
            for name, address in addresses(pages, made).items():
                page.goto(address)
                page.wait_for_timeout(300)
                page.screenshot(path=Path(FOLDER) / f"{name}-{width}-{theme}-{language}.png")
            page.context.close()
