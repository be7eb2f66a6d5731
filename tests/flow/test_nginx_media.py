"""Films through a real nginx: a ticket opens them, nginx answers the ranges, nobody gets at the folder itself."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer
from theatre_stage import Theatre

from fangcun.base.api import blobs
from fangcun.config import config

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

pytestmark = pytest.mark.skipif(NGINX is None, reason="没有找到 nginx，未运行。安装：apt-get install -y nginx-light")

CONFIG = """
daemon off;
error_log stderr;
pid {folder}/nginx.pid;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass {site};
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $remote_addr;
        }}
        location /blobs/ {{ internal; alias {blobs}/; max_ranges 8; }}
    }}
}}
"""


@pytest.fixture
def nginx(
    live_server: LiveServer, tmp_path: Path, plain_statics: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[int]:
    """The port of an nginx in front of the running site."""
    monkeypatch.setattr(config(), "xaccel", "/blobs")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    user = "user root;" if os.geteuid() == 0 else ""
    folder = (config().home / "blobs").resolve()
    text = CONFIG.format(folder=tmp_path, user=user, port=port, site=live_server.url, blobs=folder)
    (tmp_path / "nginx.conf").write_text(text)
    running = subprocess.Popen([str(NGINX), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")])
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    running.terminate()
    running.wait(10)


@pytest.mark.django_db(transaction=True)
def test_a_ticket_opens_ranges_that_nginx_answers(nginx: int, theatre: Theatre) -> None:
    theatre.publish(1)
    host = {"Host": urlsplit(theatre.url).hostname or ""}

    def ask(path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", nginx, timeout=20)
        line.request(method, path, headers=host | {k.replace("_", "-"): v for k, v in headers.items()})
        answer = line.getresponse()
        return answer, answer.read()

    import json

    episode = json.loads(ask(f"/api/feed/{theatre.slug}")[1])["episodes"][0]
    film = episode["prefix"] + episode["film"]
    answer, whole = ask(film)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "video/mp4")
    assert answer.headers["X-Accel-Redirect"] is None
    size = len(whole)
    assert "max-age" in answer.headers["Cache-Control"]
    for asked, wanted in (("bytes=10-19", whole[10:20]), ("bytes=-7", whole[-7:]), (f"bytes={size - 3}-", whole[-3:])):
        answer, part = ask(film, Range=asked)
        assert (answer.status, part) == (206, wanted)
    answer, _ = ask(film, Range=f"bytes={size}-")
    assert (answer.status, answer.headers["Content-Range"]) == (416, f"bytes */{size}")
    answer, several = ask(film, Range="bytes=0-1,5-6")
    assert answer.status == 206
    assert answer.headers["Content-Type"].startswith("multipart/byteranges")
    assert whole[5:7] in several
    assert ask(film, Range="bytes=0-1", If_Range='"another"')[0].status == 200
    answer, nothing = ask(film, "HEAD")
    assert (answer.status, answer.headers["Content-Length"], nothing) == (200, str(size), b"")
    assert ask(film.replace("/media/", "/media/9"))[0].status == 403
    name = blobs().put(whole)
    assert ask(f"/blobs/{name[:2]}/{name[2:4]}/{name}")[0].status == 404
