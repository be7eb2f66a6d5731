"""Names that people and their files bring along, made safe to keep and to show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

from fangcun.kit.errors import FangcunError, Kind

MOST_NAME = 120
MOST_FILE_NAME = 200
TEXT_FORMATS = frozenset({"txt", "md", "fountain"})
# Addresses of pages that stand beside the productions'.
RESERVED = frozenset({"new", "upload", "check", "archive"})


def clean_name(name: str) -> str:
    """A production's name in one line, without control or direction characters. Raises ``production.name``."""
    tidy = " ".join(_visible(name).split())
    if not tidy:
        raise FangcunError("production.name", Kind.INVALID, "剧名不能为空，请写上剧名再保存。")
    if len(tidy) > MOST_NAME:
        message = f"剧名有 {len(tidy)} 字，超过 {MOST_NAME} 字，请缩短后再保存。"
        raise FangcunError("production.name", Kind.INVALID, message)
    return tidy


def clean_file_name(name: str) -> str:
    """The last part of a file name, at most 200 characters, its suffix kept; ``script.txt`` when nothing is left."""
    last = PurePosixPath(_visible(name).replace("\\", "/")).name.strip(" .")
    last = re.sub(r'[<>:"|?*]', "_", last)
    if not last:
        return "script.txt"
    suffix = PurePosixPath(last).suffix[:20]
    return last if len(last) <= MOST_FILE_NAME else last[: MOST_FILE_NAME - len(suffix)] + suffix


def name_from_file(file_name: str) -> str:
    """A production's name out of a file name: ``《归来》第3稿.docx`` gives ``归来``."""
    stem = PurePosixPath(file_name).stem
    titled = re.search(r"《([^》]+)》", stem)
    if titled:
        stem = titled[1]
    stem = re.sub(
        r"[\s_\-（(【\[]*(第?[0-9一二三四五六七八九十]+(稿|版)|终稿|定稿|剧本|v\d+)[）)】\]]*$", "", stem, flags=re.I
    )
    return " ".join(_visible(stem).replace("_", " ").split())[:MOST_NAME] or "未命名剧本"


def text_format(file_name: str) -> str:
    """The format under which a text is read: its suffix, where that is a text format, else ``txt``."""
    suffix = PurePosixPath(clean_file_name(file_name)).suffix.lower().lstrip(".")
    return suffix if suffix in TEXT_FORMATS else "txt"


def make_slug(name: str, *, taken: Collection[str]) -> str:
    """An address for a name, Chinese kept, different from all ``taken`` ones."""
    folded = unicodedata.normalize("NFKC", name).lower()
    base = re.sub(r"[^\w]+", "-", folded).strip("-_")[:60] or "script"
    slug, n = base, 2
    while slug in taken or slug in RESERVED:
        slug, n = f"{base}-{n}", n + 1
    return slug


def _visible(text: str) -> str:
    """NFC text without control, format and surrogate characters; line ends become spaces."""
    composed = unicodedata.normalize("NFC", re.sub(r"[\r\n\t]+", " ", text))
    return "".join(c for c in composed if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
