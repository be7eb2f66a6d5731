"""Static files: which browser parts are served, and under names that carry their hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage, Storage
from django.templatetags.static import static
from whitenoise.compress import Compressor

from fangcun.config import ROOT

# From npm packages only what a page uses is served: path below node_modules → address below /static/npm/.
BROWSER_PARTS = {
    "echarts/dist/echarts.esm.min.mjs": "echarts/echarts.esm.min.mjs",
    "hls.js/dist/hls.light.min.mjs": "hls.js/hls.light.min.mjs",
    "hls.js/dist/hls.min.mjs": "hls.js/hls.min.mjs",
    "open-props/open-props.min.css": "open-props/open-props.min.css",
}


class BrowserParts(BaseFinder):
    """Finds the parts of `BROWSER_PARTS` in node_modules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._modules = ROOT / "node_modules"
        self._by_address = {f"npm/{address}": path for path, address in BROWSER_PARTS.items()}

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing can be misconfigured."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind an address, or nothing."""
        source = self._by_address.get(path)
        found = str(self._modules / source) if source and (self._modules / source).is_file() else None
        if find_all:
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Every part that is installed, each from a storage that knows it by its address."""
        storage = _Renamed(location=self._modules)
        for address, source in self._by_address.items():
            if (self._modules / source).is_file():
                storage.sources[address] = source
                yield address, storage


class _Renamed(FileSystemStorage):
    """node_modules, seen through the addresses of the browser parts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sources: dict[str, str] = {}

    def path(self, name: str) -> str:
        """The file of an address."""
        return super().path(self.sources.get(name, name))


class HashedModules(ManifestStaticFilesStorage):
    """Hashed names. ES modules import each other through the page's import map, so no script is rewritten.

    A file that was never collected is served under its own name: a missing picture must not take a page down.
    Source maps are not served, so the comments that name them are left alone.
    """

    manifest_strict = False
    patterns = tuple(
        (glob, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for glob, rules in ManifestStaticFilesStorage.patterns
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file, worked out once: a page names a hundred, which was most of what it cost."""
        name = name or ""
        if force:
            return str(super().url(name, force=True))
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name))
        return self._addresses[name]

    def post_process(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Hash, then keep each file compressed beside itself: WhiteNoise hands that out to whoever takes it."""
        compressor = Compressor(quiet=True)
        for name, hashed, processed in super().post_process(*args, **kwargs):
            yield name, hashed, processed
            # Only hashed names are asked for; an error comes with an exception instead of a name.
            if isinstance(hashed, str) and compressor.should_compress(hashed):
                compressor.compress(self.path(hashed))

    def stored_name(self, name: str) -> str:
        """The hashed name, or the plain one of a file that was never collected."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name


@cache
def import_map() -> dict[str, str]:
    """Module names and their addresses: ``hls.js``, and ``<room>/<name>`` for each ``static/<room>/js/<name>.js``."""
    names = {
        "hls.js": static("npm/hls.js/hls.min.mjs"),
        "hls.js/light": static("npm/hls.js/hls.light.min.mjs"),
    }
    for room in settings.ROOMS:
        for module in sorted((Path(__file__).parents[1] / room / "static" / room / "js").glob("*.js")):
            names[f"{room}/{module.stem}"] = static(f"{room}/js/{module.name}")
    return names
