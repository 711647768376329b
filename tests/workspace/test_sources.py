"""The life of a source: its profile, newer versions of it, taking it away, and who may do what."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from workspace.connections.models import Source
from workspace.library.models import Artifact
from workspace.runs import desk, leftovers
from workspace.runs.ingest import read_source
from workspace.runs.models import Run

pytestmark = pytest.mark.django_db(transaction=True)
HEADER = "day,channel,amount\n"


def orders(months: int, header: str = HEADER, last: str = "") -> bytes:
    """Two orders on every third day of so many months from January 2024."""
    days = [f"{2024 + month // 12}-{month % 12 + 1:02}-{day:02}" for month in range(months) for day in range(1, 29, 3)]
    lines = "".join(f"{day},{'Website' if number % 3 else 'Shop'},{number}.5{last}\n" for number, day in enumerate(days * 2))
    return (header + lines).encode()


@pytest.fixture
def page(client: Any, alice: Any, team: Any, sent: Any) -> Any:
    client.force_login(alice)
    return client


@pytest.fixture
def sales(page: Any) -> Source:
    """A source that has been read: 14 months of orders."""
    page.post("/sources/", {"file": SimpleUploadedFile("sales.csv", orders(14))})
    return read_source(Source.objects.get().pk)


def newer(page: Any, source: Source, content: bytes, name: str = "sales of March.csv") -> Source:
    page.post(f"/sources/{source.pk}/versions/", {"file": SimpleUploadedFile(name, content)})
    return read_source(source.pk)


def shown(page: Any, source: Source, **headers: str) -> str:
    return page.get(f"/sources/{source.pk}/", headers=headers).content.decode()  # type: ignore[no-any-return]


def test_a_file_under_way_says_what_it_does_and_asks_again(page: Any) -> None:
    page.post("/sources/", {"file": SimpleUploadedFile("sales.csv", orders(2))})
    source = Source.objects.get()
    assert "Reading sales.csv" in shown(page, source) and 'hx-trigger="every 1s"' in shown(page, source)
    assert "Reading sales.csv" in shown(page, source, **{"HX-Request": "true"})
    read_source(source.pk)
    assert page.get(f"/sources/{source.pk}/", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_the_profile_tells_rows_columns_days_and_periods(page: Any, sales: Source) -> None:
    text = shown(page, sales)
    for expected in ("280", "Jan. 1, 2024 – Feb. 28, 2025", "Number", "Amount", "Website · Shop", "0.50 to", "First rows", "2024-01-01"):
        assert expected in text, expected
    assert "2025 <span class=\"muted\">(to Feb. 28, 2025)</span>" in text and "<dd class=\"digits\">2024</dd>" in text


def test_the_profile_draws_the_rows_of_each_month(page: Any, sales: Source) -> None:
    text = shown(page, sales)
    assert text[text.index("<figure") : text.index("</figure>")].count("<rect ") == 14
    assert "<title>January 2024: 20</title>" in text and "Rows of sales per month" in text


def test_what_was_settled_on_reading_is_told_in_both_languages(page: Any) -> None:
    page.post("/sources/", {"file": SimpleUploadedFile("sales.csv", orders(2, "day,,amount\n"))})
    source = read_source(Source.objects.get().pk)
    assert "Column 2 has no name; it is called" in shown(page, source)
    assert "第2列没有名称" in shown(page, source, **{"Accept-Language": "zh-CN"})


def test_joins_between_tables_are_told(page: Any, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "shop.db") as shop:
        shop.executescript("CREATE TABLE c (id INTEGER PRIMARY KEY, name TEXT);"
                           "CREATE TABLE o (id INTEGER, c_id INTEGER REFERENCES c (id));"
                           "INSERT INTO c VALUES (1, 'Ann'), (2, 'Bo'); INSERT INTO o VALUES (1, 1), (2, 1), (3, 2);")  # fmt: skip
    shop.close()
    page.post("/sources/", {"file": SimpleUploadedFile("shop.db", (tmp_path / "shop.db").read_bytes())})
    text = shown(page, read_source(Source.objects.get().pk))
    assert "How the tables hang together" in text and "Declared in the file" in text


def test_a_source_of_many_tables_can_be_searched(page: Any, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "big.db") as big:
        for number in range(40):
            big.execute(f"CREATE TABLE area_{number} (id INTEGER, colour_{number} TEXT)")
            big.execute(f"INSERT INTO area_{number} VALUES (1, 'a'), (2, 'b')")
    big.close()
    page.post("/sources/", {"file": SimpleUploadedFile("big.db", (tmp_path / "big.db").read_bytes())})
    source = read_source(Source.objects.get().pk)
    text = shown(page, source)
    assert text.count('class="table-fold"') == 40 and text.count(" open>") == 0
    found = page.get(f"/sources/{source.pk}/?find=colour_17").content.decode()
    assert found.count('class="table-fold"') == 1 and "area_17" in found


def test_words_of_the_data_stay_words(page: Any) -> None:
    page.post("/sources/", {"file": SimpleUploadedFile("x.csv", b"b,<script>a</script>\n2,<img src=x onerror=y>\n3,z\n")})
    text = shown(page, read_source(Source.objects.get().pk))
    assert "<script>a" not in text and "<img src=x" not in text and "&lt;img src=x" in text


def test_a_newer_file_makes_a_version_and_says_what_changed(page: Any, sales: Source) -> None:
    source = newer(page, sales, orders(15, "day,channel,amount,region\n", ",North"))
    assert (source.version, source.rows, source.name) == (2, 300, "sales.csv")
    text = shown(page, source)
    for expected in ("What version 2 changed", "300 rows, 280 before", "new columns region", "New last day: March 28, 2025"):
        assert expected in text, expected
    assert "sales of March.csv" in text and "alice@example.org" in text


def test_tables_keep_their_names_over_versions(page: Any, sales: Source) -> None:
    before = [table["name"] for table in sales.tables]
    assert [table["name"] for table in newer(page, sales, orders(15)).tables] == before


def test_a_column_that_is_gone_or_of_another_type_is_named(page: Any, sales: Source) -> None:
    source = newer(page, sales, b"day,amount\nsoon,1.5\nlater,2.5\n")
    text = shown(page, source)
    assert "columns gone channel" in text and "day is now “Text”, before “Date”" in text


def test_a_newer_file_that_cannot_be_read_leaves_the_old_one_in_use(page: Any, sales: Source) -> None:
    source = newer(page, sales, b"SQLite format 3\x00 but torn", "torn.db")
    assert (source.version, source.state, source.versions.count()) == (1, "ready", 1)
    text = shown(page, source)
    assert "The newer file was not taken." in text and "torn.db looks like SQLite" in text and "Version 1 stays in use." in text
    assert len(list((desk.settings.VAR_DIR / "sources").iterdir())) == 1


def test_a_refused_source_can_be_mended_with_another_file(page: Any) -> None:
    page.post("/sources/", {"file": SimpleUploadedFile("torn.db", b"SQLite format 3\x00 but torn")})
    source = read_source(Source.objects.get().pk)
    assert source.state == "refused" and "Bring another file" in shown(page, source)
    assert newer(page, source, orders(2)).state == "ready"


def test_a_run_under_way_keeps_the_version_it_began_with(page: Any, sales: Source) -> None:
    page.post("/threads/", {"text": "Revenue by channel", "sources": [sales.pk]})
    newer(page, sales, orders(15))
    run = Run.objects.get()
    assert desk._file(run.sources.get(), run).read_bytes() == orders(14)


def test_older_versions_can_still_be_taken(page: Any, sales: Source) -> None:
    newer(page, sales, orders(15))
    assert b"".join(page.get(f"/sources/{sales.pk}/file/?version=1").streaming_content) == orders(14)
    assert page.get(f"/sources/{sales.pk}/file/?version=7").status_code == 404
    assert page.get(f"/sources/{sales.pk}/file/?version=../1").status_code == 404


def test_before_a_source_goes_what_depends_on_it_is_named(page: Any, team: Any, start_run: Any, work_off: Any, source: Source) -> None:
    run = start_run("Revenue by channel")
    work_off()
    run.thread.refresh_from_db()
    text = page.get(f"/sources/{source.pk}/dependents/").content.decode()
    for expected in ("1 thread was asked of it", run.thread.title, "Growth.pptx", "it cannot be asked again"):
        assert expected in text, expected


def test_a_removed_source_is_gone_and_what_it_made_stays(page: Any, sales: Source, start_run: Any, work_off: Any, source: Source) -> None:
    run = start_run()
    work_off()
    place = sales.file
    for each in (sales, source):
        page.post(f"/sources/{each.pk}/removal/")
    assert not Source.every.exists() and not place.exists()
    assert source.file.exists()  # a file that was connected where it stands is not ours to delete
    assert Artifact.objects.filter(run=run.pk).exists() and page.get(f"/threads/{run.thread_id}/").status_code == 200


def test_the_typed_copy_goes_with_the_source(page: Any, sales: Source, settings: Any) -> None:
    assert list((settings.VAR_DIR / "copies").glob("*.duckdb"))
    page.post(f"/sources/{sales.pk}/removal/")
    assert not list((settings.VAR_DIR / "copies").glob("*.duckdb"))


def test_what_a_run_under_way_needs_stays_until_it_ends(page: Any, sales: Source) -> None:
    page.post("/threads/", {"text": "Revenue by channel", "sources": [sales.pk]})
    page.post(f"/sources/{sales.pk}/removal/")
    assert page.get(f"/sources/{sales.pk}/").status_code == 404 and b"sales.csv" not in page.get("/sources/").content
    assert sales.file.exists() and Source.every.filter(runs=Run.objects.get()).exists()
    Run.objects.update(status="done")
    leftovers.sweep()
    assert not sales.file.exists() and not Source.every.exists()


def test_a_step_of_a_run_under_way_still_finds_a_removed_source(page: Any, sales: Source) -> None:
    page.post("/threads/", {"text": "Revenue by channel", "sources": [sales.pk]})
    run = Run.objects.get()
    page.post(f"/sources/{sales.pk}/removal/")
    assert [source.name for source in Source.every.filter(runs=run)] == ["sales.csv"]


def test_the_list_says_state_rows_size_version_last_day_and_use(page: Any, sales: Source) -> None:
    newer(page, sales, orders(15))
    page.post("/threads/", {"text": "Revenue by channel", "sources": [sales.pk]})
    text = page.get("/sources/").content.decode()
    for expected in ("Ready", "300 rows", "version 2", "until March 28, 2025", "used by 1 thread"):
        assert expected in text, expected
    assert 'role="search"' not in text


def test_a_long_list_can_be_searched(page: Any, team: Any) -> None:
    for number in range(12):
        Source.objects.create(team=team, name=f"file {number}.csv", path="none").versions.create(name="x", path="none")
    text = page.get("/sources/?find=file 11").content.decode()
    assert 'role="search"' in text and "file 11.csv" in text and "file 3.csv" not in text
    assert "No source is called" in page.get("/sources/?find=nothing").content.decode()


READS = ("source", "source_reading")
WRITES_BY_GET = ("source_file", "source_dependents")
WRITES = ("source_versions", "source_removal")


def test_a_stranger_finds_no_part_of_a_source(client: Any, sales: Source, charlie: Any) -> None:
    client.force_login(charlie)
    assert {client.get(reverse(name, args=[sales.pk])).status_code for name in READS + WRITES_BY_GET} == {404}
    assert {client.post(reverse(name, args=[sales.pk])).status_code for name in WRITES} == {404}
    assert b"sales.csv" not in client.get("/sources/").content + client.get("/").content


def test_a_viewer_sees_the_profile_and_changes_nothing(client: Any, sales: Source, rita: Any) -> None:
    client.force_login(rita)
    assert {client.get(reverse(name, args=[sales.pk])).status_code for name in READS} == {200}
    assert {client.get(reverse(name, args=[sales.pk])).status_code for name in WRITES_BY_GET} == {403}
    assert {client.post(reverse(name, args=[sales.pk])).status_code for name in WRITES} == {403}
    assert {client.post(path).status_code for path in ("/sources/", "/sources/demo/")} == {403}
    text = "".join(client.get(path).content.decode() for path in (f"/sources/{sales.pk}/", "/sources/", "/"))
    assert "data-upload" not in text and "drop-veil" not in text and "data-composer" not in text
