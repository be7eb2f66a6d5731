"""What pages complain of in the browser's console."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Page


class Complaints:
    """Collects what pages complain of; ``expect`` names complaints that belong to the test."""

    def __init__(self) -> None:
        self._complaints: list[str] = []
        self._expected: list[str] = []

    def follow(self, page: Page) -> Page:
        """Listen to a page from now on."""
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._complaints.append(f"uncaught: {error}"))
        return page

    def expect(self, pattern: str) -> None:
        """A complaint that is part of the story, such as the refusal of a link that ran out."""
        self._expected.append(pattern)

    def unexpected(self) -> list[str]:
        """The complaints that nobody expected."""
        return [c for c in self._complaints if not any(re.search(p, c) for p in self._expected)]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complaints.append(f"{message.text} {message.location.get('url', '')}")
