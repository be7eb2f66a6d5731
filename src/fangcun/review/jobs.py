"""The review centre's work for the farm: a film screened, and a cut's films gathered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fangcun.config import config
from fangcun.farm.api import Context, Result, task_kind
from fangcun.kit import digest
from fangcun.review.plain import plain_of


@task_kind("review.film", version=1)
def screen_film(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Screen one film. Inputs: ``film`` (a blob), ``title``, ``number`` (in its opening, may be empty), ``ai``, ``on``,
    ``classifiers`` (addresses or names), ``speech`` (the address of a service that listens, or empty).

    Values: what ``FilmScreening`` says, as plain data.
    """
    from fangcun.review.films import screen_video

    del needs
    found = screen_video(
        ctx.blob(str(inputs["film"])),
        on=date.fromisoformat(inputs["on"]),
        title=str(inputs["title"]),
        number=str(inputs["number"]),
        labelled=bool(inputs["ai"]),
        classifiers=inputs["classifiers"],
        speech=(str(inputs["speech"]), config().speech_key),  # a key is no part of what is asked
        processes=1,  # the farm's workers are the processes
        progress=ctx.report,
    )
    ctx.check()
    return Result(plain_of(found))


@task_kind("review.cut", version=1)
def gather_cut(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """What was found of all films of a cut. Values: ``episodes`` (number → screening), ``rules`` (a digest)."""
    del inputs, ctx
    episodes = {number: dict(result.values) for number, result in sorted(needs.items())}
    rules = digest.of_data(sorted({(one["rules"], one["lexicon"]) for one in episodes.values()}))
    return Result({"episodes": episodes, "rules": rules})


@task_kind("review.reading", version=1)
def read_again(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Let the configured model read a draft. Inputs: ``snapshot`` (a manuscript's blob), ``on``, ``model`` (its name).

    Values: ``findings`` (of a case, as plain data), ``problems`` (what it could not read, in words for people).
    """
    from fangcun.review.asking import required, second_reading
    from fangcun.review.engine.manuscript import from_bytes
    from fangcun.review.engine.screen import screen_of
    from fangcun.review.engine.second.as_found import found_in_reading

    del needs
    manuscript = from_bytes(ctx.blob(str(inputs["snapshot"])).read_bytes())
    on = date.fromisoformat(inputs["on"])
    reading = second_reading(
        manuscript.text,
        on=on,
        found=screen_of(on).screen(manuscript.text).findings,
        starts=[place.start for place in manuscript.scenes],
        model=required(),
    )
    ctx.check()
    found = [plain_of(one) for one in found_in_reading(reading, manuscript)]
    return Result({"findings": found, "problems": [one.message for one in reading.problems]})
