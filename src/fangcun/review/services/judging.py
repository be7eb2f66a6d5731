"""What the centre's people do with a case: take it, rule on its findings, recommend, decide, ask each other."""

from __future__ import annotations

from collections.abc import Sequence

from fangcun.base.api import belongs, emit, members, require
from fangcun.base.contracts import Actor, Role
from fangcun.kit import digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, Call, CasePassed, Ruling
from fangcun.review.models import FindingRow
from fangcun.review.permissions import DECIDE, JUDGE
from fangcun.review.services.anchoring import anchored
from fangcun.review.services.centres import keep_phrase
from fangcun.review.services.numbering import checked_number, next_number
from fangcun.review.services.steps import Moving, keep_rulings, moving, short


def take(actor: Actor | None, case_id: int) -> None:
    """Take a waiting case in hand. Raises CONFLICT ``case.held``, DENIED for one's own house's work."""
    with moving(require(actor, JUDGE), case_id, centre=True) as step:
        step.take(Act.TAKE)


def hand_over(actor: Actor | None, case_id: int, *, to: int, words: str = "") -> None:
    """Hand a case to a colleague who may judge it at this stage."""
    with moving(require(actor, JUDGE), case_id, centre=True) as step:
        chief, own = _colleague(step, to)
        step.take(Act.HAND_OVER, to=to, to_chief=chief, to_own=own, words=short(words))


def ask(actor: Actor | None, case_id: int, *, words: str) -> None:
    """Ask the producer for something; the clock stands still until the answer."""
    with moving(require(actor, JUDGE), case_id, centre=True) as step:
        step.take(Act.ASK, words=short(words))


def add(
    actor: Actor | None,
    case_id: int,
    *,
    message: str,
    strength: Strength,
    rule: str = "",
    start: int | None = None,
    end: int | None = None,
    episode: int | None = None,
    at_ms: int | None = None,
) -> str:
    """Write down what a reviewer found, at characters of the text or a moment of an episode; returns its key."""
    words = short(message)
    if not words:
        raise FangcunError("case.words", Kind.INVALID, "请写明发现了什么。")
    with moving(require(actor, JUDGE), case_id, centre=True) as step:
        surface, line, place, evidence = anchored(step.case, start=start, end=end, episode=episode, at_ms=at_ms)
        key = digest.of_data(["person", step.case.pk, len(step.steps), words])[:24]
        step.take(Act.ADD, key=key, strength=strength)
        matter = step.standing.matters[key]
        FindingRow.objects.create(
            case=step.case,
            key=key,
            source="person",
            category="person",
            strength=strength.value,
            surface=surface[:400],
            line=line,
            place=place[:200],
            rule=rule.strip()[:300],
            origin="人工审核",
            message=words,
            evidence=evidence,
            first_round=step.standing.round,
            ruling=matter.ruling.value,
            ruled_by_id=step.actor.user_id,
            ruled_at=step.now,
            reason=words,
        )
    return key


def rule(actor: Actor | None, case_id: int, *, key: str, ruling: Ruling, words: str = "") -> None:
    """Decide of a finding whether it stands, with the reason. The same again changes nothing but the reason."""
    with moving(require(actor, JUDGE), case_id, centre=True) as step:
        step.take(Act.RULE, key=key, ruling=ruling, words=short(words))
        keep_rulings(step, key=key, words=short(words))
        if words.strip():
            keep_phrase(step.case.centre, ruling=ruling.value, text=words)


def recommend(actor: Actor | None, case_id: int, *, call: Call, words: str = "") -> None:
    """The first reviewer's word: on to the chief (pass, refuse), or back to the producer (return)."""
    with moving(require(actor, JUDGE), case_id, centre=True) as step:
        step.take(Act.RECOMMEND, call=call, words=short(words))


def consult(actor: Actor | None, case_id: int, *, to: int) -> None:
    """Ask a colleague for a second opinion; they see the case, not what was recommended."""
    with moving(require(actor, JUDGE), case_id, centre=True) as step:
        step.take(Act.CONSULT, to=to, to_own=_colleague(step, to)[1])


def opine(actor: Actor | None, case_id: int, *, call: Call, words: str = "") -> None:
    """Give the second opinion that one was asked for."""
    with moving(require(actor, JUDGE), case_id, centre=True) as step:
        step.take(Act.OPINE, call=call, words=short(words))


def call_panel(actor: Actor | None, case_id: int, *, people: Sequence[int]) -> None:
    """Call a panel of three or more (an odd number) who vote before the chief decides."""
    with moving(require(actor, DECIDE), case_id, centre=True) as step:
        own = any(own for _, own in [_colleague(step, who) for who in people])
        step.take(Act.PANEL, people=tuple(people), to_own=own)


def vote(actor: Actor | None, case_id: int, *, call: Call, words: str = "") -> None:
    """A panel member's vote, once."""
    with moving(require(actor, JUDGE), case_id, centre=True) as step:
        step.take(Act.VOTE, call=call, words=short(words))


def decide(
    actor: Actor | None, case_id: int, *, call: Call, words: str = "", article: str = "", number: str = ""
) -> str:
    """The chief's decision; returns the number that a passed work carries from now on.

    A work of the third class gets the centre's next number. The others carry what the authority gave, typed in now or
    later (``enter_number``), so that until then the answer is empty.
    """
    with moving(require(actor, DECIDE), case_id, centre=True) as step:
        given = ""
        if call is Call.PASS:
            given = checked_number(step.case, number) if number.strip() else next_number(step.case, on=step.now)
        step.take(Act.DECIDE, call=call, words=short(words), article=short(article), number=given)
        if step.standing.number:
            _tell(step)
    return step.standing.number


def enter_number(actor: Actor | None, case_id: int, *, number: str, words: str = "") -> None:
    """Enter (or, with a reason, correct) the number that the authority gave to a passed work."""
    with moving(require(actor, DECIDE), case_id, centre=True) as step:
        step.take(Act.NUMBER, number=checked_number(step.case, number), words=short(words))
        _tell(step)


def _tell(step: Moving) -> None:
    case = step.case
    emit(CasePassed(case.tenant_id, case.pk, case.work, step.standing.number), tenant_id=case.tenant_id)


def _colleague(step: Moving, user_id: int) -> tuple[bool, bool]:
    """Whether somebody of the centre is a chief, and whether the work is their own house's. Raises ``case.to``."""
    centre = step.case.centre.tenant_id
    chiefs = {m.user_id for m in members(centre, Role.CHIEF)}
    if user_id not in chiefs | {m.user_id for m in members(centre, Role.REVIEWER)}:
        raise FangcunError("case.to", Kind.INVALID, "只能选本中心的审核员，请从名单里选。")
    return user_id in chiefs, belongs(user_id, step.case.tenant_id)
