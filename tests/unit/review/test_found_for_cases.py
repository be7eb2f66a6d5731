"""What the checks of a work and a model say, as findings of a case that are known again in the next version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from review_works import DAY, example, report, work

from fangcun.review.api import SecondReading, Strength, Technique
from fangcun.review.contracts import Finding
from fangcun.review.engine.carrying import carry, keyed
from fangcun.review.engine.manuscript import Manuscript, Place
from fangcun.review.engine.second.as_found import found_in_reading
from fangcun.review.engine.wholes import found_in_work

TEXT = "1-1 日 内 茶馆\n老贺：烧了它也行。\n阿青：小声一点。\n"


def reading(*quotes: str) -> SecondReading:
    """A reading that quotes these words of the text."""
    return SecondReading(
        tuple(
            Finding(
                "violence",
                Strength.ASK,
                TEXT.index(q),
                TEXT.index(q) + len(q),
                q,
                "暴力与恐怖",
                "规则",
                "来源",
                Technique.READ,
                "模型：扬言纵火",
            )
            for q in quotes
        )
    )


def manuscript(text: str) -> Manuscript:
    """A text of one scene."""
    return Manuscript("茶馆", text, (Place("第1集 1-1", 0, len(text)),))


def test_figures_that_change_leave_a_finding_known() -> None:
    def episodes(lines: int) -> str:
        return "第1集\n1-1 日 内 茶馆\n人物：阿青、老贺\n" + "阿青：今天的茶又凉了，你说这是第几回了呢。\n" * lines

    one, other = work(episodes(400)), work(episodes(500))
    old = keyed(found_in_work(report(one), Manuscript("茶", one.script.source, ())))
    new = keyed(found_in_work(report(other), Manuscript("茶", other.script.source, ())))
    assert {f.key for f in carry(old, new)} == {f.key for f in old}
    assert not any(f.again for f in carry(old, new))


def test_every_finding_of_a_work_has_a_key_of_its_own() -> None:
    one = example("石头沟的信号.md", ai=True, number="x", synopsis=False)
    found = keyed(found_in_work(report(one, on=DAY), Manuscript("石", one.script.source, ())))
    assert len({f.key for f in found}) == len(found) > 4
    assert found_in_work(report(one, on=date(2020, 1, 1)), Manuscript("石", "", ())) == []


def test_a_model_finding_is_placed_and_says_why() -> None:
    (one,) = found_in_reading(reading("烧了它也行"), manuscript(TEXT))
    assert (one.source, one.place, one.line) == ("model", "第1集 1-1", "老贺：烧了它也行。")
    assert one.evidence["why"] == "模型：扬言纵火"


def test_a_model_that_is_silent_next_time_takes_nothing_back() -> None:
    known = keyed(found_in_reading(reading("烧了它也行"), manuscript(TEXT)))
    later = manuscript("阿青：先喝茶。\n" + TEXT)
    (kept,) = found_in_reading(reading(), later, known=known)
    assert later.text[kept.evidence["start"] : kept.evidence["end"]] == "烧了它也行"
    assert keyed([kept])[0].key == known[0].key


def test_words_that_are_gone_are_gone() -> None:
    known = keyed(found_in_reading(reading("烧了它也行"), manuscript(TEXT)))
    assert found_in_reading(reading(), manuscript(TEXT.replace("烧了它", "买下它")), known=known) == []


def test_what_it_says_again_is_one_finding_and_others_sources_are_not_touched() -> None:
    known = keyed(found_in_reading(reading("烧了它也行"), manuscript(TEXT)))
    others = [replace(known[0], source="lexicon", category="insult")]
    assert len(found_in_reading(reading("烧了它也行"), manuscript(TEXT), known=[*known, *others])) == 1
