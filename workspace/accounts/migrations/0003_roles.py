"""Members become editors, readers become viewers."""

from __future__ import annotations

from typing import Any

from django.db import migrations

NEW = {"member": "editor", "reader": "viewer"}


def rename(apps: Any, editor: Any) -> None:
    memberships = apps.get_model("accounts", "Membership").objects
    for old, new in NEW.items():
        memberships.filter(role=old).update(role=new)


def rename_back(apps: Any, editor: Any) -> None:
    memberships = apps.get_model("accounts", "Membership").objects
    for old, new in NEW.items():
        memberships.filter(role=new).update(role=old)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_workspace")]
    operations = [migrations.RunPython(rename, rename_back)]
