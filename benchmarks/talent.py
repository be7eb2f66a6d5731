"""How good the orders of talent scheduling are, how soon, and beside whom.

    PYTHONPATH=src python benchmarks/talent.py [--quick]

Bars: the optimum proved on the classic instances (published values) and on films drawn like them up to 20×20 and 28×8,
all within 10 s; the two generated films within 10 s; films of 200–300 scenes within 1 % of the best known in 10 s and
0.2 % in 60 s (``--quick`` leaves the 60 s out). The best known and how they were found: ``data/talent-best.json``.

Peers, on the same films in the same run:

- CP-SAT alone, a clean model: an interval for each scene, none overlapping, a first and a last moment for each actor.
- PyJobShop, which has no cost of holding a person but can say the same exactly: one machine, a task for each scene, and
  for each actor two jobs of a task without duration. The wrap comes after all the actor's scenes, is due at 0 and is
  charged for tardiness; the call comes before them, is due at the end of the film and is charged for earliness.
  Objective = holding cost + length of the film × all wages; the benchmark checks that.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from talent_films import draw_cheng, draw_drama

from fangcun.shoot.engine.talent.film import Film
from fangcun.shoot.engine.talent.reader import read_film
from fangcun.shoot.engine.talent.solve import needs_compiling, solve, warm

HERE = Path(__file__).parent
DATA = HERE.parent / "tests" / "data" / "talent"
BEST = HERE / "data" / "talent-best.json"
PUBLISHED = {"small": 54, "concert": 111, "film103.dat": 1031, "film105.dat": 849, "film114.dat": 867, "MobStory": 871}
BARS = {"gen_lit40x12.dat": 347_022, "gen_drama100x20.dat": 231_544}
WORKERS = min(4, os.cpu_count() or 1)
PEER_SECONDS = 5  # for each film


def read(name: str) -> Film:
    """An instance of the tests' data."""
    return read_film((DATA / name).read_text(encoding="utf-8"), name=name)


def ask_cpsat(film: Film, *, seconds: float) -> tuple[int, bool, float]:
    """Total, whether proved, and seconds of CP-SAT alone on the whole film."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    end = sum(film.durations)
    starts = [model.new_int_var(0, end - length, "") for length in film.durations]
    model.add_no_overlap(
        [model.new_fixed_size_interval_var(s, d, "") for s, d in zip(starts, film.durations, strict=True)]
    )
    spans = []
    for actor, cost in enumerate(film.costs):
        scenes = [s for s, cast in enumerate(film.casts) if cast >> actor & 1]
        if scenes:
            first, last = model.new_int_var(0, end, ""), model.new_int_var(0, end, "")
            for s in scenes:
                model.add(first <= starts[s])
                model.add(last >= starts[s] + film.durations[s])
            model.add(last - first >= sum(film.durations[s] for s in scenes))
            spans.append(cost * (last - first))
    model.minimize(sum(spans))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    begun = time.monotonic()
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return -1, False, time.monotonic() - begun
    order = sorted(range(len(starts)), key=lambda s: solver.value(starts[s]))
    return film.total(order), status == cp_model.OPTIMAL, time.monotonic() - begun


def ask_pyjobshop(film: Film, *, seconds: float) -> tuple[int, bool, float]:
    """Total, whether proved, and seconds of PyJobShop (on OR-Tools), by the model described at the top of this file."""
    import pyjobshop

    model = pyjobshop.Model()
    camera = model.add_machine()
    tasks = [model.add_task() for _ in film.casts]
    for task, length in zip(tasks, film.durations, strict=True):
        model.add_mode(task, camera, length)
    end, wages = sum(film.durations), 0
    for actor, cost in enumerate(film.costs):
        scenes = [s for s, cast in enumerate(film.casts) if cast >> actor & 1]
        if not scenes:
            continue
        wages += cost
        call = model.add_task(job=model.add_job(weight=cost, due_date=end), latest_end=end)
        wrap = model.add_task(job=model.add_job(weight=cost, due_date=0), latest_end=end)
        for marker in (call, wrap):
            model.add_mode(marker, model.add_machine(), 0)
        for s in scenes:
            model.add_end_before_start(call, tasks[s])
            model.add_end_before_start(tasks[s], wrap)
    model.set_objective(weight_total_tardiness=1, weight_total_earliness=1)
    begun = time.monotonic()
    result = model.solve(time_limit=seconds, num_workers=WORKERS, display=False)
    spent = time.monotonic() - begun
    if not result.best.tasks:
        return -1, False, spent
    order = sorted(range(len(tasks)), key=lambda s: result.best.tasks[s].start)
    total, proved = film.total(order), result.status.name == "OPTIMAL"
    assert not proved or result.objective == total + end * wages
    return total, proved, spent


def say(total: int, proved: bool, seconds: float, ours: float) -> str:
    """A peer's answer in a few words (-1: none)."""
    return f"{total:7,} {'proved' if proved else 'unproved'} {seconds:6.2f} s = {seconds / ours:6.1f} × ours"


