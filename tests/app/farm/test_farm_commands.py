"""``fangcun farm`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import farm_trial.jobs  # noqa: F401  its kinds are the work of these tests
import pytest
from click.testing import CliRunner

from fangcun.base.api import create_tenant, system_actor
from fangcun.base.models import AuditEntry
from fangcun.farm.api import Task, progress_of, run_here, submit
from fangcun.farm.commands import farm
from fangcun.kit.errors import FangcunError

pytestmark = pytest.mark.django_db


def answer(*words: str) -> str:
    """What a command says; its refusals are raised."""
    return CliRunner().invoke(farm, words, catch_exceptions=False, standalone_mode=False).output


def data(*words: str) -> Any:
    """What a command says as JSON."""
    return json.loads(answer(*words, "--json"))


@pytest.fixture
def job(tmp_path: Path) -> int:
    """A job of three tasks of which one fails and takes another along."""
    create_tenant("crew", name="一号剧组")
    inputs = {"name": "场一", "log": str(tmp_path / "log.txt")}
    bad = Task("trial.refuse", inputs, title="场一")
    tasks = [bad, Task("trial.make", inputs, {"a": bad.key}, title="第一集"), Task("trial.nothing", {"number": 1})]
    return submit(tasks, title="试播", by=system_actor("crew"))


def test_jobs_are_listed(job: int) -> None:
    assert answer("jobs").splitlines()[3].split("│")[1:6] == [f" {job:<4} ", " 试播 ", " 进行中 ", " 0/3  ", " 0    "]
    run_here(job)
    (row,) = data("jobs")
    assert (row["title"], row["state"], row["done"], row["failed"], row["total"]) == ("试播", "failed", 1, 1, 3)


def test_no_jobs_are_said_so() -> None:
    assert answer("jobs") == "还没有作业。\n"
    assert data("jobs") == []


def test_a_job_is_shown_with_what_went_wrong(job: int) -> None:
    run_here(job)
    text = answer("show", str(job))
    assert f"作业 {job}“试播”：有失败，1/3 项（0 项取自缓存，1 项失败）" in text
    assert "✗ “场一”没有完成：第 3 行的台词为空，请补上。因此另有 1 项未能进行。" in text
    shown = data("show", str(job))
    assert shown["problems"][0]["data"]["blocked"] == ["第一集"]
    assert {a["outcome"] for a in shown["attempts"]} == {"failed", "done"}


def test_a_job_is_cancelled_and_the_audit_log_knows(job: int) -> None:
    assert data("cancel", str(job)) == {"job_id": job, "state": "cancelled"}
    assert progress_of(job).state == "cancelled"
    assert AuditEntry.objects.filter(action="farm.job.cancelled", subject=f"{job} 试播").exists()
    with pytest.raises(FangcunError, match="已经结束"):
        answer("cancel", str(job))


def test_a_job_that_is_not_there_is_refused(job: int) -> None:
    for command in ("show", "cancel", "retry"):
        with pytest.raises(FangcunError, match="没有编号为 999 的作业"):
            answer(command, "999")


def test_old_results_are_forgotten_on_request(job: int) -> None:
    run_here(job)
    assert answer("clean", "--older-than", "30") == "已清除 0 条 30 天未用的缓存结果；文件内容保留。\n"
    assert data("clean", "--older-than", "0") == {"forgotten": 1}
