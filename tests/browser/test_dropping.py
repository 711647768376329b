"""A file dropped anywhere: what will happen is said, its progress is shown, its profile comes before the first question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DROP = """([name, text, target, kinds]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const place = document.querySelector(target);
  kinds.forEach((kind) => place.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true })));
  return document.querySelector("#drop-veil")?.innerText ?? "";
}"""  # what the page says of the drop at that moment
SALES = "day,channel,amount\n" + "".join(f"2024-{month:02}-{day:02},{'Website' if day % 2 else 'Shop'},{day}.5\n"
                                         for month in range(1, 13) for day in range(1, 28))  # fmt: skip


def test_a_newcomer_drops_a_file_and_sees_its_profile_and_a_starter_fills_the_composer(
    visit: Callable[..., Any], address: str, alice: Any, team: Any
) -> None:
    page = visit(alice)
    page.goto("/")
    assert "Each file becomes a source of Maple" in page.evaluate(DROP, ["sales.csv", SALES, "h1", ["dragover"]])
    page.wait_for_selector("#drop-veil", state="hidden")  # the file left the window
    page.evaluate(DROP, ["sales.csv", SALES, "h1", ["dragover", "drop"]])
    page.wait_for_url("**/sources/*/")
    page.wait_for_selector(".figures >> text=324")
    starter = page.locator(".ask .starters button").first
    words = starter.inner_text()
    starter.click()
    assert page.input_value("#request") == words and page.inner_text("[data-source-label]") == "sales.csv"


def test_an_upload_shows_how_far_it_is_and_can_be_cancelled(visit: Callable[..., Any], alice: Any, team: Any) -> None:
    page = visit(alice)
    page.goto("/sources/")
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 200_000})
    page.evaluate(DROP, ["big.csv", "a,b\n" + "1,2\n" * 500_000, "main", ["dragover", "drop"]])
    page.wait_for_selector("#uploads >> text=/sending, [1-9][0-9]?% of 2.0 MB/")
    page.click("#uploads >> text=Cancel")
    page.wait_for_selector("#uploads >> text=big.csv: cancelled, nothing was kept")
    assert not team.sources.exists()


def test_a_dropped_file_that_is_no_data_is_refused(visit: Callable[..., Any], alice: Any, team: Any, complaints: list[str]) -> None:
    page = visit(alice)
    page.goto("/sources/")
    page.evaluate(DROP, ["report.csv", "%PDF-1.7 and so on", "main", ["dragover", "drop"]])
    page.wait_for_selector("#uploads .failed >> text=report.csv is a PDF")
    assert not team.sources.exists()
    complaints.clear()  # the browser names the status 422 of the refusal


def test_a_viewer_is_offered_nothing_and_keeps_the_page(visit: Callable[..., Any], rita: Any) -> None:
    page = visit(rita)
    page.goto("/sources/")
    page.evaluate(DROP, ["sales.csv", SALES, "main", ["dragover", "drop"]])
    assert page.locator("#drop-veil").count() == 0 and page.url.endswith("/sources/")
