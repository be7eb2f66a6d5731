"""Script files of every kind, and files that are none."""

from __future__ import annotations

import io
import time
from pathlib import Path

import docx
import pytest
from script_files import make_pdf, make_zip
from script_view import view_block, view_scene

from fangcun.kit.errors import FangcunError
from fangcun.write.engine.reader import read

SCRIPTS = Path(__file__).parents[2] / "data" / "scripts"
SCRIPT = "第1集\n1-1 日 内 客厅\n人物：林晚\n△林晚转身。\n林晚（怒）：你好。\n第一集完\n"
SCENE = "1-1|日|日|内|客厅"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
    ],
)
def test_text_in_every_encoding(encoding: str, named: str) -> None:
    play = read(SCRIPT.encode(encoding), name="本子.txt")
    assert (play.encoding, play.format) == (named, "txt")
    assert [view_scene(s) for s in play.scenes()] == [SCENE]
    assert play.source == SCRIPT


def test_traditional_text_in_big5() -> None:
    text = "第1集\n1-1 日 內 客廳\n△林晚轉身，說不出話來。\n林晚：你們為什麼這樣對我？我還以為這個時候你會來。\n"
    assert (read(text.encode("big5"), name="a.txt").encoding, read(text.encode("big5"), name="a.txt").source) == (
        "big5",
        text,
    )


def test_a_broken_byte_is_told_and_does_not_stop_the_reading() -> None:
    play = read(SCRIPT.encode("gb18030") * 40 + b"\xff\xff", name="a.txt")
    assert "script.unreadable" in [p.code for p in play.problems]
    assert len(play.scenes()) == 40


