"""How well and how fast titles are recommended, on 10,000 simulated viewers × 500 titles × 14 days.

    PYTHONPATH=src python benchmarks/bench_recommend.py

Each viewer with five or more watched titles (two episodes finished) hides the latest fifth of them; recall@10 and
NDCG@10 say how many of these the first ten recommendations name. Peers on the same matrix: popularity, item cosine
with shrinkage, EASE (Steck, WWW 2019) and a spectral model of 16 dimensions. ``oracle`` knows the simulator's own
taste of every viewer: nobody who only sees behaviour can do better for long.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from fangcun.air.engine.events import Kind
from fangcun.air.engine.recommend import CoWatch, Shelf, recommend
from fangcun.air.engine.simulate import Setting, World, blocks, make_world, title_name

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

TOP = 10
LEAST_GAIN = 1.25  # NDCG against popularity
LEAST_OF_EASE = 0.97  # NDCG against EASE
MOST_BUILD_S = 1.0
MOST_MS = 5.0  # one viewer's row, reasons and variety included


def main() -> None:
    """Watch, hide, recommend, compare."""
    world = make_world(Setting(seed=1, viewers=10_000, titles=500, days=14))
    finished, first = watch(world)
    train, hidden, begun = parted(finished, first)
    judge = judged(hidden, begun)
    matrix = train.astype(np.float64)
    results: dict[str, tuple[float, float, float]] = {}
    for name, model in (("popularity", popularity), ("cosine", cosine), ("EASE", ease), ("spectral", spectral)):
        results[name] = timed(lambda model=model: model(matrix), judge)
    tags = {title_name(i): tags for i, tags in enumerate(world.titles.tags)}
    histories = [[title_name(t) for t in np.flatnonzero(row)] for row in train]
    begin = time.perf_counter()
    cowatch = CoWatch.of(tags, histories)
    cowatch.lifts()
    build = time.perf_counter() - begin
    ours = np.array([cowatch.wishes(h) for h in histories])
    results["co-watching"] = (*judge(ours), build)
    rows, ms = varied(world, cowatch, histories, matrix, begun)
    results["co-watching, varied"] = (*judge(rows), build)
    taste = world.setting.taste * world.people.taste @ world.titles.leaning.T
    results["oracle"] = (*judge(world.titles.appeal + taste), 0.0)
    for name, (recall, ndcg, seconds) in results.items():
        print(f"{name:20s} recall@{TOP} {recall:.4f}  NDCG@{TOP} {ndcg:.4f}  built in {seconds:.2f} s")
    print(f"one row of {TOP} with reasons: {ms:.2f} ms")
    ndcg = {name: figures[1] for name, figures in results.items()}
    gains = [ndcg["co-watching"] / ndcg[peer] for peer in ("popularity", "EASE")]
    print(f"NDCG {gains[0]:.2f} × popularity, {gains[1]:.2f} × EASE")
    assert ndcg["co-watching"] >= LEAST_GAIN * ndcg["popularity"]
    assert ndcg["co-watching"] >= LEAST_OF_EASE * ndcg["EASE"]
    assert ndcg["co-watching, varied"] >= 0.9 * ndcg["co-watching"]
    assert build <= MOST_BUILD_S
    assert ms <= MOST_MS


def watch(world: World) -> tuple[Floats, Floats]:
    """Episodes finished, and when it was begun, viewers × titles."""
    shape = (len(world.people), len(world.titles))
    finished, first = np.zeros(shape), np.full(shape, np.inf)
    for block in blocks(world):
        ends, opens = block.kind == Kind.FINISH, block.kind == Kind.OPEN
        np.add.at(finished, (block.viewer[ends], block.title[ends]), 1)
        np.minimum.at(first, (block.viewer[opens], block.title[opens]), block.at[opens])
    return finished, first


def parted(finished: Floats, first: Floats) -> tuple[Bools, Bools, Bools]:
    """What may be learnt from, what is hidden, and what was begun and may not be recommended."""
    watched = finished >= 2
    hidden = np.zeros_like(watched)
    for viewer in np.flatnonzero(watched.sum(axis=1) >= 5):
        titles = np.flatnonzero(watched[viewer])
        latest = titles[np.argsort(first[viewer, titles])][-max(1, len(titles) // 5) :]
        hidden[viewer, latest] = True
    return watched & ~hidden, hidden, np.isfinite(first) & ~hidden


def judged(hidden: Bools, begun: Bools) -> Callable[[Floats], tuple[float, float]]:
    """A judge of scores (viewers × titles): recall and NDCG, means over viewers who hide something."""
    who = np.flatnonzero(hidden.any(axis=1))
    due = np.minimum(hidden[who].sum(axis=1), TOP)
    discount = 1 / np.log2(np.arange(2, TOP + 2))

    def judge(scores: Floats) -> tuple[float, float]:
        mine = np.where(begun[who], -np.inf, np.broadcast_to(scores, hidden.shape)[who])
        hit = np.take_along_axis(hidden[who], np.argsort(-mine, axis=1)[:, :TOP], axis=1)
        best = np.cumsum(discount)[due - 1]
        return float((hit.sum(axis=1) / due).mean()), float(((hit * discount).sum(axis=1) / best).mean())

    return judge


def timed(build: Callable[[], Floats], judge: Callable[[Floats], tuple[float, float]]) -> tuple[float, float, float]:
    """Recall, NDCG and seconds of a peer."""
    begin = time.perf_counter()
    scores = build()
    return *judge(scores), time.perf_counter() - begin


def popularity(matrix: Floats) -> Floats:
    """How many watched each title."""
    return matrix.sum(axis=0)


def cosine(matrix: Floats, *, shrinkage: float = 10.0) -> Floats:
    """Item cosine with shrinkage."""
    gram = matrix.T @ matrix
    size = np.sqrt(np.diag(gram))
    alike = gram / (np.outer(size, size) + shrinkage)
    np.fill_diagonal(alike, 0)
    return matrix @ alike


def ease(matrix: Floats) -> Floats:
    """Embarrassingly shallow autoencoder; weights of rows and regularisation are the best of twenty that were tried."""
    rows = matrix / np.sqrt(np.maximum(matrix.sum(axis=1, keepdims=True), 1))
    inverse = np.linalg.inv(rows.T @ rows + 50 * np.eye(matrix.shape[1]))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return matrix @ weights


def spectral(matrix: Floats, *, dimensions: int = 16) -> Floats:
    """Correspondence analysis: the strongest directions in which viewers depart from popularity."""
    share = (matrix.sum(axis=0) + 1) / (matrix.sum() + matrix.shape[1])
    seen = np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    away = (matrix - seen * share) / np.sqrt(share)
    _, vectors = np.linalg.eigh((away / np.sqrt(seen)).T @ (away / np.sqrt(seen)))
    strong = vectors[:, -dimensions:]
    lift = (away / seen) @ strong @ strong.T / np.sqrt(share)
    return share * np.maximum(1 + lift * seen / (seen + 2), 0.02)


def varied(
    world: World, cowatch: CoWatch, histories: list[list[str]], matrix: Floats, begun: Bools
) -> tuple[Floats, float]:
    """Rows as viewers get them (without trials), as scores by place; and milliseconds for one."""
    heat = {title_name(i): float(n) for i, n in enumerate(matrix.sum(axis=0))}
    names = {title_name(i): name for i, name in enumerate(world.titles.names)}
    shelf = Shelf(names, {title_name(i): t for i, t in enumerate(world.titles.tags)}, heat)
    rng = np.random.default_rng(1)
    scores = np.zeros(matrix.shape)
    took = 0.0
    for viewer in range(len(histories)):
        out = {title_name(t) for t in np.flatnonzero(begun[viewer])}
        history = dict.fromkeys(histories[viewer], 1.0)
        begin = time.perf_counter()
        row = recommend(
            history, cowatch=cowatch, shelf=shelf, rng=rng, count=TOP, tries=0, allowed=lambda t, out=out: t not in out
        )
        took += time.perf_counter() - begin
        for n, one in enumerate(row):
            scores[viewer, cowatch.place(one.title)] = TOP - n
    return scores, 1000 * took / len(histories)


if __name__ == "__main__":
    main()
