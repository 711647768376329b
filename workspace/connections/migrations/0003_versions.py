"""Every source gets its first version written down."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def write_down(apps: Any, editor: Any) -> None:
    version = apps.get_model("connections", "SourceVersion")
    for source in apps.get_model("connections", "Source").objects.filter(versions=None):
        version.objects.create(source=source, number=1, name=source.name, path=source.path, size=source.size, uploaded_by=source.connected_by)


class Migration(migrations.Migration):
    dependencies = [("connections", "0002_workspace")]
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
