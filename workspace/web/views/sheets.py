"""Sheets of a workbook: one at a time, and the rows of its data as they are scrolled to."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from workspace.library.models import Artifact
from workspace.runs.models import Run
from workspace.runs.sheet_rows import BadQuestion, NotKept, Table, whole
from workspace.runs.sheets import MOST_ROW, Book, NoSheet, book_of, data_table, open_sheet
from workspace.web.access import run_of


@require_GET
@login_required
def sheet(request: HttpRequest, id: UUID, number: int) -> HttpResponse:
    """A sheet for the viewer; a browser that asks for a whole page is led to the artifact's."""
    run = run_of(request, id, "read")
    made = Artifact.objects.filter(run=run.pk, kind="workbook", primary=True).first()
    if not request.headers.get("HX-Request") and made is not None:
        query = request.GET.copy()
        query["sheet"] = str(number)
        return redirect(f"{reverse('artifact', args=[made.pk])}?{query.urlencode()}")
    try:
        opened = open_sheet(_book(run), request.GET, number)
    except NoSheet as error:
        raise Http404 from error
    except BadQuestion as error:
        return HttpResponse(str(error), status=400, content_type="text/plain; charset=utf-8")
    return render(request, "artifacts/_workbook.html", {"run": run, "made": made, "opened": opened})


@require_GET
@login_required
def rows(request: HttpRequest, id: UUID, number: int) -> JsonResponse:
    """A page of rows: {from, total, rows: [[row number, cells]]}, where a cell is its text, or its text and its number."""

    def answer(table: Table) -> dict[str, object]:
        start = whole(request.GET, "from", 0, most=MOST_ROW)
        page = table.page(start)
        cells = [[place, [[text, value] if value is not None else text for text, value in row]] for place, row in page.rows]
        return {"from": start, "total": page.total, "rows": cells}

    return _asked(request, id, number, answer)


@require_GET
@login_required
def sums(request: HttpRequest, id: UUID, number: int) -> JsonResponse:
    """What selected cells add up to: rows `from` and `count`, columns `left` to `right` counted from 1."""

    def answer(table: Table) -> dict[str, object]:
        start, count = (whole(request.GET, name, 0, most=MOST_ROW) for name in ("from", "count"))
        last = len(table.columns)
        left = whole(request.GET, "left", 1, most=last, least=1)
        return table.sums(start, count, left, whole(request.GET, "right", last, most=last, least=1)).model_dump()

    return _asked(request, id, number, answer)


def _asked(request: HttpRequest, id: UUID, number: int, answer: Callable[[Table], dict[str, object]]) -> JsonResponse:
    """The answer of a data sheet, or why there is none: 400 for what nobody can answer, 410 for rows that are gone."""
    run = run_of(request, id, "read")
    try:
        return JsonResponse(answer(data_table(_book(run), number, request.GET)))
    except NoSheet as error:
        raise Http404 from error
    except BadQuestion as error:
        return JsonResponse({"error": str(error)}, status=400)
    except NotKept as error:
        return JsonResponse({"error": str(error)}, status=410)


def _book(run: Run) -> Book:
    book = book_of(run)
    if book is None:
        raise Http404
    return book
