"""The first start honours the mirrors that the user set for pip."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_pip_s_mirror_becomes_uv_s(bootstrap: ModuleType, tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    settings = {
        "index-url": "https://mirror.example/simple",
        "extra-index-url": f"https://second.example/simple file://{tmp_path}/missing",
        "find-links": f"{wheels} {tmp_path}/none",
        "trusted-host": "mirror.example",
        "timeout": "60",
    }
    assert bootstrap.mirror_environment(settings) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_INDEX": "https://second.example/simple",
        "UV_FIND_LINKS": str(wheels),
        "UV_INSECURE_HOST": "mirror.example",
        "UV_HTTP_TIMEOUT": "60",
    }


def test_pip_s_own_files_and_environment_are_read(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pip.conf").write_text("[global]\nindex-url = https://file.example/simple\ntimeout = 30\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    monkeypatch.setenv("PIP_TIMEOUT", "90")
    settings = bootstrap.pip_settings(Path(sys.executable))
    assert (settings["index-url"], settings["timeout"]) == ("https://file.example/simple", "90")


def test_an_old_python_is_told_what_to_do(tmp_path: Path) -> None:
    launcher = tmp_path / "fangcun"
    launcher.write_bytes((ROOT / "fangcun").read_bytes())
    launcher.chmod(0o755)
    (tmp_path / "bin").mkdir()
    for tool in ("sh", "dirname", "cmp"):
        found = next(Path(d) / tool for d in os.environ["PATH"].split(":") if (Path(d) / tool).exists())
        (tmp_path / "bin" / tool).symlink_to(found)
    done = subprocess.run(
        [launcher, "demo"], env={"PATH": str(tmp_path / "bin")}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 69
    assert "Python 3.11" in done.stderr
