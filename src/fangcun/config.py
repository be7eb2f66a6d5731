"""Every setting of Fangcun, read from the environment. `docs/reference/settings.md` lists them for people."""

from __future__ import annotations

import os
import secrets
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]
"""The checkout: browser parts, examples and documentation live beside the code."""

PREFIX = "FANGCUN_"


class Config(BaseSettings):
    """The settings: ``FANGCUN_<NAME>`` in the environment, or ``FANGCUN_<NAME>_FILE`` naming a file that holds it."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    mode: Literal["site", "demo"] = Field(
        "site", description="`site` keeps every safety setting on; `demo` serves plain HTTP with known logins."
    )
    home: Path = Field(ROOT / "var", description="Folder of the database, the blobs, caches and logs.")
    database_url: str = Field("", description="PostgreSQL or SQLite URL; empty: SQLite in the home folder.")
    blobs_url: str = Field("", description="fsspec URL of the blob store (`s3://…`); empty: the home folder.")
    secret_key: str = Field("", description="Key that signs sessions and media links; empty: made once, kept at home.")
    hosts: str = Field("127.0.0.1,localhost", description="Host names the site answers to, separated by commas.")
    origins: str = Field("", description="Trusted origins for forms behind a proxy, separated by commas.")
    workers: int = Field(0, ge=0, le=256, description="Processes that draw, voice and encode; 0: one for each core.")
    upload_megabytes: int = Field(50, ge=1, le=2048, description="Largest script that may be uploaded.")
    media_minutes: int = Field(240, ge=1, description="How long a signed media link stays good.")
    kept_seconds: float = Field(
        3, ge=0, le=60, description="How late a server process may hear that a title was changed or taken down."
    )
    trusted_proxies: str = Field("", description="Addresses or networks (CIDR) of our own proxies, by commas.")
    xaccel: str = Field("", description="nginx's internal location of the blob folder; empty: serve bytes ourselves.")
    code_sender: str = Field(
        "console", description="Who carries sign-in codes: `console`, `smtp`, `http` or a plug-in."
    )
    code_url: str = Field("", description="Where that sender delivers: `smtps://user:pass@host?from=…`, `https://…`.")
    code_key: str = Field("", description="Key that signs codes handed to an HTTP gateway.")
    ad_url: str = Field("", description="Page of the advertising network, opened in a frame; empty: no advertisements.")
    ad_key: str = Field("", description="Key with which that network signs its receipts.")
    time_zone: str = Field("Asia/Shanghai", description="Time zone in which days are counted and shown.")
    producer_name: str = Field("", description="Name written into the AI label as the content's producer.")
    model_url: str = Field("", description="OpenAI-compatible endpoint for an optional second reading of scripts.")
    model_name: str = Field("", description="Model asked at that endpoint.")
    model_key: str = Field("", description="Key for that endpoint.")
    classifiers: str = Field(
        "", description="Image classifiers of the review: addresses or names, separated by blanks."
    )
    speech_url: str = Field("", description="OpenAI-compatible endpoint that hears what is spoken in a film.")
    speech_key: str = Field("", description="Key for that endpoint.")

    @property
    def demo(self) -> bool:
        """Whether the site runs for a look around on one's own machine."""
        return self.mode == "demo"


def _read_files() -> None:
    """Take ``FANGCUN_X`` from the file named by ``FANGCUN_X_FILE``, as container secrets are handed over."""
    for name in list(os.environ):
        if name.startswith(PREFIX) and name.endswith("_FILE"):
            plain = name.removesuffix("_FILE")
            if plain not in os.environ:
                os.environ[plain] = Path(os.environ[name]).read_text(encoding="utf-8").strip()


@cache
def config() -> Config:
    """The settings, read once."""
    _read_files()
    return Config()


def secret_key() -> str:
    """The signing key: the setting, else one made on the first start and kept readable by its owner only."""
    if config().secret_key:
        return config().secret_key
    path = config().home / "secret.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(path, "x", encoding="ascii", opener=lambda p, flags: os.open(p, flags, 0o600)) as f:
            f.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
