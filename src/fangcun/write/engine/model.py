"""A language model as a second pair of eyes on the breakdown. What it cannot quote from the scene does not count."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from fangcun.kit.errors import FangcunError, Kind, Problem, Severity
from fangcun.write.contracts import Breakdown, Category, Element, SceneBreakdown, Screenplay, Span

Post = Callable[[str, Mapping[str, str], bytes], bytes]
"""Sends a body with headers to a URL and gives the answer's body. Raises OSError when that fails."""

_LONGEST = 12_000  # characters of one scene that are sent: more than any scene has, less than any model takes
_CATEGORIES = {c.value.lower(): c for c in Category}
_INSTRUCTION = (
    "你是影视剧组的统筹，负责拆剧本。请找出这一场需要准备的东西，只用给定的类别。"
    "每一项都要在 evidence 里原样引用这一场里的一小段文字；没有原文依据的不要写，已经列出的不要重复。"
    '只输出 JSON：{"elements":[{"category":"…","name":"…","count":整数或null,"evidence":"…"}]}。'
    "类别：" + "、".join(c.value for c in Category)
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a provider found in a scene; ``evidence`` is the passage it quotes."""

    category: str
    name: str
    evidence: str
    count: int | None = None


class Provider(Protocol):
    """Something that reads a scene and suggests elements."""

    def suggest(self, scene: str, *, known: Sequence[str]) -> Sequence[Suggestion]:
        """Suggestions for the text ``scene`` beyond ``known``. Raises FangcunError (UPSTREAM) when it cannot."""
        ...


@dataclass(frozen=True, slots=True)
class ChatProvider:
    """Any service that speaks OpenAI's chat completions. ``post`` does the network; ``address`` ends before /chat."""

    post: Post
    address: str
    model: str
    key: str | None = None

    def suggest(self, scene: str, *, known: Sequence[str]) -> Sequence[Suggestion]:
        """One request for one scene, temperature 0, answer as a JSON object."""
        body = {
            "model": self.model,
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": _INSTRUCTION},
                {"role": "user", "content": f"已经列出：{'、'.join(known) or '无'}\n\n{scene[:_LONGEST]}"},
            ],
        }
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        url = f"{self.address.rstrip('/')}/chat/completions"
        try:
            answer = json.loads(self.post(url, headers, json.dumps(body, ensure_ascii=False).encode()))
            content = answer["choices"][0]["message"]["content"]
        except OSError as error:
            raise _upstream(f"连不上模型服务（{error}）") from error
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise _upstream("模型服务的回答不是约定的格式") from error
        return tuple(_read_answer(content))


def _upstream(what: str) -> FangcunError:
    return FangcunError("model.failed", Kind.UPSTREAM, f"{what}。本场保留词典找到的结果，可稍后重试。")


def _read_answer(content: str) -> Iterator[Suggestion]:
    """The suggestions in an answer; some services wrap the JSON in a code fence or in words."""
    start, end = content.find("{"), content.rfind("}")
    try:
        items = json.loads(content[start : end + 1])["elements"]
    except (ValueError, KeyError, TypeError) as error:
        raise _upstream("模型没有按 JSON 回答") from error
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, dict):
            continue
        category, name, evidence = (item.get(k) for k in ("category", "name", "evidence"))
        if isinstance(category, str) and isinstance(name, str) and isinstance(evidence, str) and name.strip():
            yield Suggestion(category, name.strip(), evidence, _count(item.get("count")))


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def enrich(
    screenplay: Screenplay, breakdown: Breakdown, *, provider: Provider
) -> tuple[Breakdown, tuple[Problem, ...]]:
    """``breakdown`` with what ``provider`` adds, and a problem for each scene that it could not read.

    A suggestion counts only when its evidence stands, character by character, in the scene and its category is one of
    the 22; its span is that of the name inside the evidence, or of the evidence. Nothing found before is lost.
    """
    entries: list[SceneBreakdown] = []
    problems: list[Problem] = []
    for entry in breakdown.scenes:
        start, end = _bounds(entry)
        known = [e.name for e in entry.elements]
        try:
            suggestions = provider.suggest(screenplay.source[start:end], known=known)
        except FangcunError as error:
            problems.append(
                Problem(error.code, Severity.WARNING, error.message, line=entry.scene.line, excerpt=entry.scene.heading)
            )
            entries.append(entry)
            continue
        new = tuple(_proven(suggestions, entry, screenplay.source, start, end))
        entries.append(replace(entry, elements=(*entry.elements, *new)))
    return Breakdown(tuple(entries)), tuple(problems)


def _bounds(entry: SceneBreakdown) -> tuple[int, int]:
    blocks = entry.scene.blocks
    return (blocks[0].span.start, blocks[-1].span.end) if blocks else (0, 0)


def _proven(
    suggestions: Sequence[Suggestion], entry: SceneBreakdown, source: str, start: int, end: int
) -> Iterator[Element]:
    seen = {(e.category, e.name) for e in entry.elements}
    for suggestion in suggestions:
        category = _CATEGORIES.get(suggestion.category.strip().lower())
        at = source.find(suggestion.evidence, start, end) if suggestion.evidence.strip() else -1
        if category is None or at < 0 or (category, suggestion.name) in seen:
            continue
        seen.add((category, suggestion.name))
        inside = suggestion.evidence.find(suggestion.name)
        span = (
            Span(at + inside, at + inside + len(suggestion.name))
            if inside >= 0
            else Span(at, at + len(suggestion.evidence))
        )
        yield Element(category, suggestion.name, span, suggestion.count)
