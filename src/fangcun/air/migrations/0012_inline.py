"""Playlists as texts in the row. Releases that stand there already are filled; what the store does not have stays
empty, and its player asks for the playlist as before."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from fangcun.air.inlining import playlists_of
from fangcun.kit.errors import FangcunError


def fill(apps: Any, schema_editor: Any) -> None:
    """Draw the texts of every release."""
    rows = apps.get_model("air", "Release")._base_manager.using(schema_editor.connection.alias)
    for pk, files in rows.values_list("pk", "media").iterator():
        try:
            drawn = playlists_of(files)
        except FangcunError:
            continue
        if drawn:
            rows.filter(pk=pk).update(inline=drawn)


class Migration(migrations.Migration):
    dependencies = [("air", "0011_till")]

    operations = [
        migrations.AddField("release", "inline", models.JSONField(default=dict)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
