"""Real processes, really killed: nothing finished is redone, nothing is lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from farm_trial.ground import Ground, children_of, environment_of, is_alive, kill, said


def series(ground: Ground, *, scenes: int, seconds: float) -> list[dict[str, Any]]:
    """Scenes, and an episode that joins them."""
    tasks = [ground.task("make", f"场{n}", inputs={"seconds": seconds}) for n in range(scenes)]
    return [*tasks, ground.task("make", "第一集", needs={f"{n:02}": n for n in range(scenes)})]


def test_a_job_runs_each_task_once_and_a_second_run_runs_none(ground: Ground) -> None:
    tasks = series(ground, scenes=6, seconds=0.1)
    *progress, last = ground.run(tasks)
    assert ground.count("end") == Counter([f"场{n}" for n in range(6)] + ["第一集"])
    assert last["values"][-1] == {"text": "场0+场1+场2+场3+场4+场5+第一集"}
    assert [p["done"] for p in progress] == sorted(p["done"] for p in progress)
    assert [p["fraction"] for p in progress] == sorted(p["fraction"] for p in progress)
    assert progress[-1]["state"] == "done"
    assert any(p["running"] for p in progress)

    *again, repeated = ground.run(tasks)
    assert repeated == last
    assert (again[-1]["done"], again[-1]["cached"]) == (7, 7)
    assert sum(ground.count("begin").values()) == 7


def gated(ground: Ground, *, kind: str = "wait") -> list[dict[str, Any]]:
    """Two quick scenes, then two that wait for a gate, and the join: two workers come to a known halt."""
    gate = {"gate": str(ground.folder / "gate")}
    tasks = [ground.task("make", "场0"), ground.task("make", "场1")]
    tasks += [ground.task(kind, name, inputs=gate, priority=1) for name in ("场2", "场3")]
    return [*tasks, ground.task("make", "第一集", needs={str(n): n for n in range(4)})]


def at_the_gate(ground: Ground) -> bool:
    """Whether both workers wait at it."""
    return {"场2", "场3"} <= ground.count("begin").keys()


def test_a_killed_parent_takes_its_workers_along_and_the_next_run_resumes(ground: Ground) -> None:
    driver = ground.start(gated(ground))
    ground.wait_for(lambda: at_the_gate(ground))
    workers = children_of(driver.pid)
    kill(driver.pid)
    driver.communicate(timeout=10)
    ground.wait_for(lambda: not any(is_alive(pid) for pid in workers), seconds=5)

    (ground.folder / "gate").touch()
    *progress, _ = ground.run(gated(ground))
    assert (progress[0]["done"], progress[0]["cached"]) == (2, 0)
    assert progress[-1]["state"] == "done"
    assert ground.count("end") == Counter(["场0", "场1", "场2", "场3", "第一集"])


def test_ctrl_c_stops_at_the_next_check_and_keeps_what_is_finished(ground: Ground) -> None:
    driver = ground.start(gated(ground))
    ground.wait_for(lambda: at_the_gate(ground))
    workers = children_of(driver.pid)
    driver.send_signal(signal.SIGINT)
    out, err = driver.communicate(timeout=20)
    assert (driver.returncode, err) == (0, "")
    assert not any(is_alive(pid) for pid in workers)
    last = json.loads(out.splitlines()[-2])
    assert (last["state"], last["done"], last["running"]) == ("running", 2, [])


def test_a_second_ctrl_c_kills_and_the_next_run_resumes(ground: Ground) -> None:
    driver = ground.start(gated(ground, kind="doze"))
    ground.wait_for(lambda: at_the_gate(ground))
    workers = children_of(driver.pid)
    driver.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert driver.poll() is None, "the doze never looks up, so the first is not enough"
    driver.send_signal(signal.SIGINT)
    driver.communicate(timeout=5)
    assert driver.returncode != 0
    assert not any(is_alive(pid) for pid in workers)

    (ground.folder / "gate").touch()
    *_, progress, _ = ground.run(gated(ground, kind="doze"))
    assert progress["state"] == "done"
    assert ground.count("end") == Counter(["场0", "场1", "场2", "场3", "第一集"])


def test_two_parents_share_one_job(ground: Ground) -> None:
    tasks = [ground.task("make", f"镜头{n}") for n in range(60)]
    tasks.append(ground.task("make", "全片", needs={f"{n:02}": n for n in range(60)}))
    first, second = ground.start(tasks), ground.start(tasks)
    *_, a, _ = said(first)
    *_, b, _ = said(second)
    assert a["state"] == b["state"] == "done"
    assert a["job_id"] == b["job_id"]
    assert ground.count("begin") == ground.count("end") == Counter([*(f"镜头{n}" for n in range(60)), "全片"])


def test_a_killed_worker_is_replaced_and_a_task_that_always_kills_its_worker_fails_alone(ground: Ground) -> None:
    tasks = [
        ground.task("die", "坏镜头", inputs={"times": 99}),
        ground.task("die", "险镜头", inputs={"times": 1}),
        *(ground.task("make", f"好镜头{n}") for n in range(4)),
        ground.task("make", "坏集", needs={"a": 0}),
        ground.task("make", "好集", needs={"a": 1, "b": 2}),
    ]
    *_, progress, last = ground.run(tasks)
    assert (progress["state"], progress["done"], progress["failed"]) == ("failed", 6, 1)
    assert ground.count("begin") == Counter({"坏镜头": 3, "险镜头": 2, "好集": 1} | {f"好镜头{n}": 1 for n in range(4)})
    (problem,) = last["problems"]
    assert problem == (
        "“坏镜头”没有完成（试了 3 次）：执行它的进程中途消失（被终止、内存不足或断电）。因此另有 1 项未能进行。"
    )


def test_farm_work_does_what_others_ask_for_until_it_is_stopped(ground: Ground) -> None:
    farm = ground.call("fangcun", "farm", "work", "--workers", "1", "--json")
    tasks = series(ground, scenes=2, seconds=0)
    assert said(ground.start(tasks, workers=0)) == []
    ground.wait_for(lambda: ground.count("end")["第一集"])
    jobs = ["-m", "fangcun", "farm", "jobs", "--json"]

    def closed() -> bool:
        answer = subprocess.run([sys.executable, *jobs], env=ground.environment, capture_output=True, check=True)
        return [row["state"] for row in json.loads(answer.stdout)] == ["done"]

    ground.wait_for(closed)
    farm.send_signal(signal.SIGINT)
    out, err = farm.communicate(timeout=20)
    assert (json.loads(out), err) == ({"workers": 1, "stopped": True}, "")


def test_eight_claimers_take_no_task_twice(ground: Ground) -> None:
    (said_at_end,) = said(ground.call("farm_trial.claimers"))
    assert said_at_end == {"taken": 400, "different": 400, "done": 400, "claimers": 8}


def test_two_first_starts_at_once_both_find_a_database(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    code = "from fangcun.base.runtime import start; start(); from fangcun.farm.api import jobs; assert jobs() == []"
    environment = environment_of(tmp_path / "home", "")
    starts = [subprocess.Popen([sys.executable, "-c", code], env=environment) for _ in range(2)]
    assert [start.wait(timeout=60) for start in starts] == [0, 0]
