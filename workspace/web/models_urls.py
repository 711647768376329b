"""Addresses of the models that a team uses: providers, what they offer, what is allowed."""

from __future__ import annotations

from django.urls import path

from workspace.web.views import evaluations, models, offers, providers

urlpatterns = [
    path("models/", models.index, name="models"),
    path("models/policy/", models.policy, name="models_policy"),
    path("models/evaluations/", evaluations.index, name="evaluations"),
    path("models/evaluations/acceptance/", evaluations.acceptance, name="evaluations_acceptance"),
    path("models/uses/", models.uses, name="models_uses"),
    path("models/providers/<slug:kind>/new/", providers.create, name="provider_new"),
    path("models/providers/<uuid:id>/", providers.change, name="provider"),
    path("models/providers/<uuid:id>/removal/", providers.removal, name="provider_removal"),
    path("models/providers/<uuid:id>/profiles/", providers.profiles, name="provider_profiles"),
    path("models/providers/<uuid:id>/offers/", offers.create, name="offers"),
    path("models/offers/<int:id>/", offers.change, name="offer"),
    path("models/offers/<int:id>/removal/", offers.removal, name="offer_removal"),
    path("models/offers/<int:id>/trial/", offers.trial, name="offer_trial"),
]
