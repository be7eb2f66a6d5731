"""What the programs share: Django, a tenant, its accounts, and threads that all start at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

RACERS = 32


def books(slug: str = "demo") -> int:
    """Bring the database up to date and give the tenant's id."""
    from fangcun.base.runtime import migrate_now

    migrate_now()
    from fangcun.base.api import ensure_tenant

    return ensure_tenant(slug, name="方寸影视").pk


def race(step: Callable[[int], str], *, racers: int = RACERS) -> Counter[str]:
    """What so many racers said, each with a connection of its own, all let off at one moment."""
    from django.db import connection

    from fangcun.kit.errors import FangcunError

    off, said, guard = threading.Barrier(racers), Counter[str](), threading.Lock()

    def run(number: int) -> None:
        off.wait()
        try:
            word = step(number)
        except FangcunError as error:
            word = error.code
        except Exception as error:
            word = f"broken: {error!r}"
        with guard:
            said[word] += 1
        connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(racers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said
