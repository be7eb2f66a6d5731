"""Which headings to believe, where the front matter ends, and what acts are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fangcun.write.engine.heading import Heading
from fangcun.write.engine.records import Record, Tag

_WITNESS = frozenset((Tag.CAST, Tag.PART, Tag.EXTRAS, Tag.PROPS, Tag.CAPTION, Tag.TRANSITION, Tag.INTERTITLE))


def believe_headings(records: list[Record]) -> list[Record]:
    """The records with weak headings either believed, because something beside them speaks for them, or made plain."""
    last: Heading | None = None
    episode: int | None = None
    for i, r in enumerate(records):
        if r.tag is Tag.EPISODE:
            episode = r.data.number
        elif r.tag is Tag.HEADING:
            head: Heading = r.data
            if head.weak:
                named = head.episode is not None and head.episode == episode
                bare = head.location is None
                if (named and (bare or _follows(head, last))) or _has_witness(records, i, head, last):
                    head = replace(head, weak=False)
                    records[i] = r._replace(data=head)
                else:
                    records[i] = r._replace(tag=Tag.PLAIN, data=None)
                    continue
            last = head
    return records


def _has_witness(records: Sequence[Record], i: int, head: Heading, last: Heading | None) -> bool:
    after = records[i + 1] if i + 1 < len(records) else None
    bare = head.location is None and head.time is None and head.int_ext is None
    compound = head.episode is not None
    if after is not None:
        if after.tag in _WITNESS:
            return compound or not bare or after.tag in (Tag.PART, Tag.CAST)
        if after.tag is Tag.ACTION and after.data is None:
            return compound or not bare
        if after.tag is Tag.HEADING and after.data.id is None:
            return True
        if after.tag is Tag.CUE and compound:
            return _follows(head, last)
        if after.tag is Tag.PLAIN and after.text[:2] in ("内景", "外景"):
            return True
    return compound and _follows(head, last)


def _follows(head: Heading, last: Heading | None) -> bool:
    if last is None or (head.number == 1 and head.episode != last.episode):
        return head.number == 1
    if last.number is None or head.number is None:
        return False
    same = head.episode == last.episode and 0 < head.number - last.number <= 2
    return same or (head.episode == (last.episode or 0) + 1 and head.number == 1)


def find_front(records: list[Record]) -> int:
    """How many records stand before the first episode or scene; the outline of episodes in the front is front too."""
    opened: dict[int, int] = {}  # episode number -> first line that opens it with a scene in it
    current: tuple[int, int] | None = None
    runs: list[tuple[int, int | None, bool]] = []
    for i, r in enumerate(records):
        if r.tag is Tag.EPISODE:
            runs.append((i, r.data.number, False))
            current = (i, len(runs) - 1)
        elif r.tag is Tag.HEADING:
            if current is not None:
                n = runs[current[1]]
                if not n[2]:
                    runs[current[1]] = (n[0], n[1], True)
                    if n[1] is not None:
                        opened.setdefault(n[1], n[0])
            else:
                return i
    for i, number, has_scene in runs:
        if has_scene or number is None or opened.get(number, -1) <= i:
            return i
    return len(records) if not runs else runs[0][0]


def settle_acts(records: list[Record]) -> list[Record]:
    """Acts (第一幕, 第一折, 楔子) as scenes, where nothing smaller is headed in the script or episodes hold them."""
    tags = {r.tag for r in records}
    acts = [i for i, r in enumerate(records) if r.tag is Tag.EPISODE and r.data.act]
    if not acts:
        return records
    episodes = any(r.tag is Tag.EPISODE and not r.data.act for r in records)
    if Tag.HEADING in tags and not episodes:
        return records
    for i in acts:
        r = records[i]
        printed = r.data.label.strip("第幕折出本 ") if r.data.number is not None else None
        label = f"{r.data.label}：{r.text}" if r.text else r.data.label
        head = Heading(printed, r.data.number, None, None, None, None, r.text or None, False, 0.9)
        records[i] = r._replace(tag=Tag.HEADING, text=label, data=head)
    return records