def hold_proofs() -> None:
    """Every small film is proved, together within 10 s, with both peers beside it."""
    classics = {read(name): optimum for name, optimum in PUBLISHED.items()}
    drawn = [draw_cheng(20, 20, seed=s) for s in (1, 2)] + [draw_cheng(28, 8, seed=s) for s in (1, 2, 3)]
    spent = 0.0
    for film in [*classics, *drawn]:
        answer = solve(film, seconds=30, workers=WORKERS)
        spent += answer.seconds
        assert answer.proved, film.name
        assert answer.total == film.total(answer.order) == classics.get(film, answer.total), film.name
        total, proved, seconds = ask_cpsat(film, seconds=PEER_SECONDS)
        job_total, job_proved, job_seconds = ask_pyjobshop(film, seconds=PEER_SECONDS)
        print(
            f"{film.name:14} {answer.total:7,} proved {answer.seconds:6.2f} s | "
            f"CP-SAT {say(total, proved, seconds, answer.seconds)} | "
            f"PyJobShop {say(job_total, job_proved, job_seconds, answer.seconds)}"
        )
        assert total < 0 or answer.total <= total
        assert job_total < 0 or answer.total <= job_total
    print(f"all {len(classics) + len(drawn)} proved in {spent:.2f} s (bar 10 s)")
    assert spent < 10


def hold_bars() -> None:
    """The two generated films reach their bars in 10 s, with CP-SAT alone beside them."""
    for name, bar in BARS.items():
        film = read(name)
        answer = solve(film, seconds=10, workers=WORKERS)
        first, last = answer.trace[0], answer.trace[-1]
        total, _, _ = ask_cpsat(film, seconds=PEER_SECONDS)
        print(
            f"{film.name:16} {answer.total:8,} (bar {bar:,}), first answer {first.seconds:.3f} s, best after "
            f"{last.seconds:.2f} s | CP-SAT in {PEER_SECONDS} s {total:,} = {total / answer.total:.3f} × ours"
        )
        assert answer.total <= bar
        assert first.seconds < 1


def hold_large(*, quick: bool) -> None:
    """Films of 200–300 scenes come near the best known."""
    for entry in json.loads(BEST.read_text(encoding="utf-8"))["films"]:
        film = draw_drama(entry["scenes"], seed=entry["seed"])
        for seconds, most in ((10, 0.01),) if quick else ((10, 0.01), (60, 0.002)):
            answer = solve(film, seconds=seconds, seed=99, workers=WORKERS)
            over = answer.total / entry["best"] - 1
            print(
                f"{film.name:12} {seconds:3} s {answer.total:9,} best known {entry['best']:9,} "
                f"{over:+.3%} (bar {most:.1%})"
            )
            assert over <= most
        total, _, _ = ask_cpsat(film, seconds=PEER_SECONDS)
        print(f"{film.name:12} CP-SAT in {PEER_SECONDS} s {total:,} = {total / entry['best']:.3f} × the best known")


def main() -> None:
    """Print the figures and hold them."""
    cold = needs_compiling()
    print(f"{'compiled' if cold else 'loaded'} in {warm():.1f} s")
    hold_proofs()
    hold_bars()
    hold_large(quick="--quick" in sys.argv)


if __name__ == "__main__":
    main()
