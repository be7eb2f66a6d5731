"""How far viewers got, and what they do in the theatre."""

from __future__ import annotations

from django.db import models

from fangcun.air.models.shelf import Title


class WatchState(models.Model):
    """How far a viewer got in an episode. It is the viewer's, not a tenant's."""

    viewer = models.CharField(max_length=80)
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    position_ms = models.PositiveIntegerField(default=0)
    # Of what was watched, what time allowed: see engine/trust.
    credited_ms = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "air_watch_state"
        constraints = [models.UniqueConstraint(fields=["viewer", "title", "number"], name="air_watch_state_once")]
        indexes = [models.Index(fields=["viewer", "-updated_at"], name="air_watch_state_latest")]
