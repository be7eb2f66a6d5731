"""The audit log can be written and read, and nothing else."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from fangcun.base.api import audit
from fangcun.base.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_a_line_of_the_audit_log_cannot_be_changed_or_deleted() -> None:
    audit("script.uploaded", by=None, subject="一号剧本")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.update(subject="二号剧本")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.get().subject == "一号剧本"
