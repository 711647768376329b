"""Deleting with undo, for every kind of row: the answer says what is gone and offers to bring it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe


def back(request: HttpRequest, otherwise: str) -> str:
    """Where the person came from, as their form says; the address named `otherwise` where that is not one of ours."""
    path = request.POST.get("next", "")
    return path if path and url_has_allowed_host_and_scheme(path, {request.get_host()}) else reverse(otherwise)


def after_removal(request: HttpRequest, name: str, restoration: str, to: str) -> HttpResponse:
    """A script's row goes and a toast comes; a browser without scripts goes on to the page `to`, with the same words above it."""
    context = {"name": name, "restoration": restoration, "next": to}
    if request.headers.get("HX-Request"):
        return render(request, "notices/_undo_toast.html", context)
    html = render_to_string("notices/_undo.html", context, request)
    messages.info(request, mark_safe(html))  # our own template: the name is escaped there
    return redirect(to)
