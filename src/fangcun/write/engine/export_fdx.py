"""A screenplay as a Final Draft document (FDX 5) whose breakdown elements are tagged in Final Draft's categories."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from fangcun.write.contracts import (
    Block,
    BlockKind,
    Breakdown,
    Category,
    Element,
    Scene,
    SceneBreakdown,
    Screenplay,
)
from fangcun.write.engine.export_fountain import CARRIED, cast_line, episode_name
from fangcun.write.engine.fountain_convention import (
    encode_card,
    encode_character,
    encode_cue,
    encode_flash,
    encode_note,
    encode_scene,
    escape,
)
from fangcun.write.engine.reimport_fdx import MARKER

# (name, number, id, colour) as in the documents that Final Draft 13 writes.
CATEGORIES: dict[Category, tuple[str, int, str, str]] = {
    Category.CAST: ("Cast", 1, "01fc9642-84ff-4366-b37c-a3068dee57e8", "#00000000FFFF"),
    Category.EXTRAS: ("Background Actors", 2, "028a4e2b-b507-4d09-88ab-90e3edae9071", "#0000BFBFFFFF"),
    Category.STUNTS: ("Stunts", 3, "0377dbe6-77a3-41af-bda8-86eb2468fdbf", "#FFFFA5A50000"),
    Category.VEHICLES: ("Vehicles", 4, "04721a56-f54b-49c8-80ad-d53887d6b851", "#8B8B00000000"),
    Category.PROPS: ("Props", 5, "05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa", "#FFFF00000000"),
    Category.CAMERA: ("Camera", 6, "47b02ff1-5161-4137-b736-f36eebba7643", "#CCCCFFFF0000"),
    Category.SPECIAL_EFFECTS: ("Special Effects", 7, "069e18b8-2109-4f3d-94e7-d802027a60a8", "#1E1E9090FFFF"),
    Category.WARDROBE: ("Wardrobe", 8, "0726fa85-1e65-4ab8-87de-bf21d09b01f0", "#808000008080"),
    Category.MAKEUP_HAIR: ("Makeup/Hair", 9, "08ae1eef-32ce-415f-9a9b-0982d2453ec4", "#93937070DBDB"),
    Category.ANIMALS: ("Animals", 10, "09cb0d1c-ce01-4f22-bb64-b5f2e6c491c6", "#CDCD85853F3F"),
    Category.ANIMAL_HANDLER: ("Animal Handler", 11, "0ae40617-cc7c-48e6-ae2b-5aaecc09986f", "#8B8B45451313"),
    Category.MUSIC: ("Music", 12, "0b0b44c9-aa4b-4c40-88b1-d94472ad7a26", "#2020B2B2AAAA"),
    Category.SOUND: ("Sound", 13, "0ce7d308-096d-4603-8fe8-349f72cd89ff", "#000080808080"),
    Category.SET_DRESSING: ("Set Dressing", 14, "0debb71b-5743-4c53-80cc-e17e841ce645", "#BABA5555D3D3"),
    Category.GREENERY: ("Greenery", 15, "0e7a8fc5-5441-4bad-a9bf-5ddd3fe51c69", "#000080800000"),
    Category.SPECIAL_EQUIPMENT: ("Special Equipment", 16, "0ff5cda4-4d43-4cfe-940f-91380c46fdad", "#BDBDB7B76B6B"),
    Category.SECURITY: ("Security", 17, "109d0eaa-0334-4823-ac0c-b44d3f209dc4", "#DADAA5A52020"),
    Category.ADDITIONAL_LABOR: ("Additional Labor", 18, "1179a4b1-70ee-4011-b4a2-809a0af09e92", "#B8B886860B0B"),
    Category.VISUAL_EFFECTS: ("Visual Effects", 19, "12ab0932-e3b9-4b4a-bcd0-3da1b4e61d5e", "#3232CDCD3232"),
    Category.MECHANICAL_EFFECTS: ("Mechanical Effects", 20, "135cc9d1-c4d5-4d00-83d9-571f584ea9cd", "#B2B222222222"),
    Category.MISCELLANEOUS: ("Miscellaneous", 21, "148267ae-50ae-4746-8202-659fb7447b55", "#707080809090"),
    Category.NOTES: ("Notes", 22, "15b6f4fd-4e74-4ad8-9971-b239d88c2997", "#FFFFD7D70000"),
}
_NOTED = frozenset({BlockKind.NOTE, BlockKind.MARK, BlockKind.FRONT})
_NAMESPACE = uuid.UUID("5b0c3f5e-8a34-4f0c-9a36-6f2d6c1c9a11")  # ours: makes the same element the same id every time


@dataclass(slots=True)
class _Tags:
    """Tag numbers given out so far; one definition for each category and name."""

    definitions: dict[tuple[Category, str], str] = field(default_factory=dict)
    tags: list[list[str]] = field(default_factory=list)

    def number(self, elements: list[Element]) -> int:
        """A new tag number for a run of text that stands for ``elements``."""
        ids = []
        for element in elements:
            key = (element.category, element.name)
            ids.append(self.definitions.setdefault(key, str(uuid.uuid5(_NAMESPACE, "\0".join(key)))))
        self.tags.append(ids)
        return len(self.tags)


def to_fdx(screenplay: Screenplay, breakdown: Breakdown | None = None) -> bytes:
    """``screenplay`` as an FDX document in UTF-8; the elements of ``breakdown`` are tagged where they were found."""
    root = ET.Element("FinalDraft", DocumentType="Script", Template="No", Version="5")
    content = ET.SubElement(root, "Content")
    tags = _Tags()
    entries = iter(breakdown.scenes if breakdown else ())
    front = "\n".join(b.text for b in screenplay.front if b.text.strip())
    if front:
        _paragraph(content, "General", f"[[{encode_note(BlockKind.FRONT, front)}]]")
    for person in screenplay.characters:
        _paragraph(content, "General", f"[[{encode_character(person)}]]")
    for index, episode in enumerate(screenplay.episodes):
        if name := episode_name(episode, first=index == 0):
            _paragraph(content, "New Act", escape(name))
        for block in episode.blocks:
            if block.kind is not BlockKind.EPISODE and block.text.strip():
                _block(content, block, [], screenplay.source, tags)
        for scene in episode.scenes:
            _scene(content, scene, next(entries, None), screenplay.source, tags)
    _title_page(root, screenplay)
    _tag_data(root, tags)
    ET.indent(root, space="  ")
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n' + MARKER.encode() + b"\n" + body + b"\n"


def _scene(content: ET.Element, scene: Scene, entry: SceneBreakdown | None, source: str, tags: _Tags) -> None:
    heading = _paragraph(content, "Scene Heading", escape(" ".join(scene.heading.split()) or "场"))
    if scene.id and scene.id not in scene.heading:
        heading.set("Number", scene.id)
    eighths = entry.eighths if entry else scene.eighths
    if eighths:
        heading.insert(0, ET.Element("SceneProperties", Length=length_text(eighths), Title=""))
    _paragraph(content, "General", f"[[{encode_scene(scene)}]]")
    kinds = {b.kind for b in scene.blocks}
    if BlockKind.CAST not in kinds and (line := cast_line(scene)):
        _paragraph(content, "Cast List", line)
    if BlockKind.PROPS not in kinds and scene.props:
        _paragraph(content, "General", f"[[{encode_note(BlockKind.PROPS, '、'.join(scene.props))}]]")
    placed = _by_block(scene, entry)
    flash = False
    for index, block in enumerate(scene.blocks):
        if block.kind in CARRIED and block.flashback is not flash:
            flash = block.flashback
            _paragraph(content, "General", f"[[{encode_flash(begins=flash)}]]")
        _block(content, block, placed[index], source, tags)


def length_text(eighths: int) -> str:
    """Eighths of a page as Final Draft prints them: 3/8, 1 2/8, 2."""
    whole, part = divmod(eighths, 8)
    if not part:
        return str(whole)
    return f"{whole} {part}/8" if whole else f"{part}/8"


def _by_block(scene: Scene, entry: SceneBreakdown | None) -> dict[int, list[Element]]:
    placed: dict[int, list[Element]] = defaultdict(list)
    for element in entry.elements if entry else ():
        for index, block in enumerate(scene.blocks):
            if block.span.start <= element.span.start < block.span.end:
                placed[index].append(element)
    return placed


def _block(content: ET.Element, block: Block, elements: list[Element], source: str, tags: _Tags) -> None:
    tagged = (elements, source, tags)
    if block.kind is BlockKind.ACTION:
        _paragraph(content, "Action", block.text, *tagged)
    elif block.kind is BlockKind.DIALOGUE:
        _paragraph(content, "Character", encode_cue(block.speaker, block.voice), *tagged)
        if block.manner:
            _paragraph(content, "Parenthetical", f"({block.manner})", *tagged)
        _paragraph(content, "Dialogue", block.text, *tagged)
    elif block.kind in (BlockKind.CAPTION, BlockKind.INTERTITLE):
        _paragraph(content, "Action", encode_card(block.kind, block.text)).set("Alignment", "Center")
    elif block.kind is BlockKind.TRANSITION:
        _paragraph(content, "Transition", block.text)
    elif block.kind is BlockKind.CAST:
        _paragraph(content, "Cast List", block.text, *tagged)
    elif block.kind is BlockKind.END:
        _paragraph(content, "End of Act", block.text)
    elif block.kind is BlockKind.PROPS:
        _paragraph(content, "General", f"[[{encode_note(block.kind, block.text)}]]", *tagged)
    elif block.kind in _NOTED:
        _paragraph(content, "General", f"[[{encode_note(block.kind, block.text)}]]")


def _paragraph(
    content: ET.Element,
    type_: str,
    text: str,
    elements: list[Element] | None = None,
    source: str = "",
    tags: _Tags | None = None,
) -> ET.Element:
    paragraph = ET.SubElement(content, "Paragraph", Type=type_)
    runs = _runs(_xml_safe(text), elements or [], source)
    for piece, found in runs:
        run = ET.SubElement(paragraph, "Text")
        run.text = piece
        if found and tags is not None:
            run.set("TagNumber", str(tags.number(found)))
    return paragraph


def _runs(text: str, elements: list[Element], source: str) -> Iterator[tuple[str, list[Element]]]:
    """``text`` cut so that what an element was found in is a run of its own."""
    found: dict[tuple[int, int], list[Element]] = defaultdict(list)
    for element in elements:
        surface = source[element.span.start : element.span.end]
        at = text.find(surface)
        if surface and at >= 0:
            found[at, at + len(surface)].append(element)
    position = 0
    for (start, end), here in sorted(found.items()):
        if start < position:
            continue
        if start > position:
            yield text[position:start], []
        yield text[start:end], here
        position = end
    if position < len(text) or not text:
        yield text[position:], []


def _xml_safe(text: str) -> str:
    """Characters that XML 1.0 cannot hold are left out."""
    return "".join(
        c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )


def _title_page(root: ET.Element, screenplay: Screenplay) -> None:
    if screenplay.title:
        content = ET.SubElement(ET.SubElement(root, "TitlePage"), "Content")
        _paragraph(content, "Title Page", screenplay.title).set("Alignment", "Center")


def _tag_data(root: ET.Element, tags: _Tags) -> None:
    data = ET.SubElement(root, "TagData")
    categories = ET.SubElement(data, "TagCategories")
    for name, number, id_, colour in sorted(CATEGORIES.values(), key=lambda c: c[1]):
        ET.SubElement(categories, "TagCategory", Color=colour, Id=id_, Name=name, Number=str(number), Style="Bold")
    definitions = ET.SubElement(data, "TagDefinitions")
    for number, ((category, label), id_) in enumerate(tags.definitions.items(), 1):
        ET.SubElement(
            definitions,
            "TagDefinition",
            CatId=CATEGORIES[category][2],
            Id=id_,
            Label=_xml_safe(label),
            Number=str(number),
        )
    numbered = ET.SubElement(data, "Tags")
    for number, ids in enumerate(tags.tags, 1):
        tag = ET.SubElement(numbered, "Tag", Number=str(number))
        for id_ in ids:
            ET.SubElement(tag, "DefId").text = id_
