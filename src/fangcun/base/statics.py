"""Static files under names that carry their hash, so that browsers may keep them for ever."""

from __future__ import annotations

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedModules(ManifestStaticFilesStorage):
    """Hashed names, also inside the import statements of ES modules.

    A file that was never collected is served under its own name: a missing picture must not take a page down.
    """

    support_js_module_import_aggregation = True
    manifest_strict = False
