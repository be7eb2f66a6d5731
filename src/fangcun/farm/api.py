"""The door of the farm."""

from fangcun.farm.contracts import (
    Context,
    JobFinished,
    JobState,
    Progress,
    Result,
    TargetDone,
    Task,
    TaskKey,
    TaskState,
    WorkStopped,
    task_kind,
)
from fangcun.farm.executor.run import run_here, run_job, work_forever, worker_count
from fangcun.farm.queries import (
    attempts_of,
    jobs,
    problems_of,
    progress_of,
    result_of,
    results_of,
    states_of,
    tenant_of,
)
from fangcun.farm.services.jobs import cancel, retry, submit
from fangcun.farm.services.upkeep import forget

__all__ = [
    "Context",
    "JobFinished",
    "JobState",
    "Progress",
    "Result",
    "TargetDone",
    "Task",
    "TaskKey",
    "TaskState",
    "WorkStopped",
    "attempts_of",
    "cancel",
    "forget",
    "jobs",
    "problems_of",
    "progress_of",
    "result_of",
    "results_of",
    "retry",
    "run_here",
    "run_job",
    "states_of",
    "submit",
    "task_kind",
    "tenant_of",
    "work_forever",
    "worker_count",
]
