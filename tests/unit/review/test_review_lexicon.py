"""The lexicon's data files say everything a finding has to say, and are refused when they do not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from fangcun.kit.errors import FangcunError
from fangcun.review.commands import review
from fangcun.review.engine.lexicon import assemble, load
from fangcun.review.engine.normalise import tight

DAY = date(2026, 10, 1)
CODES = {
    "gambling", "illegal_finance", "medical_claim", "diversion", "fake_docs", "card_trade", "crypto", "superstition",
    "wildlife", "weapons", "minors", "ai_label", "piracy",
}  # fmt: skip


def test_every_category_has_terms_with_rule_and_source() -> None:
    entries = load(on=DAY).entries
    assert {e.category for e in entries} >= CODES
    assert all(e.rule and e.source and len(tight(e.canonical)) >= 2 for e in entries)
    assert len({e.canonical for e in entries}) > 1500


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(FangcunError, match="severty"):
        assemble(
            [("a.toml", {"code": "c", "rule": "", "source": "", "terms": [{"severty": "ask", "words": ["甲乙"]}]})]
        )


def test_a_file_is_screened_as_json(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_bytes("他说：\r\n来玩赌*博，稳赢".encode("gb18030"))
    answer = json.loads(CliRunner().invoke(review, ["text", str(file), "--json", "--date", "2026-10-01"]).output)
    [finding] = answer["findings"]
    assert answer["verdict"] == "ask"
    assert (finding["start"], finding["end"], finding["surface"]) == (7, 10, "赌*博")


def test_each_line_of_standard_input_gets_its_verdict() -> None:
    lines = ['{"text": "高价收购银行卡"}', "", '{"text": "一套现房"}']
    result = CliRunner().invoke(review, ["text", "-", "--jsonl", "--date", "2026-10-01"], input="\n".join(lines))
    assert [json.loads(line)["verdict"] for line in result.output.splitlines()] == ["block", "pass"]


def test_a_wrong_line_is_named() -> None:
    result = CliRunner().invoke(review, ["text", "-", "--jsonl"], input='{"text": "好"}\n{"txt": 1}\n')
    assert isinstance(result.exception, FangcunError)
    assert "第 2 行" in result.exception.message


def test_a_reader_sees_the_words_marked(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text("宝妈快来刷dan，日结", "utf-8")
    output = CliRunner().invoke(review, ["text", str(file), "--date", "2026-10-01"]).output
    assert "【刷dan" in output
    assert "请人看" in output or "拦下" in output


def test_the_class_is_answered_as_json() -> None:
    line = ["class", "--date", "2026-10-01", "--investment", "500,000", "--ai", "--json"]
    answer = json.loads(CliRunner().invoke(review, line).output)
    assert (answer["class"], answer["name"]) == ("normal", "二类")
    assert {"number_form", "rule", "source"} <= answer.keys()
