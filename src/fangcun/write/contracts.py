"""What a script is, for every room: a screenplay of episodes, scenes and blocks, each tied to the text it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fangcun.kit.errors import Problem
from fangcun.kit.events import event


class BlockKind(StrEnum):
    """What a block is. The first seven are content; the others are the layout that carries it."""

    ACTION = "action"  # △ 动作
    DIALOGUE = "dialogue"  # 台词
    CAPTION = "caption"  # 字幕, 字卡: text on the screen
    TRANSITION = "transition"  # 切至, 闪回, 切回现实
    NOTE = "note"  # remarks of the author that are not played
    MARK = "mark"  # 卡点, 付费卡点
    INTERTITLE = "intertitle"  # 【三年后】: a card of time or place
    EPISODE = "episode"  # 第1集
    HEADING = "heading"  # 1-1 日 内 客厅, all lines of it
    CAST = "cast"  # 人物：A、B
    PROPS = "props"  # 道具：…
    END = "end"  # 第一集完
    FRONT = "front"  # title page, synopsis, character sheet


class Voice(StrEnum):
    """How a line is heard: spoken in the picture, over it (VO), from outside the frame (OS), or as a thought (内心)."""

    SPOKEN = "spoken"
    VO = "VO"
    OS = "OS"
    INNER = "inner"


class IntExt(StrEnum):
    """Where a scene plays, in the trade's letters."""

    INT = "内"
    EXT = "外"
    BOTH = "内/外"


class TimeOfDay(StrEnum):
    """Normalised time; the printed one is kept beside it."""

    DAY = "日"
    NIGHT = "夜"
    DAWN = "晨"
    DUSK = "黄昏"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of characters of ``Screenplay.source``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the source with one meaning.

    ``span`` covers the block and the blank space after it, so that the spans of all blocks, in order, are the source.
    ``text`` is the content alone (no marks, cue or brackets). ``line`` counts from 1.
    ``flashback`` says that the block lies in a 闪回 span.
    """

    kind: BlockKind
    text: str
    span: Span
    line: int
    speaker: str | None = None
    manner: str | None = None
    voice: Voice | None = None
    flashback: bool = False


@dataclass(frozen=True, slots=True)
class Extra:
    """Background players asked for in a cast line; ``count`` is None for 若干 and the like."""

    name: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene as printed, with what its heading and cast lines say.

    ``id`` is the printed number with dashes as "-" (None where nothing is printed); ``number`` its last part as a
    number, else the scene's place in its episode. ``time`` and ``location`` are as printed; ``time_of_day`` and
    ``place`` are normalised, aliases of one place merged. ``cast_listed`` is without notes and counts;
    ``cast_speaking`` holds canonical names in the order of their first line. ``confidence`` (0 to 1) says how sure the
    reader is that this is a scene heading. ``flashback`` is true for a scene headed as memory. ``eighths`` of a Western
    page are given where the file itself holds them (FDX).
    """

    id: str | None
    number: int
    heading: str
    time: str | None
    time_of_day: TimeOfDay | None
    int_ext: IntExt | None
    location: str | None
    place: str | None
    cast_listed: tuple[str, ...]
    cast_speaking: tuple[str, ...]
    extras: tuple[Extra, ...]
    props: tuple[str, ...]
    blocks: tuple[Block, ...]
    line: int
    confidence: float
    flashback: bool = False
    eighths: int | None = None

    @property
    def content(self) -> tuple[Block, ...]:
        """The blocks that are played or shown, without the layout."""
        return tuple(b for b in self.blocks if b.kind in CONTENT)


CONTENT = frozenset(
    {
        BlockKind.ACTION,
        BlockKind.DIALOGUE,
        BlockKind.CAPTION,
        BlockKind.TRANSITION,
        BlockKind.MARK,
        BlockKind.INTERTITLE,
    }
)


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode. ``number`` is None where the script has no episodes; ``blocks`` stand before the first scene."""

    number: int | None
    title: str | None
    blocks: tuple[Block, ...]
    scenes: tuple[Scene, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Character:
    """What the script says of a person: the canonical name, other spellings, and the line of the character sheet."""

    name: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    sex: str | None = None  # 男 | 女
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Screenplay:
    """A script read whole. Joining the spans of ``all_blocks()`` gives ``source`` back, character by character."""

    title: str | None
    format: str  # txt | md | docx | pdf | fountain | fdx | highland | celtx | fadein
    encoding: str | None  # of text files
    source: str
    front: tuple[Block, ...]
    episodes: tuple[Episode, ...]
    characters: tuple[Character, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def all_blocks(self) -> tuple[Block, ...]:
        """Every block in the order of the text."""
        return self.front + tuple(
            b for e in self.episodes for b in (*e.blocks, *(b for s in e.scenes for b in s.blocks))
        )

    def scenes(self) -> tuple[Scene, ...]:
        """Every scene in the order of the text."""
        return tuple(s for e in self.episodes for s in e.scenes)


class Category(StrEnum):
    """Breakdown categories: Final Draft's tag data, the field's standard (FDX ``TagCategories``)."""

    CAST = "Cast Members"
    EXTRAS = "Background Actors"
    STUNTS = "Stunts"
    VEHICLES = "Vehicles"
    PROPS = "Props"
    CAMERA = "Camera"
    SPECIAL_EFFECTS = "Special Effects"
    WARDROBE = "Wardrobe"
    MAKEUP_HAIR = "Makeup/Hair"
    ANIMALS = "Animals"
    ANIMAL_HANDLER = "Animal Wrangler"
    MUSIC = "Music"
    SOUND = "Sound"
    SET_DRESSING = "Set Dressing"
    GREENERY = "Greenery"
    SPECIAL_EQUIPMENT = "Special Equipment"
    SECURITY = "Security"
    ADDITIONAL_LABOR = "Additional Labor"
    VISUAL_EFFECTS = "Visual Effects"
    MECHANICAL_EFFECTS = "Mechanical Effects"
    MISCELLANEOUS = "Miscellaneous"
    NOTES = "Notes"


@dataclass(frozen=True, slots=True)
class Element:
    """Something a scene needs, with the place in the source where it was found.

    ``count`` is None when the text gives none; ``listed`` is true when the script itself lists it (cast or prop line).
    """

    category: Category
    name: str
    span: Span
    count: int | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class SceneBreakdown:
    """What one scene needs. ``estimated_seconds`` is (low, high); ``eighths`` of a Western page where known."""

    scene: Scene
    cast_named: tuple[str, ...]  # cast line and speakers together
    cast_speaking: tuple[str, ...]
    cast_mentioned: tuple[str, ...]  # spoken of, not present
    elements: tuple[Element, ...]
    estimated_seconds: tuple[float, float]
    eighths: int | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The breakdown of a screenplay: one entry for each scene, in the order of ``Screenplay.scenes()``."""

    scenes: tuple[SceneBreakdown, ...]


