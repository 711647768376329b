"""manage.py reseal: seals the keys of all providers with the newest key of THREEDAY_SEAL_KEYS. Safe to run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workspace.providers import seal
from workspace.providers.models import Provider


class Command(BaseCommand):
    help = "Seal the keys of all providers with the newest key of THREEDAY_SEAL_KEYS, so that an old one can be taken away."

    def handle(self, *args: Any, **options: Any) -> None:
        done, refused = 0, []
        for provider in Provider.objects.exclude(secrets="").select_related("team"):
            try:
                fresh = seal.resealed(provider.secrets)
            except seal.CannotOpen:
                refused.append(f"{provider.name} of {provider.team}")
                continue
            # Only where nobody has entered other keys meanwhile.
            done += Provider.objects.filter(pk=provider.pk, secrets=provider.secrets).update(secrets=fresh)
        self.stdout.write(f"Providers sealed anew: {done}.")
        if refused:
            raise CommandError(f"Sealed with a key that is not here, their owners must enter the keys again: {', '.join(refused)}.")
