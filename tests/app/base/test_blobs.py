"""Bytes are kept by their digest, once, whole or not at all, wherever the store lives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fangcun.base.api import BlobStore
from fangcun.kit import digest
from fangcun.kit.errors import FangcunError


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    """A local folder, and a store that only fsspec knows, as S3 would be."""
    return BlobStore(tmp_path.as_uri() if request.param == "folder" else f"memory://{tmp_path.name}")


def test_what_is_put_comes_back_under_its_digest(store: BlobStore) -> None:
    name = store.put("第一场".encode())
    assert name == digest.of_bytes("第一场".encode())
    assert store.get(name).decode() == "第一场"
    assert store.size(name) == len("第一场".encode())
    assert store.path(name).read_bytes().decode() == "第一场"


def test_the_same_bytes_are_kept_once(store: BlobStore, tmp_path: Path) -> None:
    first = store.put(b"same")
    (tmp_path / "upload.bin").write_bytes(b"same")
    assert store.put_file(tmp_path / "upload.bin") == first


def test_a_stream_can_be_read_from_the_middle(store: BlobStore) -> None:
    with store.open(store.put(b"0123456789")) as stream:
        stream.seek(4)
        assert stream.read(3) == b"456"


def test_what_is_not_there_is_said(store: BlobStore) -> None:
    for read in (store.get, store.open, store.size, store.path):
        with pytest.raises(FangcunError, match="存储中没有内容"):
            read("0" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "ABC", "g" * 64, "0" * 63])
def test_a_name_that_is_no_digest_reaches_no_file(store: BlobStore, name: str) -> None:
    with pytest.raises(FangcunError, match="不是内容摘要"):
        store.has(name)


def test_a_writer_that_dies_leaves_no_half_blob(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = BlobStore(tmp_path.as_uri())

    def die(*args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", die)
    with pytest.raises(OSError, match="disk full"):
        store.put(b"whole or nothing")
    monkeypatch.undo()
    assert not store.has(digest.of_bytes(b"whole or nothing"))
