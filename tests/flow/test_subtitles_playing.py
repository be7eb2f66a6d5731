"""A viewer chooses the language of the subtitles, reads them, and finds the choice again."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from theatre_stage import Theatre

from fangcun.cut.engine.abroad import offer
from fangcun.cut.engine.cues import Cue
from fangcun.cut.engine.grid import FPS
from fangcun.cut.engine.renditions import webvtt_rendition
from ladder_stage import Packaged, package

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Packaged:
    made = package(tmp_path_factory.mktemp("abroad"))
    seconds = made.frames / FPS
    media = [
        webvtt_rendition([Cue(0, made.frames, (words,))], language=code, folder=made.folder, duration=seconds).media
        for code, words in (("en", "It rains."), ("ar", "إنها تمطر."))
    ]
    offer(made.folder, media)
    return made


def files_of(made: Packaged) -> dict[str, Path]:
    found = {f"hls/{p.relative_to(made.folder).as_posix()}": p for p in made.folder.rglob("*.*") if p.is_file()}
    return {name: path for name, path in found.items() if path.suffix != ".json"} | {"film.mp4": made.film}


SHOWN = """() => [...document.querySelectorAll("video")].flatMap((video) => [...video.textTracks])
    .filter((track) => track.mode === "showing").flatMap((track) => [...(track.activeCues ?? [])].map((cue) => cue.text))"""


def test_subtitles_are_chosen_read_and_kept(theatre: Theatre, abroad: Packaged, page: Page) -> None:
    theatre.media = {1: files_of(abroad)}
    theatre.publish(1)
    page.goto(f"{theatre.url}/watch/{theatre.slug}/1/")
    theatre.watches(page, 1)
    page.get_by_role("button", name="字幕").click()
    sheet = page.get_by_role("dialog", name="字幕")
    expect(sheet.get_by_role("button", name="不显示")).to_have_attribute("aria-pressed", "true")
    expect(sheet.locator("ul button")).to_have_text(["不显示", "English", "العربية"])
    sheet.get_by_role("button", name="English").click()
    page.wait_for_function(f"() => ({SHOWN})().includes('It rains.')")
    page.reload()
    page.wait_for_function(f"() => ({SHOWN})().includes('It rains.')")
    page.get_by_role("button", name="字幕").click()
    sheet.get_by_role("button", name="不显示").click()
    page.wait_for_function(f"() => ({SHOWN})().length === 0")


def test_a_film_without_other_languages_offers_none(theatre: Theatre, page: Page) -> None:
    theatre.publish(1)
    page.goto(f"{theatre.url}/watch/{theatre.slug}/1/")
    theatre.watches(page, 1)
    expect(page.get_by_role("button", name="字幕")).to_be_hidden()
