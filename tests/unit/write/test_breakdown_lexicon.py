"""A base lays its own words over the shipped dictionaries."""

from pathlib import Path

import pytest
from script_text import script

from fangcun.kit.errors import FangcunError
from fangcun.write.contracts import Category
from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.lexicon import Lexicon


def elements(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    (scene,) = break_down(script(f"1-1 日 内 客厅\n△{text}\n"), lexicon=lexicon).scenes
    return [(e.category.value, e.name) for e in scene.elements]


def own(tmp_path: Path, text: str) -> Lexicon:
    path = tmp_path / "base.txt"
    path.write_text(text, "utf-8")
    return Lexicon.load([path])


def test_the_shipped_words_are_many_and_cover_the_categories() -> None:
    shipped = Lexicon.shipped()
    assert len(shipped) > 2500
    covered = {a.category for asks in shipped.terms.values() for a in asks}
    assert covered == set(Category) - {Category.CAST, Category.NOTES}


def test_a_base_adds_words_of_its_own(tmp_path: Path) -> None:
    lexicon = own(tmp_path, "# 本县的\n[Props]\n剪纸、花馍\n[Vehicles]\n绿皮火车=火车车厢\n")
    assert elements("她递上花馍，登上绿皮火车。", lexicon) == [("Props", "花馍"), ("Vehicles", "火车车厢")]


def test_a_base_takes_words_away(tmp_path: Path) -> None:
    assert elements("她拿起手机。", own(tmp_path, "[Props]\n-手机\n")) == []


def test_a_base_moves_a_word_to_another_desk(tmp_path: Path) -> None:
    assert elements("她打开电视机。", own(tmp_path, "[Props]\n电视机\n")) == [("Props", "电视机")]


def test_a_term_can_ask_for_several_and_mark_the_thing_inside_it(tmp_path: Path) -> None:
    lexicon = own(tmp_path, "[Props + Additional Labor:枪械师]\n{甩拍}[驳壳枪]\n")
    assert elements("他甩驳壳枪。", lexicon) == [("Props", "驳壳枪"), ("Additional Labor", "枪械师")]


def test_false_friends_hide_what_is_in_them(tmp_path: Path) -> None:
    assert elements("他去了手机大厦。", own(tmp_path, "[Ignore]\n手机大厦\n")) == []


@pytest.mark.parametrize(("text", "words"), [("[Prop]\n剪纸\n", ["第 1 行", "Prop"]), ("剪纸\n", ["第 1 行", "类别"])])
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(FangcunError) as caught:
        own(tmp_path, text)
    assert caught.value.code == "lexicon.section"
    assert all(w in caught.value.message for w in words)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "base.txt"
    path.write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(FangcunError, match=r"base\.txt"):
        Lexicon.load([path])
