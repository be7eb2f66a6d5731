"""``python -m till_trial.stage_kill``: a long priced title and viewers with coins; prints their session cookies."""

from __future__ import annotations

import json
import sys

from ledger_trial.stage import books as prepare

EPISODES, VIEWERS = 40, 8


def main() -> None:
    """Prepare and tell."""
    prepare()
    from importlib import import_module

    from air_house import House
    from django.conf import settings
    from till_stage import give, visitor

    from fangcun.air.account.viewers import DEVICE_KEY, GUEST_KEY
    from fangcun.air.till.pricing import set_fare
    from fangcun.base.api import system_actor

    house = House(system_actor("demo"))
    for number in range(1, EPISODES + 1):
        house.publish(number)
    set_fare(house.actor, slug="lamp", free=0, coins=20)
    sessions = import_module(settings.SESSION_ENGINE)
    cookies = {}
    for n in range(VIEWERS):
        session = sessions.SessionStore()
        session[GUEST_KEY], session[DEVICE_KEY] = f"viewer-{n}", f"device-{n}"
        session.save()
        who = visitor(f"guest:viewer-{n}")
        give(who, 20 * EPISODES)
        cookies[who.viewer.key] = session.session_key
    json.dump({"cookies": cookies, "cookie": settings.SESSION_COOKIE_NAME}, sys.stdout)


if __name__ == "__main__":
    main()
