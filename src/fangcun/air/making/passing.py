"""What passed review: films get their number, what may be shown is shown, what is taken down stays down."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from fangcun.air.engine.manifests import publishable
from fangcun.air.making.ordering import Options
from fangcun.air.making.releasing import publish_waiting
from fangcun.air.making.series import Commission, commission_draft, make_again
from fangcun.air.models import Making, Order, Release, Title
from fangcun.base.api import actor_of_tenant, audit, require
from fangcun.base.contracts import Actor
from fangcun.cut.api import files_of
from fangcun.cut.contracts import EpisodeFiles
from fangcun.farm.api import results_of
from fangcun.kit import clock, digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review import api as review
from fangcun.review.contracts import CaseKind, CaseState, CutEpisode, Filing
from fangcun.write import api as write


@dataclass(frozen=True, slots=True)
class Ready:
    """A work that passed and whose film is missing or does not show its number yet."""

    slug: str
    name: str
    number: str
    draft_id: int
    made: bool


def carry_number(tenant_id: int, slug: str, *, case_id: int) -> None:
    """Make a series again that was asked for before: from what passed, with its number. Does no harm when called again.

    What nobody asked for yet is not made: its producer finds it on the page of films.
    """
    del case_id
    actor = actor_of_tenant(tenant_id)
    for one in ready(actor):
        if one.slug == slug and one.made:
            make_again(actor, slug, draft_id=one.draft_id)
    publish_waiting(tenant_id, slug)


def ready(actor: Actor | None) -> list[Ready]:
    """The works that passed and wait for a film that shows their number, the latest first. Raises ``denied``."""
    who = require(actor, "air.publish_release")
    orders = {o.title.slug: o for o in Order.objects.of(who.tenant_id).select_related("title")}
    found = []
    for passed in review.passed_works(who):
        order = orders.get(passed.work)
        draft = next((d for d in write.production(passed.work, who).drafts if d.blob == passed.source), None)
        if draft is None or (order and order.licence == passed.number and order.draft_id == draft.id):
            continue
        found.append(Ready(passed.work, passed.name, passed.number, draft.id, order is not None))
    return found


def make_passed(actor: Actor | None, slug: str) -> Commission:
    """Ask for the film of a work that passed, as it was asked for last or plainly. Raises ``air.not_ready``."""
    who = require(actor, "air.publish_release")
    one = next((r for r in ready(who) if r.slug == slug), None)
    if one is None:
        raise FangcunError("air.not_ready", Kind.CONFLICT, "这部剧没有等着出片的过审稿，或已按编号在出片。")
    again = make_again(who, slug, draft_id=one.draft_id)
    return again or commission_draft(who, one.draft_id, options=Options(), planned=False)


def send_cut(actor: Actor | None, slug: str) -> int:
    """Send a series' films to be reviewed, declared as its script was; a returned cut is sent again. Returns the case.

    Raises CONFLICT ``air.not_made`` while episodes are missing, ``air.not_filed`` for a work nobody declared yet, and
    what the review centre refuses.
    """
    who = require(actor, "air.publish_release")
    rows = list(Making.objects.of(who.tenant_id).filter(title__slug=slug).select_related("title").order_by("number"))
    results = results_of([row.task_key for row in rows])
    if not rows or any(row.task_key not in results for row in rows):
        raise FangcunError("air.not_made", Kind.CONFLICT, _("有几集还没有做好，做齐了再送审。"))
    episodes = [_cut_episode(row, files_of(results[row.task_key])) for row in rows]
    known = review.work_cases(who, slug)
    back = next((c for c in known if c.kind is CaseKind.CUT and c.state is CaseState.RETURNED), None)
    if back is not None:
        review.resubmit_cut(who, back.id, episodes=episodes)
        return back.id
    if not known:
        raise FangcunError("air.not_filed", Kind.CONFLICT, "还不知道这部剧的投资额和题材，请先送审剧本。")
    declared = review.case(who, known[0].id).filing
    filing = Filing(
        int(declared["investment"]),
        ai=bool(declared["ai"]),
        subjects=tuple(declared["subjects"]),
        homepage_push=bool(declared["homepage_push"]),
    )
    return review.submit_cut(who, work=slug, name=rows[0].title.name, episodes=episodes, filing=filing)


def _cut_episode(row: Making, files: EpisodeFiles) -> CutEpisode:
    return CutEpisode(
        number=row.number,
        name=row.name,
        film=files.files[files.film],
        duration_ms=files.duration_ms,
        manifest=digest.of_data(publishable(files.files)),
        subtitles=files.files.get(files.subtitles, ""),
        source=row.source,
    )


@transaction.atomic
def take_down(actor: Actor | None, slug: str) -> None:
    """Take a title off the shelf; its films and its viewers' places stay. Raises ``air.title_missing``, ``denied``."""
    who = require(actor, "air.publish_release")
    title = _locked(who, slug)
    if title.public:
        title.public, title.taken_down_at = False, clock.now()
        title.save(update_fields=["public", "taken_down_at"])
        audit("air.taken_down", by=who, subject=slug)


@transaction.atomic
def put_back(actor: Actor | None, slug: str) -> None:
    """Put a title on the shelf again, if all its episodes may be shown: a work of the third class only after another
    review (《微短剧发展管理办法》 art. 35). Raises CONFLICT ``air.not_passed``, ``air.title_missing``, ``denied``."""
    who = require(actor, "air.publish_release")
    title = _locked(who, slug)
    for row in Release.objects.of(who.tenant_id).filter(title=title).order_by("number"):
        sources = frozenset(filter(None, (row.source, row.manifest)))
        found = review.clearance(who.tenant_id, slug, sources=sources, shown_as=row.shown_as, since=title.taken_down_at)
        if not found.cleared:
            message = f"《{title.name}》第{row.number}集还不能上架：{found.why}"
            raise FangcunError("air.not_passed", Kind.CONFLICT, message)
    title.public, title.taken_down_at = True, None
    title.save(update_fields=["public", "taken_down_at"])
    audit("air.put_back", by=who, subject=slug)


def _locked(who: Actor, slug: str) -> Title:
    title = Title.objects.of(who.tenant_id).select_for_update().filter(slug=slug).first()
    if title is None:
        raise FangcunError("air.title_missing", Kind.NOT_FOUND, "没有这部剧，可能链接有误。")
    return title
