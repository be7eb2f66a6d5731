"""What a file is, by its content first and its name second, and the text in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from fangcun.kit.errors import FangcunError, Kind, Problem
from fangcun.write.engine import celtx
from fangcun.write.engine.archive import Archive, damaged, encrypted, too_big
from fangcun.write.engine.docx import read_docx
from fangcun.write.engine.encoding import decode
from fangcun.write.engine.fdx import Extract, read_fdx, read_osf
from fangcun.write.engine.western import Hint

MOST_BYTES = 512 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOUNTAIN = (".fountain", ".spmd", ".ftn")
_MARKDOWN = (".md", ".markdown", ".mdown")


@dataclass(slots=True)
class Content:
    """The text of a file, and what the file itself knew of it."""

    text: str
    format: str
    encoding: str | None = None
    title: str | None = None
    hints: Sequence[Hint] | None = None
    eighths: dict[int, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def open_file(data: bytes, *, name: str) -> Content:
    """The text in ``data``; ``name`` decides only what content leaves open. Raises FangcunError in clear cases."""
    if len(data) > MOST_BYTES:
        raise too_big(f"文件有 {len(data) // 1_048_576} MB")
    if not data.strip(b"\x00 \t\r\n"):
        raise FangcunError("script.empty", Kind.INVALID, "文件是空的。请检查是否选对了文件，或是否保存成功。")
    head = data[:1024]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _open_zip(Archive(data))
    if b"%PDF-" in head:
        return _open_pdf(data)
    if head.startswith(_OLE):
        raise _refuse_ole(data)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise _unsupported("RTF 文件")
    extension = name[name.rfind(".") :].lower() if "." in name else ""
    if _is_xml(head):
        return _open_xml(data)
    text, encoding, problems = decode(data)
    if _is_xml(text[:400].encode()):
        return _open_xml(text.encode(), declared=False)
    if extension in _FOUNTAIN:
        kind = "fountain"
    elif extension in _MARKDOWN:
        kind = "md"
    else:
        kind = (
            "fountain"
            if re.match(r"\s*Title:[^\n]*\n(?:.*\n){0,12}?(?:Author|Credit|Draft date|Contact)s?:", text)
            else "txt"
        )
    return Content(text, kind, encoding, problems=problems)


def _is_xml(head: bytes) -> bool:
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    return start.startswith((b"<?xml", b"<FinalDraft", b"<document"))


def _open_xml(data: bytes, *, declared: bool = True) -> Content:
    if not declared:
        data = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data)
    flat = data[:65536].replace(b"\x00", b"")
    if b"<FinalDraft" in flat or b"<!DOCTYPE" in flat or b"<!ENTITY" in flat:
        return _from_extract(read_fdx(data), "fdx")
    if b"Open Screenplay Format" in flat or b"<paragraphs" in flat:
        return _from_extract(read_osf(data), "fadein")
    raise _unsupported("XML 文件，但不是 Final Draft 或 Open Screenplay Format")


def _from_extract(found: Extract, format: str) -> Content:
    if not found.text.strip():
        raise FangcunError("script.no_text", Kind.INVALID, "文件里没有剧本文字。请在编剧软件里打开检查后重新保存。")
    return Content(found.text, format, None, found.title, found.hints, found.eighths)


def _open_zip(archive: Archive) -> Content:
    names = archive.names
    if "word/document.xml" in names:
        text = read_docx(archive)
        if not text.strip():
            raise FangcunError(
                "script.no_text", Kind.INVALID, "Word 文件里没有文字（可能只有图片）。请上传有文字的剧本。"
            )
        return Content(text, "docx")
    if celtx.script_names(archive):
        return _from_extract(celtx.read_celtx(archive), "celtx")
    for n in names:
        if n.rsplit("/", 1)[-1] == "document.xml":
            return _from_extract(read_osf(archive.read(n)), "fadein")
    plain = [n for n in names if n.lower().endswith((*_FOUNTAIN, *_MARKDOWN)) and not n.startswith("__MACOSX")]
    if plain:
        inner = min(plain, key=lambda n: (not n.rsplit("/", 1)[-1].startswith("text."), len(n)))
        text, encoding, problems = decode(archive.read(inner))
        return Content(text, "highland", encoding, problems=problems)
    if not names:
        raise FangcunError("script.empty", Kind.INVALID, "压缩包是空的。请检查是否选对了文件。")
    if any(n.startswith(("xl/", "ppt/")) for n in names):
        raise _unsupported("Office 表格或幻灯片")
    raise _unsupported("压缩包，里面没有认得的剧本")


def _open_pdf(data: bytes) -> Content:
    # The PDF library costs 0.2 s to load, which every other kind of file would pay for.
    from fangcun.write.engine.pdf import read_pdf  # noqa: PLC0415

    return Content(read_pdf(data), "pdf")


def _refuse_ole(data: bytes) -> FangcunError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return encrypted("Word 文件")
    if "WordDocument".encode("utf-16-le") in data:
        return FangcunError(
            "script.unsupported",
            Kind.INVALID,
            "这是旧版 Word 的 .doc 文件。请在 Word 或 WPS 里另存为 .docx 再上传。",
            found="doc",
        )
    return _unsupported("旧版 Office 文件")


def _unsupported(what: str) -> FangcunError:
    return FangcunError(
        "script.unsupported",
        Kind.INVALID,
        f"这是{what}，暂不能读取。请另存为 .docx、.txt、.pdf、.fountain 或 .fdx 再上传。",
        found=what,
    )


__all__ = ["Content", "damaged", "open_file"]
