"""The HTTP API of the service desk, below `/park/requests`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from ninja import Body, Field, Path, Router, Schema, Status

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.digest import plain
from fangcun.park import api
from fangcun.park.contracts import RequestState, RequestView
from fangcun.park.permissions import ASK, FOLLOW, SERVE

router = Router(tags=["park"])
MOST_SIZE = 500


class Opening(Schema):
    """A new request."""

    kind: str = Field(description="、".join(api.REQUEST_KINDS))
    title: str = Field(max_length=120)
    text: str = Field("", max_length=4000)
    crew_id: int | None = None
    resource_id: int | None = None


class Words(Schema):
    """What is said with a step."""

    text: str = Field("", max_length=4000)


class Owner(Schema):
    """Who gets a request."""

    owner_id: int


class ServiceRequest(Schema):
    """A request. `due` is by when it must be answered, `level` (0 to 2) how far it rose."""

    id: int
    kind: str
    title: str
    text: str
    crew_id: int | None
    crew_name: str
    resource_id: int | None
    resource_name: str
    owner_id: int | None
    owner_name: str
    opened_by_id: int | None
    opened_by_name: str
    state: str
    level: int
    opened_at: datetime
    due: datetime
    taken_at: datetime | None
    done_at: datetime | None


class Note(Schema):
    """What was said or done."""

    id: int
    kind: str
    text: str
    by_name: str
    at: datetime


class WithNotes(ServiceRequest):
    """A request with all that was said and done, the oldest first."""

    notes: list[Note]


class RequestPage(Schema):
    """A page of requests, late first."""

    total: int
    number: int
    size: int
    items: list[ServiceRequest]


@router.get("", response=RequestPage, summary="List the requests")
def list_requests(
    request: HttpRequest,
    state: RequestState | None = None,
    every: bool = False,
    kind: str = "",
    crew_id: int | None = None,
    owner_id: int | None = None,
    late: bool = False,
    number: int = 1,
    size: int = 50,
) -> Any:
    """The unfinished requests, late first; those of one `state`, or `every` one."""
    states = (state,) if state else () if every else api.UNFINISHED
    size = min(max(1, size), MOST_SIZE)
    page = api.requests(
        _as(request, FOLLOW), states=states, kind=kind, crew_id=crew_id, owner_id=owner_id, late=late, number=number,
        size=size,
    )  # fmt: skip
    items = [_plain(view) for view in page.items]
    return {"total": page.total, "number": page.number, "size": page.size, "items": items}


@router.post("", response={201: ServiceRequest}, summary="Open a request")
def open_request(request: HttpRequest, body: Opening) -> Any:
    """A new request; its owner and its time are set at once."""
    return Status(201, _plain(api.open_request(_as(request, ASK), **body.dict())))


@router.get("/counts", response=dict[str, int], summary="What needs a person now")
def read_counts(request: HttpRequest) -> Any:
    """Unfinished, late, due today, untaken, and one's own."""
    return plain(api.request_counts(_as(request, FOLLOW)))


@router.get("/timings", response=dict[str, Any], summary="How long answers take")
def read_timings(request: HttpRequest, days: int = 30) -> Any:
    """Of the last `days` (at most 400): medians in minutes and the share answered the same day, by kind and crew."""
    since = clock.now() - timedelta(days=min(max(1, days), 400))
    return plain(api.request_timings(_as(request, FOLLOW), since=since))


@router.get("/{int:pk}", response=WithNotes, summary="A request")
def read_request(request: HttpRequest, pk: Path[int]) -> Any:
    """One request with its notes."""
    actor = _as(request, FOLLOW)
    notes = [{name: getattr(n, name) for name in Note.model_fields} for n in api.request_notes(actor, pk)]
    return _plain(api.request(actor, pk)) | {"notes": notes}


@router.post("/{int:pk}/take", response=ServiceRequest, summary="Take a request")
def take_request(request: HttpRequest, pk: Path[int]) -> Any:
    """Take it in hand; 409 says who was faster."""
    return _plain(api.take_request(_as(request, SERVE), pk))


@router.post("/{int:pk}/wait", response=ServiceRequest, summary="Wait for the asker")
def wait_request(request: HttpRequest, pk: Path[int], body: Body[Words]) -> Any:
    """Note what the asker has to say or bring first."""
    return _plain(api.wait_request(_as(request, SERVE), pk, text=body.text))


@router.post("/{int:pk}/done", response=ServiceRequest, summary="Answer a request")
def finish_request(request: HttpRequest, pk: Path[int], body: Body[Words]) -> Any:
    """It is done."""
    return _plain(api.finish_request(_as(request, SERVE), pk, text=body.text))


@router.post("/{int:pk}/reopen", response=ServiceRequest, summary="Open a request again")
def reopen_request(request: HttpRequest, pk: Path[int], body: Body[Words]) -> Any:
    """It was not really answered; `text` says why."""
    return _plain(api.reopen_request(_as(request, ASK), pk, text=body.text))


@router.post("/{int:pk}/cancel", response=ServiceRequest, summary="Withdraw a request")
def cancel_request(request: HttpRequest, pk: Path[int], body: Body[Words]) -> Any:
    """It is no longer needed."""
    return _plain(api.cancel_request(_as(request, ASK), pk, text=body.text))


@router.post("/{int:pk}/comment", response=ServiceRequest, summary="Comment on a request")
def comment_request(request: HttpRequest, pk: Path[int], body: Body[Words]) -> Any:
    """Say something; what waited for the asker goes on."""
    return _plain(api.comment_request(_as(request, ASK), pk, text=body.text))


@router.post("/{int:pk}/assign", response=ServiceRequest, summary="Hand a request over")
def assign_request(request: HttpRequest, pk: Path[int], body: Body[Owner]) -> Any:
    """Give it to another operator, who has to take it."""
    return _plain(api.assign_request(_as(request, SERVE), pk, owner_id=body.owner_id))


def _as(request: HttpRequest, permission: str) -> Actor:
    return require(getattr(request, "actor", None), permission)


def _plain(view: RequestView) -> dict[str, Any]:
    """A request as data; moments stay moments."""
    return {name: getattr(view, name) for name in ServiceRequest.model_fields}
