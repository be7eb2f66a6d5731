"""Kinds of task for trials. Each run leaves a line in the log that its inputs name."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fangcun.farm.api import Context, Result, task_kind
from fangcun.kit.errors import FangcunError, Kind


def _log(inputs: Mapping[str, Any], word: str) -> int:
    """Append a line; returns how many there are now of the same name and word."""
    line = f"{word} {inputs['name']}\n"
    with open(inputs["log"], "a+", encoding="utf-8") as log:
        log.write(line)
        log.flush()
        log.seek(0)
        return log.readlines().count(line)


@task_kind("trial.make", version=1)
def make(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Join the names of what it needs and its own; ``seconds`` is how long it takes."""
    _log(inputs, "begin")
    steps = int(inputs.get("seconds", 0) * 50)
    for step in range(steps):
        ctx.check()
        ctx.report(step / steps, f"第 {step} 步")
        time.sleep(0.02)
    text = "+".join([*(needs[name].values["text"] for name in sorted(needs)), inputs["name"]])
    page = ctx.folder / "page.txt"
    page.write_text(text, encoding="utf-8")
    _log(inputs, "end")
    return Result({"text": text}, {"page": ctx.keep(page)})


@task_kind("trial.nothing", version=1)
def nothing(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Give back a number."""
    return Result({"number": inputs["number"]})


@task_kind("trial.refuse", version=1)
def refuse(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Always refuse, as for wrong inputs."""
    _log(inputs, "begin")
    raise FangcunError("trial.refused", Kind.INVALID, "第 3 行的台词为空，请补上。")


@task_kind("trial.crash", version=1)
def crash(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Fail as a bug would."""
    return Result({"number": 1 // 0})


@task_kind("trial.flaky", version=1)
def flaky(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Fail as a service that is away would, until the attempt ``good_at``."""
    times = _log(inputs, "begin")
    if times < inputs["good_at"]:
        raise FangcunError("trial.away", Kind.UPSTREAM, "语音服务没有应答。")
    return Result({"times": times})


@task_kind("trial.die", version=1)
def die(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Kill the worker's own process, up to ``times`` times."""
    if _log(inputs, "begin") <= inputs["times"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return Result({"text": inputs["name"]})


@task_kind("trial.wait", version=1)
def wait(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Wait until the file ``gate`` is there."""
    _log(inputs, "begin")
    while not Path(inputs["gate"]).exists():
        ctx.check()
        time.sleep(0.02)
    _log(inputs, "end")
    return Result({"text": inputs["name"]})


@task_kind("trial.doze", version=1)
def doze(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Wait for the gate without ever checking whether to stop."""
    _log(inputs, "begin")
    while not Path(inputs["gate"]).exists():
        time.sleep(0.02)
    _log(inputs, "end")
    return Result({"text": inputs["name"]})
