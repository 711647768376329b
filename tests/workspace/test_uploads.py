"""Uploads: what is let in by its content, where it stands, what is refused and in which words."""

from __future__ import annotations

import gzip
import io
import os
import sqlite3
import stat
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from workspace.connections.models import Source
from workspace.runs import leftovers
from workspace.runs.ingest import read_source

pytestmark = pytest.mark.django_db(transaction=True)
ORDERS = b"day,channel,amount\n2024-01-05,Website,10\n2024-02-06,Shop,12\n"


@pytest.fixture
def page(client: Any, alice: Any, team: Any, sent: Any) -> Any:
    client.force_login(alice)
    return client


def bring(page: Any, name: str, content: bytes) -> Any:
    return page.post("/sources/", {"file": SimpleUploadedFile(name, content)})


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


STRANGERS = {
    "orders.csv": (b"\x89PNG\r\n\x1a\n" + bytes(100), "is a picture"),
    "page.csv": (b"\n<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "is a web page"),
    "report.xls": (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table></table></html>", "is a web page"),
    "tool.csv": (b"\x7fELF\x02\x01\x01" + bytes(64), "is a program"),
    "setup.csv": (b"MZ\x90\x00\x03\x00" + bytes(64), "is a program"),
    "run.txt": (b"#!/bin/sh\nrm -rf /\n", "is a program"),
    "orders.csv.gz": (gzip.compress(ORDERS), "is a packed archive"),
    "all.xlsx": (zipped(readme=b"hello"), "is a packed archive"),
    "letter.xlsx": (zipped(word__document_xml=b"<w/>"), "is a text document"),
    "deck.xlsx": (zipped(ppt__presentation_xml=b"<p/>"), "is a slide deck"),
    "report.csv": (b"%PDF-1.7\n", "is a PDF"),
    "feed.csv": (b"<?xml version='1.0'?><rss/>", "is XML"),
    "noise.csv": (bytes(range(256)) * 8, "is not a table"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_no_data_is_refused_by_its_content(page: Any, settings: Any, name: str) -> None:
    content, words = STRANGERS[name]
    response = bring(page, name, content)
    assert response.status_code == 422 and f"{name} {words}" in response.content.decode()
    assert not Source.objects.exists() and not list(settings.VAR_DIR.glob("*upload*"))


def test_a_bomb_is_refused_before_it_is_unpacked(page: Any) -> None:
    response = bring(page, "bomb.xlsx", zipped(xl__workbook_xml=bytes(60_000_000)))
    assert response.status_code == 422 and "bomb.xlsx would unpack to" in response.content.decode()


def test_data_under_a_wrong_name_is_let_in_and_the_profile_says_so(page: Any, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "shop.db") as shop:
        shop.execute("CREATE TABLE orders (id INTEGER, amount REAL)")
        shop.execute("INSERT INTO orders VALUES (1, 2.5), (2, 3.5)")
    shop.close()
    bring(page, "orders.csv", (tmp_path / "shop.db").read_bytes())
    source = read_source(Source.objects.get().pk)
    assert source.state == "ready"
    assert "the content is SQLite" in page.get(f"/sources/{source.pk}/").content.decode()


def test_a_refusal_speaks_the_language_of_the_page(page: Any) -> None:
    upload = {"file": SimpleUploadedFile("noise.csv", bytes(range(256)) * 8)}
    assert "不是表格" in page.post("/sources/", upload, headers={"Accept-Language": "zh-CN"}).content.decode()


def test_a_file_with_a_request_is_looked_into_too(page: Any) -> None:
    picture = SimpleUploadedFile("orders.csv", b"\x89PNG\r\n\x1a\n")
    response = page.post("/threads/", {"text": "Revenue by channel", "file": picture})
    assert response.status_code == 422 and b"orders.csv is a picture" in response.content


@pytest.mark.parametrize("memory", [0, 2_500_000])
def test_bytes_stand_where_nobody_can_guess_write_or_run_them(page: Any, settings: Any, memory: int) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = memory
    settings.FILE_UPLOAD_TEMP_DIR = str(settings.VAR_DIR)
    bring(page, "orders.csv", ORDERS)
    source = Source.objects.get()
    assert source.file.read_bytes() == ORDERS and source.file.parent.parent == settings.VAR_DIR / "sources"
    assert str(source.pk) not in source.path and stat.S_IMODE(source.file.stat().st_mode) == 0o440


def test_the_original_is_only_ever_an_attachment(page: Any) -> None:
    bring(page, "orders.csv", ORDERS)
    response = page.get(f"/sources/{Source.objects.get().pk}/file/")
    assert b"".join(response.streaming_content) == ORDERS
    assert response.headers["Content-Disposition"] == 'attachment; filename="orders.csv"'
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_team_has_so_much_room_and_no_more(page: Any, settings: Any) -> None:
    settings.TEAM_LIMIT = len(ORDERS) + 10
    bring(page, "orders.csv", ORDERS)
    response = bring(page, "more.csv", ORDERS)
    assert response.status_code == 422 and "There is no room for more.csv" in response.content.decode()
    assert Source.objects.count() == 1


def test_several_files_come_at_once_and_each_bad_one_is_named(page: Any) -> None:
    files = [SimpleUploadedFile("a.csv", ORDERS), SimpleUploadedFile("b.csv", b""), SimpleUploadedFile("c.csv", ORDERS)]
    response = page.post("/sources/", {"file": files})
    assert response.status_code == 422 and b"b.csv is empty" in response.content
    assert set(Source.objects.values_list("name", flat=True)) == {"a.csv", "c.csv"}


def test_uploads_have_a_rate(page: Any, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"uploads": "2/m/user"}
    assert [bring(page, "orders.csv", ORDERS).status_code for _ in range(3)] == [302, 302, 429]


def test_what_broken_uploads_leave_is_swept(page: Any, settings: Any) -> None:
    bring(page, "orders.csv", ORDERS)
    stray, half = settings.VAR_DIR / "sources" / "stray", settings.VAR_DIR / "tmpx.upload.csv"
    stray.mkdir()
    (stray / "orders.csv").write_bytes(ORDERS)
    half.write_bytes(ORDERS)
    for path in (stray, half, Source.objects.get().file.parent):
        os.utime(path, (time.time() - 2 * leftovers.OLD,) * 2)
    cache.delete("leftovers-looked")  # an earlier sweep of this process looked a moment ago
    leftovers.sweep()
    assert not stray.exists() and not half.exists() and Source.objects.get().file.exists()


def test_a_reading_that_nobody_took_is_handed_out_again_once(page: Any, sent: Any, settings: Any) -> None:
    bring(page, "orders.csv", ORDERS)
    sent.clear()  # as if the broker had lost it
    settings.LOST_AFTER = 0
    leftovers.sweep()
    leftovers.sweep()
    assert [name for name, _ids in sent] == ["runs.read_source"]


def test_by_script_an_upload_is_answered_with_its_line(page: Any) -> None:
    script = {"X-Requested-With": "XMLHttpRequest"}
    good = page.post("/sources/", {"file": SimpleUploadedFile("orders.csv", ORDERS)}, headers=script)
    assert good.status_code == 201 and f'data-source="{Source.objects.get().pk}"' in good.content.decode()
    bad = page.post("/sources/", {"file": SimpleUploadedFile("x.csv", b"%PDF-")}, headers=script)
    assert bad.status_code == 422 and "<html" not in bad.content.decode() and "is a PDF" in bad.content.decode()
