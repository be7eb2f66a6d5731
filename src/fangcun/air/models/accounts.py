"""Viewers of the theatre."""

from __future__ import annotations

from django.db import models

from fangcun.air.models.shelf import Title


class ViewerAccount(models.Model):
    """A viewer who signs in with a code. Nobody's tenant and no user of the desks; see decision 0019."""

    target = models.CharField(max_length=254, unique=True, null=True)  # e-mail or E.164; null once forgotten
    joined_at = models.DateTimeField()
    terms = models.CharField(max_length=20)  # the version of the privacy terms agreed to
    agreed_at = models.DateTimeField()
    epoch = models.PositiveIntegerField(default=0)  # sessions of an older one are signed out
    forget_at = models.DateTimeField(null=True, db_index=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "air_viewer_account"


class ViewerCode(models.Model):
    """A code on its way. Only keyed digests are kept, of the code as of the target and the device."""

    target = models.CharField(max_length=64)
    device = models.CharField(max_length=64)
    purpose = models.CharField(max_length=20)
    code = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "air_viewer_code"
        constraints = [models.UniqueConstraint(fields=["target", "device", "purpose"], name="air_viewer_code_once")]


class MinorsMode(models.Model):
    """青少年模式 of one viewer, on while the row is there. The PIN is hashed; time is counted for each day."""

    viewer = models.CharField(max_length=80, unique=True)
    pin = models.CharField(max_length=200)
    band = models.CharField(max_length=20)
    since = models.DateTimeField()
    day = models.DateField()
    seconds = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "air_minors_mode"


class SuitableTitle(models.Model):
    """A title that an operator marked as fit for minors; what has no mark is hidden from them."""

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        db_table = "air_suitable_title"
