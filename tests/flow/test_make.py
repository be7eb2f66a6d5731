"""The main job as its user runs it: a script nobody prepared goes in, a series that plays comes out."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import av
import pytest
from docx import Document
from openpyxl import load_workbook

from fangcun.cut.engine.package_check import examine_package

ROOT = Path(__file__).parents[2]

# A file as it comes from a writer: a cast table, soft breaks, full-width marks, two layouts in one episode.
SCENES = """\
第一集：雨夜来客
1-1 夜 内 客栈
人物：掌柜、沈青、酒客*3
△雨打窗纸。沈青推门进来，把剑放在桌上。
掌柜（惊）：客官，打烊了！
沈青（冷冷）：一碗面。
1—2场景：日，外，河边
人物：沈青、阿宁
▲阿宁蹲在河边洗衣。
阿宁OS：他怎么还不来？
沈青：阿宁！
【卡点】
"""


def script(path: Path, text: str = SCENES) -> Path:
    document = Document()
    document.add_paragraph("《雨夜来客》")
    table = document.add_table(rows=2, cols=2)
    for row, (name, who) in zip(table.rows, [("沈青", "男，27岁，剑客"), ("阿宁", "女，19岁，渔家女")], strict=True):
        row.cells[0].text, row.cells[1].text = name, who
    for part in text.split("\n1—2"):
        head, _, rest = part.partition("\n")
        document.add_paragraph(head if head.startswith("第") else "1—2" + head)
        document.add_paragraph(rest.strip())  # line ends inside a paragraph are soft breaks
    document.save(str(path))
    return path


class Site:
    """An installation of its own: a home folder, commands, a server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = os.environ | {
            "FANGCUN_HOME": str(folder / "home"),
            "FANGCUN_MODE": "demo",
            "DJANGO_SETTINGS_MODULE": "fangcun.settings",
            "FANGCUN_SECRET_KEY": "of this test",
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-P", "-m", "fangcun", *words]
        return subprocess.Popen(
            command, cwd=self.folder, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def make(self, file: Path, *options: str) -> dict[str, Any]:
        process = self.start("make", str(file), "--json", "--workers", "2", *options)
        out, err = process.communicate(timeout=240)
        assert process.returncode == 0, err + out
        answer: dict[str, Any] = json.loads(out)
        return answer


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, Any]:
    """The series, made after the first try was killed as soon as one scene was finished."""
    file = script(site.folder / "终稿(改)2.docx")
    first = site.start("make", str(file), "--json", "--workers", "1")
    database = site.folder / "home" / "fangcun.sqlite3"
    deadline = time.monotonic() + 180
    while finished(database) < 1:
        assert time.monotonic() < deadline, "no scene was finished"
        assert first.poll() is None, first.communicate()
        time.sleep(0.1)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    return site.make(file)


def rows(database: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)) as connection:
        return connection.execute(question).fetchall()


def finished(database: Path) -> int:
    try:
        return int(rows(database, "SELECT count(*) FROM farm_result")[0][0])
    except sqlite3.OperationalError:  # the first start has not laid the tables yet
        return 0


def test_what_was_finished_before_the_kill_is_not_redone(site: Site, made: dict[str, Any]) -> None:
    assert (made["state"], made["tasks"]["total"]) == ("done", 7)
    # Two scenes, each again smaller, the episode in its own size and in all, the plan.
    done = rows(
        site.folder / "home" / "fangcun.sqlite3",
        "SELECT task_id, count(*) FROM farm_attempt WHERE outcome = 'done' GROUP BY task_id",
    )
    assert [count for _, count in done] == [1] * 7


def test_the_folder_can_be_handed_on(site: Site, made: dict[str, Any]) -> None:
    folder = site.folder / "out" / "雨夜来客"
    assert site.folder / made["index"] == folder / "index.html"
    names = {p.name for p in folder.iterdir()}
    assert {"index.html", "顺场表.xlsx", "剧本问题.html", "剧本.json", "剧本原件.docx", "第01集"} <= names
    assert load_workbook(folder / "顺场表.xlsx").sheetnames == ["场景表", "顺场表", "人物表", "服化道表", "群演表"]
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "雨夜来客" in page
    assert "第01集/第01集.mp4" in page
    plan = folder / "拍摄计划"
    assert {"大计划.pdf", "顺场表.pdf", "顺景表.pdf", "演员日程.pdf", "计划与日程.xlsx", "拍摄日历.ics"} <= {
        p.name for p in plan.iterdir()
    }
    assert [p.read_bytes()[:5] for p in (plan / "通告单").iterdir()] == [b"%PDF-"]
    assert "拍摄计划/大计划.pdf" in page
    subtitles = (folder / "第01集" / "第01集.srt").read_text(encoding="utf-8")
    assert "打烊了" in subtitles


def test_the_episode_is_what_was_promised(site: Site, made: dict[str, Any]) -> None:
    with av.open(str(site.folder / "out" / "雨夜来客" / "第01集" / "第01集.mp4")) as film:
        video, audio = film.streams.video[0], film.streams.audio[0]
        assert (video.codec_context.name, video.width, video.height) == ("h264", 1080, 1920)
        assert video.average_rate == 25
        assert audio.codec_context.name == "aac"
        label = json.loads(film.metadata["AIGC"])
        assert label["Label"] == "1"
        assert label["ContentProducer"]


def test_its_package_has_three_sizes_and_no_faults(site: Site, made: dict[str, Any]) -> None:
    report = examine_package(site.folder / "out" / "雨夜来客" / "第01集")
    assert report.problems == ()
    assert [stream.size for stream in report.streams] == [(540, 960), (720, 1280), (1080, 1920)]
    assert [stream.seconds for stream in report.streams] == pytest.approx([made["episodes"][0]["seconds"]] * 3)


def test_made_again_nothing_is_done(site: Site, made: dict[str, Any]) -> None:
    again = site.make(site.folder / "终稿(改)2.docx")
    assert again["tasks"]["ran"] == 0


def test_a_changed_line_redoes_one_scene_and_the_episode_in_all_sizes(site: Site, made: dict[str, Any]) -> None:
    file = script(site.folder / "终稿(改)3.docx", SCENES.replace("一碗面。", "一碗热面。"))
    changed = site.make(file)
    assert (changed["slug"], changed["draft"]) == (made["slug"], 2)
    assert changed["tasks"]["ran"] == 4


@pytest.fixture(scope="module")
def address(site: Site, made: dict[str, Any]) -> Iterator[str]:
    """The site, served as it is served to people: granian, hashed static files."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = site.start("serve", "--demo", "--port", str(port), "--processes", "1")
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{url}/account/healthz", timeout=1)
            break
        except OSError:
            time.sleep(0.1)
    yield url
    server.terminate()
    server.wait(15)
    with socket.socket() as probe:  # nothing is left behind, whatever viewers had open
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.browser
def test_the_series_plays_in_a_browser(page: Any, address: str, made: dict[str, Any]) -> None:
    page.goto(address)
    page.get_by_text("雨夜来客").first.wait_for()
    page.goto(f"{address}/watch/{made['slug']}/1/")
    page.wait_for_function(
        # A window of this height needs no more than the smallest size.
        "() => [...document.querySelectorAll('video')].some(v => v.currentTime > 1.5 && v.videoWidth === 540)",
        timeout=30_000,
    )


def test_a_port_that_is_taken_is_said(site: Site, address: str) -> None:
    second = site.start("serve", "--demo", "--port", address.rpartition(":")[2])
    _, complaint = second.communicate(timeout=60)
    assert second.returncode == 75
    assert "被占用" in complaint
