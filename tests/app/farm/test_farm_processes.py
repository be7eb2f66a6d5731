"""Real processes, really killed: nothing finished is redone, nothing is lost."""

from __future__ import annotations

import signal
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from conftest import children_of, is_alive, kill, said

if TYPE_CHECKING:
    from conftest import Ground


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


def gated(ground: Ground) -> list[dict[str, Any]]:
    """Two quick scenes, then two that wait for a gate, and the join: two workers come to a known halt."""
    gate = {"gate": str(ground.folder / "gate")}
    tasks = [ground.task("make", "场0"), ground.task("make", "场1")]
    tasks += [ground.task("wait", name, inputs=gate, priority=1) for name in ("场2", "场3")]
    return [*tasks, ground.task("make", "第一集", needs={str(n): n for n in range(4)})]


def at_the_gate(ground: Ground) -> bool:
    """Whether both workers wait at it."""
    return {"场2", "场3"} <= ground.count("begin").keys()


def test_a_killed_worker_is_replaced_and_only_its_task_starts_again(ground: Ground) -> None:
    driver = ground.start(gated(ground))
    ground.wait_for(lambda: at_the_gate(ground))
    kill(children_of(driver.pid)[0])
    ground.wait_for(lambda: sum(ground.count("begin").values()) == 5)
    (ground.folder / "gate").touch()
    *_, progress, last = said(driver)
    assert progress["state"] == "done"
    assert last["problems"] == []
    assert ground.count("end") == Counter(["场0", "场1", "场2", "场3", "第一集"])
    assert sum(ground.count("begin").values()) == 6


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


@pytest.mark.parametrize("second", [False, True], ids=["politely", "at once"])
def test_ctrl_c_stops_and_the_next_run_resumes(ground: Ground, second: bool) -> None:
    driver = ground.start(gated(ground))
    ground.wait_for(lambda: at_the_gate(ground))
    workers = children_of(driver.pid)
    driver.send_signal(signal.SIGINT)
    if second:
        time.sleep(0.05)
        driver.send_signal(signal.SIGINT)
    out, err = driver.communicate(timeout=20)
    assert not any(is_alive(pid) for pid in workers)
    if not second:
        assert driver.returncode == 0, err
        assert '"state": "running"' in out.splitlines()[-2]
        assert "Traceback" not in err

    (ground.folder / "gate").touch()
    *_, progress, _ = ground.run(gated(ground))
    assert progress["state"] == "done"
    assert ground.count("end") == Counter(["场0", "场1", "场2", "场3", "第一集"])


def test_two_parents_with_eight_workers_take_no_task_twice(ground: Ground) -> None:
    tasks = [ground.task("make", f"镜头{n}") for n in range(80)]
    tasks.append(ground.task("make", "全片", needs={f"{n:02}": n for n in range(80)}))
    first, second = ground.start(tasks, workers=4), ground.start(tasks, workers=4)
    *_, a, _ = said(first)
    *_, b, _ = said(second)
    assert a["state"] == b["state"] == "done"
    assert a["job_id"] == b["job_id"]
    assert ground.count("begin") == ground.count("end") == Counter([*(f"镜头{n}" for n in range(80)), "全片"])


def test_a_task_that_kills_its_worker_fails_alone(ground: Ground) -> None:
    tasks = [
        ground.task("die", "坏镜头", inputs={"times": 99}),
        ground.task("make", "依赖它", needs={"a": 0}),
        *(ground.task("make", f"好镜头{n}") for n in range(3)),
    ]
    *_, progress, last = ground.run(tasks)
    assert (progress["state"], progress["done"], progress["failed"]) == ("failed", 3, 1)
    assert ground.count("begin")["坏镜头"] == 3
    assert len(last["problems"]) == 1
    assert "坏镜头" in last["problems"][0]
