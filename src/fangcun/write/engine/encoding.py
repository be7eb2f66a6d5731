"""Which encoding the bytes of a text file are in: marks first, then proof, then likelihood."""

from __future__ import annotations

from charset_normalizer import from_bytes

from fangcun.kit.errors import FangcunError, Kind, Problem, Severity

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Signs of files that are no text, whatever their name says.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"RIFF", "音视频文件"),
    (b"OggS", "音频文件"),
    (b"ID3", "MP3 音频"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"Rar!", "RAR 压缩包"),
    (b"\x7fELF", "程序"),
    (b"MZ\x90", "程序"),
    (b"SQLite format 3", "数据库"),
    (b"BM", "BMP 图片"),
)
_SAMPLE = 65536
# The commonest characters of Chinese text, simplified and traditional alike.
_COMMON = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會也你对對生能而子那得于着下自之年过過后後作里用道行所然家种事成方多经么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日夜内外内景场場集第：，。！？"
)


def decode(data: bytes) -> tuple[str, str, list[Problem]]:
    """The text in ``data``, the name of its encoding, and problems met.

    Raises FangcunError ``script.empty`` for nothing and ``script.binary`` for what is no text.
    """
    if not data.strip(b"\x00 \t\r\n\x0c") or data in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        raise FangcunError("script.empty", Kind.INVALID, "文件是空的。请检查是否选对了文件，或是否保存成功。")
    for bom, name in _BOMS:
        if data.startswith(bom):
            text, problems = _decode_as(data, name)
            return text.removeprefix("\ufeff"), name, problems
    _refuse_magic(data)
    if (wide := _guess_utf16(data)) is not None:
        return (*_named(data, wide),)
    if b"\x00" in data:
        raise _binary("二进制文件")
    try:
        return data.decode("utf-8"), "utf-8", _refuse_controls(data)
    except UnicodeDecodeError as error:
        broken = error
    _refuse_controls(data)
    if data[: broken.start].count(b"\xe4") + data[: broken.start].count(b"\xe5") > 50 and broken.start > 300:
        good = data.decode("utf-8", "ignore")
        if len(data) - len(good.encode()) <= max(8, len(data) // 2000):
            return (*_named(data, "utf-8"),)
    name = _guess_chinese(data)
    return (*_named(data, name),)


def _named(data: bytes, name: str) -> tuple[str, str, list[Problem]]:
    text, problems = _decode_as(data, name)
    return text, name, problems


def _decode_as(data: bytes, name: str) -> tuple[str, list[Problem]]:
    try:
        return data.decode(name), []
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
    at = text.find("\ufffd")
    line = text.count("\n", 0, at) + 1
    count = text.count("\ufffd")
    return text, [
        Problem(
            "script.unreadable",
            Severity.WARNING,
            f"按 {name} 解码时有 {count} 处字节读不出来，已用“\ufffd”代替。",
            line,
            at - text.rfind("\n", 0, at),
            text[max(0, at - 12) : at + 12].strip(),
            "请用原软件另存为 UTF-8 再试。",
        )
    ]


def _refuse_magic(data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:64]):
            raise _binary(what)
    if data[4:8] == b"ftyp":
        raise _binary("视频文件")


def _binary(what: str) -> FangcunError:
    return FangcunError(
        "script.binary",
        Kind.INVALID,
        f"这不是文字文件，而是{what}。请上传剧本的 .docx、.txt、.pdf、.fountain 或 .fdx。",
        found=what,
    )


def _refuse_controls(data: bytes) -> list[Problem]:
    sample = data[:_SAMPLE]
    controls = sum(sample.count(bytes([c])) for c in range(32) if c not in (9, 10, 11, 12, 13, 26, 27))
    if controls * 50 > len(sample):
        raise _binary("二进制文件")
    return []


def _guess_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of line ends, spaces and ASCII is zero, and always the same one."""
    sample = data[: _SAMPLE & ~1]
    if b"\x00" not in sample or len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 4 * others and zeros:
            try:
                text = sample.decode(name)
            except UnicodeDecodeError:
                continue
            if sum(c.isprintable() or c.isspace() for c in text) > len(text) * 0.97:
                return name
    return None


def _guess_chinese(data: bytes) -> str:
    sample = data[:_SAMPLE]
    best: tuple[float, str] = (-1.0, "gb18030")
    for name in ("gb18030", "big5hkscs"):
        text = sample.decode(name, "replace")
        bad = text[:-1].count("\ufffd")
        wide = sum(c > "\x7f" for c in text) or 1
        score = sum(c in _COMMON for c in text) / wide - 4 * bad / wide
        if score > best[0] + 0.05:
            best = (score, name)
    if best[0] > 0.12:
        return "big5" if best[1] == "big5hkscs" else best[1]
    found = from_bytes(sample).best()
    if found is None:
        if sample.decode("gb18030", "replace")[:-1].count("\ufffd") * 50 < len(sample):
            return "gb18030"
        raise _binary("二进制文件")
    return found.encoding
