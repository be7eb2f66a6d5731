"""Pairs are chosen so that the sum of their scores is greatest."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from fangcun.write.engine.assignment import pair_up

SCORES = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 99).map(lambda n: n / 100), max_size=14
)


def best_sum(scores: dict[tuple[int, int], float]) -> float:
    return max(
        sum(scores.get(pair, 0.0) for pair in zip(range(5), order, strict=True)) for order in permutations(range(5))
    )


@given(SCORES)
def test_no_other_pairing_is_better(scores: dict[tuple[int, int], float]) -> None:
    pairs = pair_up(scores)
    assert len(set(pairs.values())) == len(pairs)
    assert abs(sum(scores[pair] for pair in pairs.items()) - best_sum(scores)) < 1e-9


def test_a_large_tangle_is_still_paired_in_full() -> None:
    scores = {(i, j): 1.0 if i == j else 0.4 for i in range(120) for j in range(120) if abs(i - j) < 3}
    assert pair_up(scores) == {i: i for i in range(120)}


def test_nothing_to_pair() -> None:
    assert pair_up({}) == {}
