"""A model's suggestions, over real HTTP on this machine; what it cannot quote does not count."""

import json
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from script_text import script

from fangcun.write.contracts import Breakdown, Category
from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.model import ChatProvider, enrich

PLAY = script("1-1 日 内 客厅\n△她把一只竹编蚂蚱放在桌上。\n1-2 夜 外 后山\n△风吹过。\n")


def post(url: str, headers: Mapping[str, str], body: bytes) -> bytes:
    request = urllib.request.Request(url, data=body, headers=dict(headers))
    with urllib.request.urlopen(request, timeout=5) as answer:
        data: bytes = answer.read()
        return data


@contextmanager
def service(answers: list[tuple[int, str]], seen: list[dict[str, Any]]) -> Iterator[str]:
    """A chat service that gives ``answers`` in turn and notes what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append({"path": self.path, "key": self.headers["Authorization"], **body})
            status, content = answers[len(seen) - 1]
            data = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(*elements: dict[str, Any]) -> str:
    return json.dumps({"elements": list(elements)}, ensure_ascii=False)


NOTHING = answer()
GRASSHOPPER = {"category": "Props", "name": "竹编蚂蚱", "count": 1, "evidence": "一只竹编蚂蚱"}


def ask(answers: list[tuple[int, str]]) -> tuple[Breakdown, list[str], list[dict[str, Any]]]:
    seen: list[dict[str, Any]] = []
    with service(answers, seen) as address:
        provider = ChatProvider(post=post, address=address, model="m", key="k")
        breakdown, problems = enrich(PLAY, break_down(PLAY), provider=provider)
    return breakdown, [p.code for p in problems], seen


def test_a_quoted_thing_is_added_where_it_stands() -> None:
    breakdown, problems, seen = ask([(200, answer(GRASSHOPPER)), (200, NOTHING)])
    added = breakdown.scenes[0].elements[-1]
    assert (added.category, added.name, added.count) == (Category.PROPS, "竹编蚂蚱", 1)
    assert PLAY.source[added.span.start : added.span.end] == "竹编蚂蚱"
    assert problems == []
    assert [s["path"] for s in seen] == ["/v1/chat/completions"] * 2
    assert seen[0]["key"] == "Bearer k"
    assert "竹编蚂蚱" in seen[0]["messages"][1]["content"]
    assert "竹编蚂蚱" not in seen[1]["messages"][1]["content"]


def test_what_cannot_be_quoted_or_named_is_dropped() -> None:
    invented = {"category": "Props", "name": "匕首", "evidence": "她藏着匕首"}
    elsewhere = {"category": "Props", "name": "风", "evidence": "风吹过"}
    unknown = {"category": "Weapons", "name": "竹编蚂蚱", "evidence": "竹编蚂蚱"}
    empty = {"category": "Props", "name": "什么", "evidence": ""}
    before = break_down(PLAY)
    breakdown, _, _ = ask([(200, answer(invented, elsewhere, unknown, empty)), (200, NOTHING)])
    assert breakdown == before


def test_what_is_known_is_not_doubled() -> None:
    table = {"category": "Set Dressing", "name": "桌", "evidence": "桌上"}
    breakdown, _, _ = ask([(200, answer(table, table)), (200, NOTHING)])
    assert [e.name for e in breakdown.scenes[0].elements].count("桌") == 1


def test_a_fenced_answer_is_read() -> None:
    breakdown, problems, _ = ask([(200, f"好的：\n```json\n{answer(GRASSHOPPER)}\n```"), (200, NOTHING)])
    assert breakdown.scenes[0].elements[-1].name == "竹编蚂蚱"
    assert problems == []


def test_a_failing_service_costs_nothing_that_was_found() -> None:
    before = break_down(PLAY)
    breakdown, problems, _ = ask([(500, ""), (200, "不知道")])
    assert breakdown == before
    assert problems == ["model.failed", "model.failed"]
