"""The settings of a test run: a home folder of its own, plain HTTP. Set before anything of the site is read."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_HOME = tempfile.mkdtemp(prefix="fangcun-test-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)

os.environ["FANGCUN_MODE"] = "demo"
os.environ["FANGCUN_HOME"] = _HOME
os.environ.setdefault("FANGCUN_SECRET_KEY", "only for tests")
# What a test changes is seen at once; the tests of what is kept say so themselves.
os.environ.setdefault("FANGCUN_KEPT_SECONDS", "0")
# Programs that a test starts find the same sources.
os.environ["PYTHONPATH"] = str(Path(__file__).parents[1] / "src")
# The planner's compiled code outlives the home of one run; numba replaces its files whole, so workers may share them.
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(__file__).parents[1] / "var" / "cache" / "numba"))

from fangcun.settings import *  # noqa: E402, F403  the environment comes first, and these are all its settings
