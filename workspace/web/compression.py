"""Answers made of text travel compressed. Files that people download go as they are: they are compressed already, and keep their length."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

KINDS = ("text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")


class CompressText(GZipMiddleware):
    """Django's own compression, which pads each answer at random so that its length gives no token away, for text alone."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.status_code != 200 or kind not in KINDS or "attachment" in response.headers.get("Content-Disposition", ""):
            return response
        return super().process_response(request, response)
