"""A site in earnest passes Django's deployment checklist; only a demo is looser. Secrets may come from files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def run(tmp_path: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FANGCUN_", "DJANGO_"))}
    env = kept | settings | {"FANGCUN_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT / "src")}
    env["DJANGO_SETTINGS_MODULE"] = "fangcun.settings"
    return subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, check=False)


def test_a_site_passes_the_deployment_checklist(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_a_demo_is_told_apart(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "django", "check", "--deploy", "--fail-level", "WARNING", FANGCUN_MODE="demo")
    assert "security.W008" in done.stderr


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from a file\n")
    program = "from django.conf import settings; print(settings.SECRET_KEY)"
    done = run(tmp_path, "-c", program, FANGCUN_SECRET_KEY_FILE=str(tmp_path / "key"))
    assert done.stdout == "from a file\n"


def test_a_key_that_nobody_gave_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    program = "from django.conf import settings; print(settings.SECRET_KEY)"
    first, second = run(tmp_path, "-c", program).stdout, run(tmp_path, "-c", program).stdout
    assert first == second
    assert len(first) > 50
    assert (tmp_path / "home" / "secret.key").stat().st_mode & 0o077 == 0


def test_an_impossible_setting_is_refused_by_name(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", "import django; django.setup()", FANGCUN_WORKERS="many")
    assert done.returncode
    assert "workers" in done.stderr
