"""The letter of opinion of a case as a file to keep."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangcun.review import api
from fangcun.review.views.asked import asker
from fangcun.write.api import attachment


@require_GET
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a PDF, named after its work and round. Raises ``case.missing``, ``denied``, ``opinion.early``."""
    actor = asker(request)
    line = api.case(actor, pk).line
    answer = HttpResponse(api.opinion_pdf(actor, pk), content_type="application/pdf")
    name = "".join("_" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in line.name)
    answer.headers["Content-Disposition"] = attachment(f"审核意见书-{name}-第{line.round}轮.pdf")
    return answer
