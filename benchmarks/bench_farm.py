"""What the farm adds to a task: 2,000 tasks that do nothing, on four workers, beside multiprocessing.Pool.

``PYTHONPATH=src:tests/app/farm python benchmarks/bench_farm.py`` prints both figures and their ratio, and fails when
a result is wrong or the farm adds more than 2 ms a task. What the farm gives for it: every result outlives a crash.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path

TASKS, WORKERS = 2000, 4
MOST_MS = 2.0


def _number(inputs: dict[str, int]) -> int:
    return inputs["number"]


def by_pool() -> tuple[float, float]:
    """Seconds to start a pool, and seconds of its 2,000 calls."""
    began = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        pool.map(_number, [{"number": n} for n in range(WORKERS)], chunksize=1)
        ready = time.perf_counter()
        made = pool.map(_number, [{"number": n} for n in range(TASKS)], chunksize=1)
        done = time.perf_counter()
    assert made == list(range(TASKS))
    return ready - began, done - ready


def by_farm() -> tuple[float, float, float]:
    """Seconds to submit, seconds from the first end of a task to the last, and seconds to find all of it cached."""
    from fangcun.base.api import ensure_tenant, system_actor
    from fangcun.farm.api import Task, attempts_of, results_of, run_job, submit

    ensure_tenant("bench", name="测速")
    actor = system_actor("bench")
    tasks = [Task("trial.nothing", {"number": n}) for n in range(TASKS)]
    began = time.perf_counter()
    job = submit(tasks, title="测速", by=actor)
    submitted = time.perf_counter() - began
    progress = run_job(job, workers=WORKERS)
    assert (progress.done, progress.cached, progress.failed) == (TASKS, 0, 0)
    results = results_of(t.key for t in tasks)
    assert [results[t.key].values["number"] for t in tasks] == list(range(TASKS))
    starts = [a["started_at"] for a in attempts_of(job)]
    assert len(starts) == TASKS
    ran = (max(starts) - min(starts)).total_seconds()
    began = time.perf_counter()
    again = run_job(submit(tasks, title="测速", by=actor), workers=WORKERS)
    assert again.cached == TASKS
    return submitted, ran, time.perf_counter() - began


def main() -> None:
    """Measure, print, judge."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"FANGCUN_HOME": home, "FANGCUN_MODE": "demo", "DJANGO_SETTINGS_MODULE": "farm_trial.settings"}
        sys.path[:0] = [str(Path(__file__).parents[1] / "src"), str(Path(__file__).parents[1] / "tests/app/farm")]
        from fangcun.base.runtime import start

        start()
        from django.db import connection

        if connection.vendor != "sqlite":
            raise SystemExit("bench_farm writes into a database of its own: unset FANGCUN_DATABASE_URL")
        pool_start, pool = by_pool()
        submitted, farm, again = by_farm()
        connection.close()
    pool_ms, farm_ms = pool * 1000 / TASKS, farm * 1000 / TASKS
    print(f"{TASKS} empty tasks, {WORKERS} workers")
    print(f"pool   {pool_ms:6.3f} ms a task   (start {pool_start:.2f} s)")
    print(f"farm   {farm_ms:6.3f} ms a task   ({TASKS / farm:,.0f} tasks/s; {farm_ms / pool_ms:.1f} × pool)")
    print(f"submit {submitted * 1000 / TASKS:6.3f} ms a task   all cached: {again:.2f} s")
    assert farm_ms <= MOST_MS, f"{farm_ms:.2f} ms a task; at most {MOST_MS}"


if __name__ == "__main__":
    main()
