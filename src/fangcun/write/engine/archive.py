"""Zip files from strangers: read by member, in memory, never unpacked, and measured while they are read."""

from __future__ import annotations

import io
import zipfile

from fangcun.kit.errors import FangcunError, Kind

MOST_BYTES = 256 * 1024 * 1024  # of one member, unpacked
MOST_MEMBERS = 20_000
MOST_RATIO = 150  # text packs up to about 30 to 1, repeated XML up to about 100
_SMALL = 4 * 1024 * 1024  # below this no ratio hurts


class Archive:
    """The members of a zip file.

    Refuses with FangcunError ``script.too_big``, ``script.encrypted``, ``script.damaged`` or ``script.unsafe``.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise damaged() from error
        if len(infos) > MOST_MEMBERS:
            raise too_big(f"压缩包里有 {len(infos)} 个文件")
        for info in infos:
            name = info.filename.replace("\\", "/")
            if name.startswith("/") or ".." in name.split("/") or (len(name) > 1 and name[1] == ":"):
                raise FangcunError(
                    "script.unsafe",
                    Kind.INVALID,
                    f"压缩包里有指向外面的路径“{info.filename[:80]}”，不予读取。请重新导出剧本文件。",
                )
            if info.file_size > MOST_BYTES:
                raise too_big(f"“{info.filename[:80]}”声明的大小是 {info.file_size // 1_048_576} MB")
        if sum(i.file_size for i in infos) > 4 * MOST_BYTES:
            raise too_big("展开后超过 1 GB")
        self.names = [i.filename for i in infos]

    def read(self, name: str) -> bytes:
        """The bytes of a member, never more than declared limits allow whatever its header says."""
        try:
            info = self._zip.getinfo(name)
        except KeyError as error:
            raise damaged() from error
        if info.flag_bits & 1:
            raise encrypted("压缩包")
        if info.file_size > _SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size):
            raise too_big(f"“{name}”的压缩比是 {info.file_size // max(1, info.compress_size)} 比 1")
        out = bytearray()
        try:
            with self._zip.open(info) as member:
                while piece := member.read(1 << 20):
                    out += piece
                    if len(out) > MOST_BYTES or (
                        len(out) > _SMALL and len(out) > MOST_RATIO * max(1, info.compress_size)
                    ):
                        raise too_big(f"“{name}”展开后过大")
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
            raise damaged() from error
        except Exception as error:
            # zlib.error and lzma.LZMAError share no base with the above; a refusal of our own passes through.
            if isinstance(error, FangcunError):
                raise
            raise damaged() from error
        return bytes(out)


def too_big(what: str) -> FangcunError:
    """The refusal of a file that would unpack to more than a script can be."""
    return FangcunError("script.too_big", Kind.INVALID, f"{what}，不像剧本，已停止读取。请只上传剧本本身。")


def encrypted(what: str) -> FangcunError:
    """The refusal of a file with a password."""
    return FangcunError("script.encrypted", Kind.INVALID, f"{what}设有密码，无法读取。请去掉密码另存后再上传。")


def damaged() -> FangcunError:
    """The refusal of a file that is broken or cut short."""
    return FangcunError("script.damaged", Kind.INVALID, "文件已损坏或没有传完，无法读取。请重新保存或重新上传。")
