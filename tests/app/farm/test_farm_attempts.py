"""What a running task is handed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fangcun.base.api import blobs, create_tenant, system_actor
from fangcun.farm.api import (
    Context,
    Progress,
    Result,
    Task,
    WorkStopped,
    attempts_of,
    cancel,
    problems_of,
    progress_of,
    result_of,
    run_here,
    submit,
    task_kind,
)
from fangcun.farm.executor import attempt as attempts
from fangcun.farm.executor.worker import Worker

pytestmark = pytest.mark.django_db

folders: list[Path] = []


@task_kind("attempt.write", version=1)
def write(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Write a file, then read what was stored before."""
    folders.append(ctx.folder)
    assert list(ctx.folder.iterdir()) == []
    (ctx.folder / "line.txt").write_text(inputs["line"], encoding="utf-8")
    read = ctx.blob(inputs["before"]).read_text(encoding="utf-8")
    return Result({"read": read}, {"line": ctx.keep(ctx.folder / "line.txt"), "raw": ctx.keep_bytes(b"raw")})


@task_kind("attempt.cancelled", version=1)
def cancelled(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Be cancelled while running, and swallow every error one may swallow."""
    ctx.report(0.25, "画第 1 格")
    ctx.check()
    cancel(inputs["job"], by=system_actor("crew"))
    ctx.report(0.5, "画第 2 格")
    try:
        ctx.check()
    except Exception:
        return Result({"text": "went on"})
    return Result({"text": "was not told"})


@task_kind("attempt.sets", version=1)
def sets(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Give back what has no plain form."""
    return Result({"cast": {"林晚"}})


@pytest.fixture(autouse=True)
def crew() -> None:
    """The tenant of these tests."""
    create_tenant("crew", name="一号剧组")


def ask(kind: str, **inputs: Any) -> tuple[int, Task]:
    """A job of one task."""
    task = Task(f"attempt.{kind}", inputs, title="镜头")
    return submit([task], title="试", by=system_actor("crew")), task


def test_files_come_from_and_go_to_the_blob_store_and_the_folder_goes_away() -> None:
    job, task = ask("write", line="你来了。", before=blobs().put("从前".encode()))
    assert run_here(job).state == "done"
    made = result_of(task.key)
    assert made.values == {"read": "从前"}
    assert blobs().get(made.files["line"]).decode() == "你来了。"
    assert blobs().get(made.files["raw"]) == b"raw"
    assert not folders.pop().exists()


def test_a_missing_blob_is_a_failure_in_words() -> None:
    job, _ = ask("write", line="你来了。", before="0" * 64)
    assert run_here(job).state == "failed"
    assert problems_of(job)[0].code == "blob.missing"
    assert not folders.pop().exists()


def test_a_cancelled_task_stops_at_its_next_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "TELL_SECONDS", 0.0)
    known = submit([Task("attempt.sets", {})], title="占号", by=system_actor("crew"))
    job, task = ask("cancelled", job=known + 1)
    assert job == known + 1
    Worker(job_id=job).step()
    assert progress_of(job).state == "cancelled"
    assert [a["outcome"] for a in attempts_of(job)] == ["stopped"]
    with pytest.raises(Exception, match="还没有结果"):
        result_of(task.key)


def test_a_result_that_is_not_plain_is_a_failure() -> None:
    job, _ = ask("sets")
    assert run_here(job).state == "failed"
    assert "no plain form for set" in problems_of(job)[0].message


def test_a_worker_told_to_stop_gives_its_task_back() -> None:
    @task_kind("attempt.checks", version=1)
    def checks(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
        ctx.check()
        return Result()

    job, _ = ask("checks")
    Worker(stopping=lambda: True).step()
    assert [a["outcome"] for a in attempts_of(job)] == ["stopped"]
    assert run_here(job).state == "done"


def test_what_an_attempt_took_is_measured() -> None:
    @task_kind("attempt.busy", version=1)
    def busy(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
        block = bytearray(b"x") * (256 * 2**20)
        return Result({"sum": sum(range(2_000_000)) + len(block)})

    seen: list[Progress] = []
    job, _ = ask("busy")
    run_here(job, on_progress=seen.append)
    (took,) = attempts_of(job)
    assert 0 < took["cpu_seconds"] < 5
    assert took["wall_seconds"] >= took["cpu_seconds"] * 0.5
    assert took["peak_bytes"] > 256 * 2**20
    assert [p.done for p in seen] == [0, 1, 1]


def test_stopping_is_no_error_that_a_kind_could_swallow() -> None:
    assert not issubclass(WorkStopped, Exception)
