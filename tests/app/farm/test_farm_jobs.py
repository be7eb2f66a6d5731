"""Jobs in one process: what is asked for, shared, cached, given up, tried again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import farm_trial.jobs
import pytest

from fangcun.base.api import blobs, create_tenant, system_actor
from fangcun.base.contracts import Actor
from fangcun.base.models import OutboxEvent
from fangcun.farm.api import (
    Result,
    Task,
    attempts_of,
    cancel,
    forget,
    jobs,
    problems_of,
    progress_of,
    result_of,
    results_of,
    retry,
    run_here,
    submit,
)
from fangcun.farm.services.leases import claim, complete, heartbeat
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError

pytestmark = pytest.mark.django_db

Make = Callable[..., Task]


@pytest.fixture
def actor() -> Actor:
    """A producer's tenant."""
    create_tenant("crew", name="一号剧组")
    return system_actor("crew")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the tasks of a test leave their lines."""
    return tmp_path / "log.txt"


@pytest.fixture
def make(log: Path) -> Make:
    """Makes tasks of the trial kinds: ``make("场1", kind="refuse", needs=[…], **inputs)``."""

    def make(name: str, *, kind: str = "make", needs: list[Task] | None = None, priority: int = 0, **more: Any) -> Task:
        inputs = {"name": name, "log": str(log)} | more
        keys = {f"{n:02}": task.key for n, task in enumerate(needs or [])}
        return Task(f"trial.{kind}", inputs, needs=keys, title=name, priority=priority)

    return make


def began(log: Path) -> list[str]:
    """The names of the tasks that were begun, in order."""
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return [line.removeprefix("begin ") for line in lines if line.startswith("begin ")]


def events(name: str) -> list[dict[str, Any]]:
    """The facts of a name that were told."""
    return list(OutboxEvent.objects.filter(name=name).order_by("id").values_list("data", flat=True))


def test_a_diamond_joins_what_its_arms_made(actor: Actor, make: Make, log: Path) -> None:
    top = make("剧本")
    left, right = make("画面", needs=[top]), make("配音", needs=[top])
    end = make("成片", needs=[left, right])
    job = submit([end, right, left, top], title="第一集", by=actor)
    assert run_here(job).state == "done"
    assert result_of(end.key).values == {"text": "剧本+画面+剧本+配音+成片"}
    assert blobs().get(result_of(end.key).files["page"]).decode() == "剧本+画面+剧本+配音+成片"
    assert Counter(began(log)) == Counter(["剧本", "画面", "配音", "成片"])


def test_one_changed_scene_redoes_that_scene_and_the_join(actor: Actor, make: Make, log: Path) -> None:
    def series(second: str) -> list[Task]:
        scenes = [make("场一"), make("场二", line=second), make("场三")]
        return [*scenes, make("第一集", needs=scenes)]

    run_here(submit(series("你来了。"), title="初稿", by=actor))
    run_here(submit(series("你终于来了。"), title="二稿", by=actor))
    assert Counter(began(log)) == Counter({"场一": 1, "场二": 2, "场三": 1, "第一集": 2})


def test_all_cached_is_done_at_once(actor: Actor, make: Make) -> None:
    tasks = [make("场一"), make("场二")]
    run_here(submit(tasks, title="初稿", by=actor))
    again = progress_of(submit(tasks, title="初稿", by=actor))
    assert (again.state, again.total, again.done, again.cached, again.ran, again.fraction) == ("done", 2, 2, 2, 0, 1.0)


def test_nothing_to_do_is_done(actor: Actor) -> None:
    assert progress_of(submit([], title="空", by=actor)).state == "done"


def test_what_only_a_cached_target_needs_is_left_alone(actor: Actor, make: Make, log: Path) -> None:
    scene = make("场一")
    episode = make("第一集", needs=[scene])
    run_here(submit([scene, episode], title="初稿", by=actor, targets=[episode.key]))
    blob = blobs().path(result_of(scene.key).files["page"])
    blob.unlink()
    run_here(submit([scene, episode], title="初稿", by=actor, targets=[episode.key]))
    assert began(log) == ["场一", "第一集"]


def test_a_result_whose_bytes_are_gone_is_made_again(actor: Actor, make: Make, log: Path) -> None:
    scene = make("场一")
    run_here(submit([scene], title="初稿", by=actor))
    name = result_of(scene.key).files["page"]
    blobs().path(name).unlink()
    assert run_here(submit([scene], title="初稿", by=actor)).ran == 1
    assert blobs().has(name)
    assert began(log) == ["场一", "场一"]


def test_a_need_may_be_cached_and_not_given(actor: Actor, make: Make) -> None:
    scene = make("场一")
    run_here(submit([scene], title="初稿", by=actor))
    episode = make("第一集", needs=[scene])
    assert run_here(submit([episode], title="合成", by=actor)).state == "done"
    assert result_of(episode.key).values == {"text": "场一+第一集"}


def test_earlier_episodes_go_first(actor: Actor, make: Make, log: Path) -> None:
    tasks = [make(f"第{n}集", priority=n) for n in (3, 1, 2)]
    run_here(submit(tasks, title="全剧", by=actor))
    assert began(log) == ["第1集", "第2集", "第3集"]


def test_asking_for_what_is_under_way_joins_it(actor: Actor, make: Make) -> None:
    tasks = [make("场一"), make("场二")]
    first = submit(tasks, title="初稿", by=actor)
    assert submit(tasks, title="初稿", by=actor) == first
    assert submit(tasks[:1], title="别的", by=actor) != first


def test_a_task_of_two_jobs_runs_once_and_ends_both(actor: Actor, make: Make, log: Path) -> None:
    shared = make("场一")
    first = submit([shared, make("第一集", needs=[shared])], title="长版", by=actor)
    create_tenant("other", name="二号剧组")
    second = submit([shared], title="短版", by=system_actor("other"))
    assert run_here(first).state == "done"
    assert run_here(second).state == "done"
    assert began(log) == ["场一", "第一集"]


def test_a_failure_stops_only_what_depends_on_it(actor: Actor, make: Make, log: Path) -> None:
    bad, good = make("坏场", kind="refuse"), make("好场")
    first, second = make("第一集", needs=[bad]), make("第二集", needs=[good])
    trailer = make("预告", needs=[first, second])
    job = submit([bad, good, first, second, trailer], title="全剧", by=actor)
    progress = run_here(job)
    assert (progress.state, progress.done, progress.failed) == ("failed", 2, 1)
    assert began(log) == ["坏场", "好场", "第二集"]
    (problem,) = problems_of(job)
    assert problem.code == "trial.refused"
    assert problem.message == "“坏场”没有完成：第 3 行的台词为空，请补上。因此另有 2 项未能进行。"
    assert problem.data["blocked"] == ["第一集", "预告"]


def test_a_bug_is_told_with_its_trace(actor: Actor, make: Make) -> None:
    job = submit([make("镜头", kind="crash")], title="试", by=actor)
    assert run_here(job).state == "failed"
    (attempt,) = attempts_of(job)
    assert "ZeroDivisionError" in problems_of(job)[0].message
    assert "return Result({" in attempt["detail"]


def test_outside_trouble_is_tried_again(actor: Actor, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fangcun.farm.services.leases.wait_before", lambda attempt: timedelta(0))
    job = submit([make("配音", kind="flaky", good_at=3)], title="试", by=actor)
    assert run_here(job).state == "done"
    assert [a["outcome"] for a in attempts_of(job)] == ["failed", "failed", "done"]


def test_outside_trouble_that_stays_is_told_once(
    actor: Actor, make: Make, monkeypatch: pytest.MonkeyPatch, log: Path
) -> None:
    monkeypatch.setattr("fangcun.farm.services.leases.wait_before", lambda attempt: timedelta(0))
    job = submit([make("配音", kind="flaky", good_at=4)], title="试", by=actor)
    assert run_here(job).state == "failed"
    assert problems_of(job)[0].message == "“配音”没有完成（试了 3 次）：语音服务没有应答。"
    retry(job, by=actor)
    assert run_here(job).state == "done"
    assert problems_of(job) == []
    assert len(began(log)) == 4


def test_a_cancelled_job_keeps_what_is_finished_and_can_be_taken_up(actor: Actor, make: Make, log: Path) -> None:
    tasks = [make("场一"), make("场二"), make("场三")]
    job = submit(tasks, title="初稿", by=actor)
    running = [claim("w1"), claim("w1")]
    assert running[0]
    assert running[1]
    made = Result({"text": "场一"})
    assert complete(running[0], made)
    cancel(job, by=actor)
    assert progress_of(job).state == "cancelled"
    assert not heartbeat(running[1])
    assert claim("w2") is None
    assert complete(running[1], made), "what ends well all the same is kept"
    with pytest.raises(FangcunError, match="已经结束"):
        cancel(job, by=actor)
    retry(job, by=actor)
    assert run_here(job).state == "done"
    assert began(log) == ["场三"]


def test_cancelling_one_job_leaves_the_work_of_another(actor: Actor, make: Make, log: Path) -> None:
    shared = make("场一")
    first = submit([shared, make("场二")], title="甲", by=actor)
    second = submit([shared], title="乙", by=actor)
    cancel(first, by=actor)
    assert run_here(second).state == "done"
    assert began(log) == ["场一"]


def test_jobs_of_another_tenant_are_not_there(actor: Actor, make: Make) -> None:
    job = submit([make("场一")], title="初稿", by=actor)
    stranger = system_actor(create_tenant("other", name="二号剧组").slug)
    for act in (cancel, retry):
        with pytest.raises(FangcunError, match=f"没有编号为 {job} 的作业"):
            act(job, by=stranger)
    assert jobs(tenant_id=stranger.tenant_id) == []
    assert [p.job_id for p in jobs(tenant_id=actor.tenant_id)] == [job]


def test_the_end_of_targets_and_of_the_job_is_told(actor: Actor, make: Make) -> None:
    scene = make("场一")
    episode = make("第一集", needs=[scene])
    for ran in (2, 0):
        job = submit([scene, episode], title="全剧", by=actor, targets=[episode.key])
        assert run_here(job).ran == ran
        assert events("farm.target.done")[-1] == {"job_id": job, "key": episode.key, "title": "第一集"}
        assert events("farm.job.finished")[-1] == {"job_id": job, "title": "全剧", "state": "done"}
    assert len(events("farm.target.done")) == len(events("farm.job.finished")) == 2


def test_a_target_asked_for_while_it_runs_is_told_too(actor: Actor, make: Make) -> None:
    scene = make("场一")
    submit([scene], title="甲", by=actor)
    lease = claim("w1")
    assert lease
    job = submit([scene], title="乙", by=actor, targets=[scene.key])
    complete(lease, Result({"text": "场一"}))
    assert events("farm.target.done") == [{"job_id": job, "key": scene.key, "title": "场一"}]


def test_results_unused_for_long_are_forgotten_unless_a_job_builds_on_them(actor: Actor, make: Make) -> None:
    old, used = make("旧"), make("常用")
    long_ago = clock.now() - timedelta(days=40)
    with clock.frozen(long_ago):
        run_here(submit([old, used], title="初稿", by=actor))
        submit([used, make("下一步", needs=[used])], title="在途", by=actor)
    assert forget(older_than=timedelta(days=30)) == 1
    assert set(results_of([old.key, used.key])) == {used.key}
    assert run_here(submit([old], title="重做", by=actor)).ran == 1


def test_a_task_of_an_older_version_is_refused(actor: Actor, make: Make) -> None:
    job = submit([make("场一")], title="初稿", by=actor)
    kind = farm_trial.jobs.make
    farm_trial.jobs.task_kind("trial.make", version=2)(kind)
    try:
        assert run_here(job).state == "failed"
        assert "版本已更新" in problems_of(job)[0].message
    finally:
        farm_trial.jobs.task_kind("trial.make", version=1)(kind)
