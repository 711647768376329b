"""Threads as rows of the rail: another name, deleting, undoing."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from workspace.runs import forgetting
from workspace.web.access import deleted_thread_of, thread_of
from workspace.web.undo import after_removal, back

LONGEST = 200


@require_http_methods(["GET", "POST"])
@login_required
def title(request: HttpRequest, id: UUID) -> HttpResponse:
    """A form to rename or delete a thread: in a dialog, or on a page of its own where the browser runs no scripts."""
    thread = thread_of(request, id, "write")
    words = " ".join(request.POST.get("title", "").split())[:LONGEST]
    if request.method == "POST" and words:
        thread.title = words
        type(thread).objects.filter(pk=id).update(title=words)  # its place in the rail is for what happened in it
        return redirect(back(request, "home"))
    template = "threads/_title_form.html" if request.headers.get("HX-Request") else "threads/title_form.html"
    context = {"thread": thread, "missing": request.method == "POST", "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, template, context, status=422 if request.method == "POST" else 200)


@require_POST
@login_required
def removal(request: HttpRequest, id: UUID) -> HttpResponse:
    """Away from the thread's own page, for there is none any more."""
    thread = thread_of(request, id, "write")
    forgetting.remove(thread)
    to = back(request, "home")
    if to.startswith(reverse("thread", args=[id])):
        to = reverse("home")
    return after_removal(request, thread.title, reverse("thread_restoration", args=[id]), to)


@require_POST
@login_required
def restoration(request: HttpRequest, id: UUID) -> HttpResponse:
    forgetting.restore(deleted_thread_of(request, id, "write"))
    return redirect("thread", id)
