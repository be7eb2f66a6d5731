"""Every kind of refusal has its answer at every edge, and errors survive the way between processes."""

from __future__ import annotations

import pickle

from fangcun.kit.errors import EXIT_CODE, HTTP_STATUS, FangcunError, Kind


def test_every_kind_has_a_status_and_an_exit_code() -> None:
    assert set(HTTP_STATUS) == set(EXIT_CODE) == set(Kind)
    assert len(set(EXIT_CODE.values())) == len(Kind)


def test_an_error_crosses_processes_whole() -> None:
    error = FangcunError("script.empty", Kind.INVALID, "剧本是空的。", line=3)
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.code, copy.kind, copy.message, copy.data) == (
        "script.empty",
        Kind.INVALID,
        "剧本是空的。",
        {"line": 3},
    )
    assert str(copy) == "剧本是空的。"
