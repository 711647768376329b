"""Addresses. State changes are nouns: POST /runs/7/cancellation/."""

from __future__ import annotations

from django.urls import include, path

from workspace.web.views import artifacts, misc, runs, sources, threads

urlpatterns = [
    path("", threads.home, name="home"),
    path("threads/", threads.create, name="threads"),
    path("threads/<uuid:id>/", threads.show, name="thread"),
    path("threads/<uuid:id>/messages/", threads.say, name="messages"),
    path("runs/<uuid:id>/cancellation/", runs.cancellation, name="cancellation"),
    path("runs/<uuid:id>/approval/", runs.approval, name="approval"),
    path("runs/<uuid:id>/steps/<slug:key>/retry/", runs.retry, name="retry"),
    path("runs/<uuid:id>/evidence/", runs.evidence, name="evidence"),
    path("runs/<uuid:id>/files/", runs.files, name="files"),
    path("runs/<uuid:id>/archive/", runs.archive, name="archive"),
    path("artifacts/", artifacts.library, name="library"),
    path("artifacts/<uuid:id>/file/", artifacts.download, name="download"),
    path("sources/", sources.index, name="sources"),
    path("sources/<uuid:id>/", sources.show, name="source"),
    path("sources/<uuid:id>/removal/", sources.removal, name="source_removal"),
    path("theme/", misc.theme, name="theme"),
    path("language/", include("django.conf.urls.i18n")),
    path("health/", misc.health, name="health"),
    path("demo/<slug:token>/", misc.enter_demo, name="enter_demo"),
    path("accounts/", include("allauth.urls")),
]
