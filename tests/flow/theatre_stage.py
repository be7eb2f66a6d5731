"""The theatre as a browser test sees it: a title to publish episodes of, and what is on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from fangcun.air.api import announce, publish
from fangcun.base.api import blobs, ensure_tenant, system_actor

CURRENT_VIDEO = """() => {
    const reel = document.querySelector(".reel");
    const row = Math.round(reel.scrollTop / reel.clientHeight) + 1;
    return [...reel.querySelectorAll("video")].find((v) => Number(v.style.gridRow.split(" ")[0]) === row) ?? null;
}"""


@dataclass
class Theatre:
    """A site with one title, whose episodes are published as a test asks for them."""

    url: str
    media: dict[int, dict[str, Path]]
    posters: dict[int, Path]
    slug: str = "fangcun-zhijian"
    name: str = "方寸之间"
    planned: int = 3

    def announce(self) -> None:
        """Put the title on the shelf without an episode."""
        announce(self.actor, slug=self.slug, name=self.name, planned_episodes=self.planned, ai_generated=True)

    def publish(self, *numbers: int, media: int | None = None) -> None:
        """Publish episodes; ``media`` takes another episode's film for them, as a recut would."""
        for number in numbers:
            files = self.media[media or number]
            publish(
                self.actor,
                slug=self.slug,
                name=self.name,
                synopsis="县城剧场要拆了，守门人沈方和来拆房子的许寸，被一卷找不到结尾的胶片锁在了同一间放映室里。",
                number=number,
                episode_name=["开门", "胶片", "灯下"][(number - 1) % 3],
                duration_ms=4000,
                files={path: blobs().put_file(file) for path, file in files.items()},
                poster=blobs().put_file(self.posters[number]),
                ai_generated=True,
                planned_episodes=self.planned,
            )

    @property
    def actor(self) -> Any:
        """The system acting for the tenant that owns the title."""
        return system_actor(ensure_tenant("studio", name="方寸影视").slug)

    def open(self, page: Page, number: int) -> None:
        """Go to an episode's own address."""
        page.goto(f"{self.url}/watch/{self.slug}/{number}/")

    def watches(self, page: Page, number: int) -> None:
        """The episode is on show, its address in the bar, and its picture moves."""
        page.wait_for_url(f"**/watch/{self.slug}/{number}/")
        page.wait_for_function(
            f"() => {{ const v = ({CURRENT_VIDEO})(); return v && !v.paused && v.currentTime > 0; }}"
        )
        before = self.current_time(page)
        page.wait_for_function(f"(before) => ({CURRENT_VIDEO})().currentTime > before + 0.3", arg=before)

    def current_time(self, page: Page) -> float:
        """Seconds into the episode on show."""
        return float(page.evaluate(f"() => ({CURRENT_VIDEO})().currentTime"))

    def state(self, page: Page) -> str:
        """What the player says of itself."""
        return str(page.locator(".watch").get_attribute("data-state"))
