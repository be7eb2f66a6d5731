"""Bytes by their digest. Written once, never changed; the same bytes are kept once."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import fsspec

from fangcun.config import config
from fangcun.kit import digest
from fangcun.kit.errors import FangcunError, Kind


class BlobStore:
    """A content-addressed store behind an fsspec URL; ``ab/cd/abcd…`` below its root."""

    def __init__(self, url: str) -> None:
        self._fs, self._root = fsspec.core.url_to_fs(url)
        self._local = "file" in self._fs.protocol or self._fs.protocol == "file"
        self._copies = Path(tempfile.gettempdir()) / f"fangcun-blobs-{os.getuid() if hasattr(os, 'getuid') else 0}"

    def _place(self, name: digest.Digest) -> str:
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise FangcunError("blob.name", Kind.INVALID, f"“{name[:80]}”不是内容摘要。")
        return f"{self._root}/{name[:2]}/{name[2:4]}/{name}"

    def has(self, name: digest.Digest) -> bool:
        """Whether the bytes of this digest are here."""
        return bool(self._fs.exists(self._place(name)))

    def put(self, data: bytes) -> digest.Digest:
        """Keep ``data``; returns its digest."""
        name = digest.of_bytes(data)
        if not self.has(name):
            self._arrive(name, lambda part: self._fs.pipe_file(part, data))
        return name

    def put_file(self, path: Path) -> digest.Digest:
        """Keep a file's bytes (the file stays); returns their digest."""
        name = digest.of_file(path)
        if not self.has(name):
            self._arrive(name, lambda part: self._fs.put_file(str(path), part))
        return name

    def _arrive(self, name: digest.Digest, write: Any) -> None:
        # A reader must never see half a blob: write aside, then move into place in one step. A store without rename
        # (S3) uploads whole objects or nothing, and its move is a copy of a finished object.
        place = self._place(name)
        part = f"{place}.{uuid4().hex}.part"
        self._fs.makedirs(place.rsplit("/", 1)[0], exist_ok=True)
        write(part)
        if self._local:
            os.replace(part, place)
        else:
            self._fs.mv(part, place)

    def open(self, name: digest.Digest) -> IO[bytes]:
        """The bytes as a seekable stream. Raises ``blob.missing``."""
        try:
            stream: IO[bytes] = self._fs.open(self._place(name), "rb")
        except FileNotFoundError:
            raise self._missing(name) from None
        return stream

    def get(self, name: digest.Digest) -> bytes:
        """The bytes whole. Raises ``blob.missing``."""
        with self.open(name) as f:
            return f.read()

    def span(self, name: digest.Digest, *, first: int, length: int) -> bytes:
        """``length`` bytes from ``first`` on, fewer where the blob ends before. Raises ``blob.missing``."""
        try:
            if self._local:  # fsspec's own files cost twice what the reading does
                with open(self._place(name), "rb", buffering=0) as f:
                    return os.pread(f.fileno(), length, first)
            found: bytes = self._fs.cat_file(self._place(name), start=first, end=first + length)
        except FileNotFoundError:
            raise self._missing(name) from None
        return found

    def path(self, name: digest.Digest) -> Path:
        """A local file with these bytes, for libraries that want one; never write to it. Raises ``blob.missing``."""
        if not self.has(name):
            raise self._missing(name)
        if self._local:
            return Path(self._place(name))
        copy = self._copies / name
        if not copy.exists():
            self._copies.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = copy.with_suffix(f".{uuid4().hex}")
            self._fs.get_file(self._place(name), str(part))
            part.replace(copy)
        return copy

    def served_at(self, name: digest.Digest, location: str) -> str:
        """The address of a blob below a web server's internal ``location``; empty when the store is not a local folder.
        Raises ``blob.missing``."""
        if not self._local:
            return ""
        place = self._place(name)
        if not self.has(name):
            raise self._missing(name)
        return f"/{location.strip('/')}{place.removeprefix(self._root)}"

    def size(self, name: digest.Digest) -> int:
        """The number of bytes. Raises ``blob.missing``."""
        place = self._place(name)
        try:
            return os.stat(place).st_size if self._local else int(self._fs.size(place))
        except FileNotFoundError:
            raise self._missing(name) from None

    @staticmethod
    def _missing(name: digest.Digest) -> FangcunError:
        return FangcunError("blob.missing", Kind.NOT_FOUND, f"存储中没有内容 {name[:12]}…，请检查存储设置或重新生成。")


@cache
def blobs() -> BlobStore:
    """The store of this installation."""
    return BlobStore(config().blobs_url or (config().home / "blobs").resolve().as_uri())
