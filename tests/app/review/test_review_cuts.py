"""Cuts under review: the farm watches every film, people judge, and what passed is what may be shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from review_house import SMALL, House

from fangcun.base.api import blobs, hand_over_waiting
from fangcun.farm.api import jobs, run_here
from fangcun.kit import digest
from fangcun.kit.errors import FangcunError
from fangcun.review import api
from fangcun.review.contracts import CutEpisode
from fangcun.review.contracts.cases import Call, CaseKind, CaseState, Filing, Ruling
from watch_stage import NOTICE, OPENING, Words, make_film

AI = Filing(investment=SMALL.investment, ai=True)


def episode(path: Path, *, number: int = 1, words: tuple[Words, ...] = OPENING) -> CutEpisode:
    """A small film kept as an episode."""
    make_film(path, seconds=5, words=words)
    film = blobs().put(path.read_bytes())
    return CutEpisode(number, "", film, 5000, digest.of_data({"film.mp4": film}))


def watch_all(house: House) -> None:
    """The farm does what was asked of it."""
    for job in jobs(tenant_id=house["producer"].tenant_id):
        assert run_here(job.job_id).failed == 0
    hand_over_waiting()


@pytest.fixture
def planted(house: House, tmp_path: Path) -> int:
    """A cut whose notice is missing, screened."""
    bad = episode(tmp_path / "1.mp4", words=tuple(w for w in OPENING if w is not NOTICE))
    case = api.submit_cut(house["producer"], work="qi", name="七分钟", episodes=[bad], filing=AI)
    assert house.seen(case).line.state is CaseState.SCREENING
    watch_all(house)
    return case


def test_a_film_without_notice_comes_back_and_passes_mended(house: House, planted: int, tmp_path: Path) -> None:
    seen = house.seen(planted)
    assert (seen.line.kind, seen.line.state) == (CaseKind.CUT, CaseState.FIRST)
    missing = [f for f in seen.findings if f.strength.value == "block"]
    assert missing
    assert all(f.evidence["episode"] == 1 for f in seen.findings)

    api.take(house["anne"], planted)
    house.rule_all(planted, Ruling.UPHELD, by="anne")
    api.recommend(house["anne"], planted, call=Call.RETURN, words="请加人工智能提示")
    good = episode(tmp_path / "2.mp4")
    api.resubmit_cut(house["producer"], planted, episodes=[good], note="已加")
    watch_all(house)
    again = house.seen(planted)
    assert again.line.state is CaseState.FIRST
    assert {f.ruling for f in again.findings if f.key in {m.key for m in missing}} == {Ruling.MENDED}

    api.take(house["ben"], planted)
    house.rule_all(planted, Ruling.DISMISSED, by="ben")
    api.recommend(house["ben"], planted, call=Call.PASS)
    number = house.final(planted, Call.PASS)
    tenant = house["producer"].tenant_id
    assert api.clearance(tenant, "qi", sources=frozenset({good.manifest}), shown_as=number).cleared
    assert not api.clearance(tenant, "qi", sources=frozenset({"0" * 64}), shown_as=number).cleared


def test_the_same_film_is_not_sent_twice(house: House, planted: int, tmp_path: Path) -> None:
    api.take(house["anne"], planted)
    house.rule_all(planted, Ruling.UPHELD, by="anne")
    api.recommend(house["anne"], planted, call=Call.RETURN, words="请加人工智能提示")
    same = api.cut(house["producer"], planted, round_=1)
    with pytest.raises(FangcunError) as refused:
        api.resubmit_cut(house["producer"], planted, episodes=same)
    assert refused.value.code == "case.same"


def test_a_film_that_is_known_is_not_watched_again(house: House, planted: int) -> None:
    api.withdraw(house["producer"], planted)
    same = api.cut(house["producer"], planted, round_=1)
    again = api.submit_cut(house["producer"], work="qi", name="七分钟", episodes=same, filing=AI)
    assert house.seen(again).line.state is CaseState.FIRST, "what the farm knows needs no work"


def test_the_desk_plays_the_film_and_marks_it(house: House, planted: int, browse: Callable[[str], Client]) -> None:
    page = browse("anne").get(f"/review/{planted}/").content.decode()
    address = f"/review/{planted}/film/1/1.mp4"
    assert address in page
    part = browse("anne").get(address, headers={"range": "bytes=0-99"})
    assert (part.status_code, len(b"".join(part))) == (206, 100)
    assert browse("rival").get(address).status_code == 404
    assert Client().get(address).status_code == 403


def test_films_that_are_not_there_are_refused(house: House) -> None:
    lost = CutEpisode(1, "", "0" * 64, 1000, "1" * 64)
    for episodes in ([lost], [], [lost, lost]):
        with pytest.raises(FangcunError) as refused:
            api.submit_cut(house["producer"], work="qi", name="七分钟", episodes=episodes, filing=SMALL)
        assert refused.value.code == "case.films"