class ChangeKind(StrEnum):
    """What became of a scene between two drafts."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    SPLIT = "split"  # one old scene, several new ones
    MERGED = "merged"  # several old scenes, one new one


class Work(StrEnum):
    """Which desk of the production a change goes to."""

    RESCHEDULE = "reschedule"  # 重排: cast, place, time, inside or outside, length
    REDRESS = "redress"  # 重备: wardrobe, props, make-up and whatever else is prepared
    REREVIEW = "rereview"  # 重审: words heard or read on the screen, and what is shown


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters inside a changed line: ``op`` is "same", "added" or "removed"."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """One content block that differs. ``old`` is None for an added line, ``new`` for a removed one.

    ``pieces`` spell the change inside the text; joining same and removed gives the old text, same and added the new.
    """

    old: Block | None
    new: Block | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that somebody has to do because of a change. ``field`` is what changed (cast, place, props, …)."""

    work: Work
    field: str
    message: str
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SceneChange:
    """What became of the scenes at the positions ``old`` and ``new`` (of ``Screenplay.scenes()`` of either draft).

    ``score`` (0 to 1) says how much of the content is common. ``moved`` is true when the scene stands elsewhere in
    the order of its neighbours, ``renumbered`` when its printed number differs.
    """

    kind: ChangeKind
    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    moved: bool = False
    renumbered: bool = False
    lines: tuple[LineChange, ...] = ()
    cast_added: tuple[str, ...] = ()
    cast_removed: tuple[str, ...] = ()
    elements_added: tuple[Element, ...] = ()  # spans in the new source
    elements_removed: tuple[Element, ...] = ()  # spans in the old source
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two drafts side by side: every scene of either stands in exactly one change; new order, removed ones last."""

    changes: tuple[SceneChange, ...]

    def needing(self, work: Work) -> tuple[SceneChange, ...]:
        """The changes that give ``work`` to do."""
        return tuple(c for c in self.changes if any(n.work is work for n in c.needs))


@dataclass(frozen=True, slots=True)
class DraftStats:
    """A draft in figures. ``seconds`` is the estimated running time (low, high); problems are counted by severity."""

    episodes: int
    scenes: int
    characters: int
    seconds: tuple[float, float]
    errors: int
    warnings: int
    infos: int


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as other rooms and pages see it.

    ``number`` counts from 1 in the order of arrival; it and ``stats`` are None for a file that could not be read
    (``failure`` then says why), whose bytes are kept all the same. ``blob`` is the digest of the original file.
    """

    id: int
    production_id: int
    production_name: str
    slug: str
    number: int | None
    file_name: str
    blob: str
    size: int
    format: str
    encoding: str | None
    created_at: datetime
    created_by: str
    stats: DraftStats | None
    failure: str
    note: str


@dataclass(frozen=True, slots=True)
class ProductionView:
    """A production with its drafts, the newest first; ``latest`` is the newest that could be read."""

    id: int
    name: str
    slug: str
    created_at: datetime
    archived: bool
    drafts: tuple[DraftView, ...]

    @property
    def latest(self) -> DraftView | None:
        """The newest draft that could be read."""
        return next((d for d in self.drafts if d.number is not None), None)

    @property
    def unread(self) -> tuple[DraftView, ...]:
        """Files that could not be read and came after the newest draft that could."""
        latest = self.latest
        return tuple(
            d for d in self.drafts if d.number is None and (latest is None or d.created_at > latest.created_at)
        )


@event("write.draft.added")
@dataclass(frozen=True)
class DraftAdded:
    """A draft was added to a production."""

    draft_id: int
    production_id: int
    number: int
    blob: str
    user_id: int | None