def test_word_with_soft_breaks_and_a_cast_table() -> None:
    file = docx.Document()
    file.add_heading("《霸总归来》", 0)
    file.add_paragraph("人物小传")
    table = file.add_table(rows=3, cols=4)
    for row, cells in zip(
        table.rows,
        (("姓名", "性别", "年龄", "简介"), ("林晚", "女", "25", "总裁"), ("顾言", "男", "28岁", "律师")),
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    file.add_heading("第1集", 1)
    file.add_paragraph("1-1 日 内 客厅\n人物：林晚、顾言\n△林晚转身。\n林晚（怒）：你好。")
    table = file.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "道具", "伞、手机"
    out = io.BytesIO()
    file.save(out)
    play = read(out.getvalue(), name="本子.docx")
    assert (play.format, play.title) == ("docx", "霸总归来")
    assert [(c.name, c.sex, c.age) for c in play.characters] == [("林晚", "女", 25), ("顾言", "男", 28)]
    (scene,) = play.scenes()
    assert (view_scene(scene), scene.cast_listed, scene.props) == (SCENE, ("林晚", "顾言"), ("伞", "手机"))
    assert play.episodes[0].number == 1


def test_pdf_with_page_numbers_and_wrapped_lines() -> None:
    pages = [
        ["第1集", "1-1日内灵堂", "△林晚跪在灵堂前，手里攥着一封没有署名的信，身后", "1"],
        ["传来脚步声。", "林晚：谁？", "2"],
        ["1-2夜外街道", "△雨。", "3"],
    ]
    play = read(make_pdf(pages), name="本子.pdf")
    assert [view_scene(s) for s in play.scenes()] == ["1-1|日|日|内|灵堂", "1-2|夜|夜|外|街道"]
    assert [view_block(b) for b in play.scenes()[0].content] == [
        "△林晚跪在灵堂前，手里攥着一封没有署名的信，身后传来脚步声。",
        "林晚：谁？",
    ]


def test_final_draft_of_both_generations() -> None:
    old = read((SCRIPTS / "en-brick-and-steel.fdx").read_bytes(), name="a.fdx")
    assert [s.location for s in old.scenes()][:3] == ["BRICK'S PATIO", "TRAILER HOME", "BRICK'S POOL"]
    new = read((SCRIPTS / "en-screenplaytools-fd.fdx").read_bytes(), name="b.fdx")
    assert [(s.id, s.location, s.int_ext, s.eighths) for s in new.scenes()] == [
        ("1", "RADIO STUDIO", "内", 3),
        ("2", "OUTSIDE THE FOOD STORE", "外", 2),
    ]
    assert [view_block(b) for b in new.scenes()[0].content][1:3] == [
        "DJ（bored）：Hey everyone, this is some music that sounds kinda terrible.",
        "△Dave is at the coffee machine.",
    ]
    assert new.scenes()[0].cast_speaking == ("DJ", "DAVE", "JIM")


def test_fountain_and_its_final_draft_twin_have_the_same_scenes() -> None:
    fountain = read((SCRIPTS / "en-brick-and-steel.fountain").read_bytes(), name="a.fountain")
    fdx = read((SCRIPTS / "en-brick-and-steel.fdx").read_bytes(), name="a.fdx")
    assert fountain.title == "BRICK & STEEL FULL RETIRED"
    assert [s.location for s in fountain.scenes()] == [s.location for s in fdx.scenes()]
    assert [s.cast_speaking for s in fountain.scenes()] == [s.cast_speaking for s in fdx.scenes()]


@pytest.mark.parametrize("member", ["a.fountain", "a.textbundle/text.md", "x.textbundle/text.fountain"])
def test_highland(member: str) -> None:
    data = make_zip({"info.json": "{}", member: "INT. HOUSE - DAY\n\nMARA\nHello.\n"})
    play = read(data, name="a.highland")
    assert play.format == "highland"
    assert [view_block(b) for b in play.scenes()[0].content] == ["MARA：Hello."]


def test_celtx() -> None:
    page = (
        "<html><head><title>走</title></head><body><p class='sceneheading' scenestr='3'>INT. HOUSE - DAY</p>"
        "<p class='action'>Mara walks<br>in.</p><p class='character'>MARA</p>"
        "<p class='parenthetical'>(low)</p><p class='dialog'>Hello.</p></body></html>"
    )
    play = read(make_zip({"project.rdf": "", "script-a1.html": page}), name="a.celtx")
    assert (play.format, play.title) == ("celtx", "走")
    assert [view_scene(s) for s in play.scenes()] == ["3|DAY|日|内|HOUSE"]
    assert [view_block(b) for b in play.scenes()[0].content] == ["△Mara walks", "△in.", "MARA（low）：Hello."]


def test_fade_in() -> None:
    def para(style: str, *texts: str) -> str:
        return f"<para><style basestyle='{style}'/>{''.join(f'<text>{x}</text>' for x in texts)}</para>"

    body = para("Scene Heading", "INT. HOUSE - DAY") + para("Action", "Mara ", "runs.")
    body += para("Character", "MARA") + para("Dialogue", "Hello.")
    xml = (
        "<?xml version='1.0' encoding='UTF-8'?><document type='Open Screenplay Format document' version='40'>"
        f"<info title='走'/><paragraphs>{body}</paragraphs></document>"
    )
    play = read(make_zip({"document.xml": xml}), name="a.fadein")
    assert (play.format, play.title) == ("fadein", "走")
    assert [view_block(b) for b in play.scenes()[0].content] == ["△Mara runs.", "MARA：Hello."]


def _bomb() -> bytes:
    return make_zip({"[Content_Types].xml": "", "word/document.xml": b" " * 300_000_000})


def _lying_bomb() -> bytes:
    data = bytearray(make_zip({"word/document.xml": b" " * 40_000_000}))
    for at in (data.find(b"PK\x03\x04") + 22, data.rfind(b"PK\x01\x02") + 24):
        data[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def _locked_zip() -> bytes:
    data = bytearray(make_zip({"word/document.xml": b"<a/>"}))
    for at in (data.find(b"PK\x03\x04") + 6, data.rfind(b"PK\x01\x02") + 8):
        data[at] |= 1
    return bytes(data)


LAUGHS = (
    b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY a%d '&a;&a;&a;'>" % n for n in range(9))
    + b"]><FinalDraft><Content/></FinalDraft>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HOSTILE = {
    "nothing": (lambda: b"", "a.txt", "script.empty"),
    "blanks": (lambda: b" \n\n\t", "a.txt", "script.empty"),
    "only a byte order mark": (lambda: b"\xef\xbb\xbf", "a.txt", "script.empty"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "a.txt", "script.binary"),
    "random bytes": (lambda: bytes(range(256)) * 400, "a.txt", "script.binary"),
    "a film": (lambda: b"\x00\x00\x00\x20ftypisom" + bytes(999), "a.txt", "script.binary"),
    "a word bomb": (_bomb, "a.docx", "script.too_big"),
    "a bomb that lies about its size": (_lying_bomb, "a.docx", "script.damaged"),
    "a zip in a zip": (lambda: make_zip({"b.zip": make_zip({"c.zip": b"0" * 9999})}), "a.docx", "script.unsupported"),
    "a locked zip": (_locked_zip, "a.docx", "script.encrypted"),
    "half a zip": (lambda: make_zip({"word/document.xml": b"<a/>" * 99})[:90], "a.docx", "script.damaged"),
    "a path out of the zip": (lambda: make_zip({"../../x.fountain": "INT. A"}), "a.highland", "script.unsafe"),
    "an empty zip": (lambda: make_zip({}), "a.docx", "script.empty"),
    "a table": (lambda: make_zip({"xl/workbook.xml": "<a/>"}), "a.xlsx", "script.unsupported"),
    "entities": (lambda: LAUGHS, "a.fdx", "script.unsafe"),
    "entities in Word": (lambda: make_zip({"word/document.xml": LAUGHS}), "a.docx", "script.unsafe"),
    "entities in UTF-16": (lambda: LAUGHS.decode().encode("utf-16"), "a.fdx", "script.unsafe"),
    "deep tags": (lambda: b"<FinalDraft>" + b"<a>" * 90_000, "a.fdx", "script.unsafe"),
    "half an FDX": (lambda: (SCRIPTS / "en-brick-and-steel.fdx").read_bytes()[:3000], "a.fdx", "script.damaged"),
    "a Word file without words": (lambda: make_zip({"word/document.xml": "<a><p/></a>"}), "a.docx", "script.no_text"),
    "a PDF with a password": (lambda: make_pdf([["你好"]], encrypt=True), "a.pdf", "script.encrypted"),
    "a PDF of pictures": (lambda: make_pdf([[]] * 60), "a.pdf", "script.no_text"),
    "half a PDF": (lambda: make_pdf([["你好"]])[:400], "a.pdf", "script.damaged"),
    "an old Word file": (lambda: OLE + "WordDocument".encode("utf-16-le"), "a.doc", "script.unsupported"),
    "a Word file with a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "script.encrypted"),
    "RTF": (lambda: b"{\\rtf1\\ansi hello}", "a.rtf", "script.unsupported"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_script_is_refused_clearly_and_at_once(what: str) -> None:
    make, name, code = HOSTILE[what]
    data = make()
    start = time.perf_counter()
    with pytest.raises(FangcunError) as caught:
        read(data, name=name)
    assert time.perf_counter() - start < 1.0
    assert caught.value.code == code
    assert len(caught.value.message) > 8
