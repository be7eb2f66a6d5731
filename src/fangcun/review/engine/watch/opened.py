"""Opening a file that somebody sent: as a film or sound of its own, never as a list of other files or addresses.

FFmpeg also opens playlists, scripts of files and network streams. What comes for review may be none of them: it could
have the machine read its own files or call addresses.
"""

from __future__ import annotations

from pathlib import Path

import av

_WRAPPERS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,live_flv,asf,ogg,mxf,rm,ivf,h264,hevc,obu,"
    "wav,w64,mp3,aac,flac,aiff,amr,caf"
)
_OPTIONS = {"format_whitelist": _WRAPPERS, "protocol_whitelist": "file"}


def open_film(path: Path) -> av.container.InputContainer:
    """The file, opened. Raises OSError or av.error.FFmpegError for what is no film or sound."""
    return av.open(f"file:{path}", options=_OPTIONS, metadata_errors="replace")
