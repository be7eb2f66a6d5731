"""Demo dramas as script files, in the layouts that are really in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby

from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.engine.demo_scripts.stories import Story, load_story
from fangcun.shoot.engine.demo_scripts.writer import Writer, WrittenScene

CODES = ("minguo-yaopu", "changning-junzhu", "dingceng-bangongshi", "huaishu-chuntian", "diqi-ye")
"""The demo dramas: 《民国药铺》《长宁郡主》《顶层办公室》《槐树村的春天》《第七页》."""

_DIGITS = "零一二三四五六七八九"


def _number(n: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(n, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return lead + (_DIGITS[ones] if ones or not tens else "")


def _classic(s: WrittenScene) -> str:
    return f"{s.episode}-{s.number} {s.time} {s.side} {s.place}"


def _slash(s: WrittenScene) -> str:
    return f"{s.episode}-{s.number} {s.time}/{s.side} {s.place}"


def _place_first(s: WrittenScene) -> str:
    return f"{s.episode}-{s.number}场景：{s.place} {s.time} {s.side}"


def _worded(s: WrittenScene) -> str:
    return f"场 {s.episode}-{s.number} {s.time} {s.side} {s.place}"


def _commas(s: WrittenScene) -> str:
    return f"{s.episode}-{s.number}、{s.place}，{s.time}，{s.side}"


_LAYOUTS: dict[str, tuple[Callable[[WrittenScene], str], str, Callable[[int, str], str]]] = {
    "classic": (_classic, "△", lambda n, title: f"第{n}集 {title}"),
    "slash": (_slash, "▲", lambda n, title: f"第{_number(n)}集：{title}"),
    "lines": (_place_first, "△", lambda n, title: f"【第{n}集】"),
    "plain": (_worded, "∆", lambda n, title: f"第{_number(n)}集"),
    "marks": (_commas, "△", lambda n, title: f"第{n}集：{title}"),
}
"""Heading of a scene, mark of an action, heading of an episode."""

_STEPS = ("起", "寻", "逼", "破", "转")


@lru_cache
def demo_script(code: str) -> tuple[str, str]:
    """(file name, text) of a demo drama; always the same. Raises ``demo.script`` for an unknown code."""
    if code not in CODES:
        raise FangcunError(
            "demo.script", Kind.NOT_FOUND, f"没有代号为“{code}”的示范剧本；可用的有：{'、'.join(CODES)}。"
        )
    story = load_story(code)
    scenes = tuple(Writer(story).scenes())
    text = "\n".join((*_front(story, scenes), *_body(story, scenes))) + "\n"
    return f"{story.facts['title']}.txt", text


def _front(story: Story, scenes: tuple[WrittenScene, ...]) -> Iterator[str]:
    facts = story.facts
    yield f"《{facts['title']}》"
    yield ""
    yield f"类型：{facts['kind']}"
    yield f"集数：{scenes[-1].episode}集"
    yield f"一句话：{facts['line']}"
    yield ""
    yield "人物小传"
    for person in story.people:
        yield f"{person.name}：{person.sheet}"


def _body(story: Story, scenes: tuple[WrittenScene, ...]) -> Iterator[str]:
    heading, mark, episode = _LAYOUTS[story.facts["layout"]]
    for number, group in groupby(scenes, key=lambda s: s.episode):
        chapter = story.chapters[(number - 1) // len(_STEPS)]
        yield ""
        yield episode(number, f"{chapter.title}·{_STEPS[(number - 1) % len(_STEPS)]}")
        for scene in group:
            yield ""
            yield heading(scene)
            yield "人物：" + "、".join((*scene.cast, scene.extras) if scene.extras else scene.cast)
            if scene.props:
                yield "道具：" + "、".join(scene.props)
            for speaker, manner, words in scene.lines:
                yield words if words.startswith("【") else f"{speaker}{manner}：{words}" if speaker else mark + words
