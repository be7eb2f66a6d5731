"""The base's own certificate, with which its films are signed."""

from __future__ import annotations

import fcntl

from fangcun.config import config
from fangcun.cut.engine.certificate import Certificate, certificate
from fangcun.kit import clock


def base_certificate() -> Certificate:
    """The certificate kept under the base's home, made when it is first needed.

    Put an issued chain and its key in their place to sign with that. Raises what ``certificate`` raises.
    """
    folder = config().home / "signing"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Workers that finish their first episodes at the same time must not make two certificates.
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return certificate(folder, organisation=config().producer_name or "方寸 Fangcun", now=clock.now())
