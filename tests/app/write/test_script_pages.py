"""What the pages of the scripts say and do over HTTP."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from script_samples import FIRST, SECOND, UNREADABLE, long_script

from fangcun.base.contracts import Actor
from fangcun.config import config
from fangcun.write import api
from fangcun.write.contracts import DraftView

Browse = Callable[..., Client]


def _file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def test_an_empty_list_says_what_would_be_here_and_offers_the_upload(browse: Browse) -> None:
    text = browse().get("/scripts/").content.decode()
    assert "还没有剧本" in text
    assert 'type="file"' in text


def test_an_uploaded_file_leads_to_its_script(browse: Browse) -> None:
    answer = browse().post("/scripts/upload/", {"files": _file("绣娘.txt", FIRST.encode())}, follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain[-1][0].endswith("/1/")
    assert "这绣坊就要被周家收走了" in text
    assert 'class="strip strip-day-int"' in text
    assert 'class="strip strip-night-ext"' in text


def test_htmx_is_told_where_to_go(browse: Browse) -> None:
    answer = browse().post(
        "/scripts/upload/", {"files": _file("a.txt", FIRST.encode())}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["HX-Redirect"].endswith("/1/")


def test_several_files_arrive_and_a_bad_one_does_not_stop_the_rest(browse: Browse, actor: Callable[..., Actor]) -> None:
    files = [_file("坏.txt", UNREADABLE), _file("好.txt", FIRST.encode())]
    answer = browse().post("/scripts/upload/", {"files": files})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "坏.txt" in text
    assert "原文件已保存" in text
    assert [p.name for p in api.productions(actor()) if p.latest] == ["归来的绣娘"]


def test_the_same_file_again_leads_to_the_draft_that_is_there(draft: DraftView, browse: Browse) -> None:
    answer = browse().post(
        "/scripts/upload/", {"slug": draft.slug, "files": _file("x.txt", FIRST.encode())}, follow=True
    )
    assert answer.status_code == 200
    assert "第 1 稿，没有重复保存" in answer.content.decode()


def test_a_zip_bomb_is_refused_on_the_page_within_the_limits(browse: Browse) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b"0" * (300 * 1024 * 1024))
    answer = browse().post("/scripts/upload/", {"files": _file("炸弹.docx", packed.getvalue())})
    assert answer.status_code == 422
    assert "炸弹.docx" in answer.content.decode()


def test_a_file_beyond_the_limit_is_refused_on_the_page(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config(), "upload_megabytes", 1)
    answer = browse().post("/scripts/upload/", {"files": _file("长.txt", b"a" * (1 << 20) + b"b")})
    assert answer.status_code == 422
    assert "超过上限 1 MB" in answer.content.decode()


def test_an_upload_of_nothing_says_what_to_do(browse: Browse) -> None:
    answer = browse().post("/scripts/upload/", {"name": "空"})
    assert answer.status_code == 422
    assert "没有收到文件" in answer.content.decode()


@pytest.mark.parametrize("page", ["upload/", "check/", "归来的绣娘/rename/", "归来的绣娘/archive/"])
def test_changes_without_the_token_are_refused(draft: DraftView, browse: Browse, page: str) -> None:
    answer = browse(csrf=True).post(f"/scripts/{page}", {"text": FIRST, "name": "假"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_what_a_script_says_cannot_become_markup(actor: Callable[..., Actor], browse: Browse) -> None:
    evil = "<script>alert(1)</script>"
    text = FIRST.replace("你怎么回来了", evil).replace("绣坊客厅", evil).replace("林母", "<b>母</b>")
    view = api.add_draft(actor(), production=evil, file_name=f"{evil}.txt", data=text.encode())
    for page in ["", "1/", "1/edit/", "1/breakdown/", "1/breakdown/?scene=1", "1/scenes/1/"]:
        answer = browse().get(f"/scripts/{view.slug}/{page}")
        assert answer.status_code == 200
        assert evil not in answer.content.decode(), page
        assert "<b>母</b>" not in answer.content.decode(), page


def test_the_breakdown_filters_by_what_the_address_says(draft: DraftView, browse: Browse) -> None:
    def scenes(query: str) -> list[str]:
        text = (
            browse().get(f"/scripts/{draft.slug}/1/breakdown/?{query}", headers={"HX-Target": "rows"}).content.decode()
        )
        return [n for n in ("1-1", "1-2", "2-1") if f">{n}</a>" in text]

    assert scenes("") == ["1-1", "1-2", "2-1"]
    assert scenes("light=夜") == ["1-2", "2-1"]
    assert scenes("light=夜&ie=外") == ["1-2"]
    assert scenes("ep=2") == ["2-1"]
    assert scenes("who=林夏") == ["1-1", "1-2"]
    assert scenes("place=周家书房") == ["2-1"]
    assert scenes("cat=Vehicles") == ["1-2"]
    assert scenes("q=摩托车") == ["1-2"]
    assert scenes("q=没有这几个字") == []


def test_the_drawer_marks_elements_where_they_stand(draft: DraftView, browse: Browse) -> None:
    text = browse().get(f"/scripts/{draft.slug}/1/scenes/2/").content.decode()
    assert 'class="c-props" title="道具：灯笼">灯笼</mark>' in text
    assert 'class="c-vehicles" title="车辆：摩托车">摩托车</mark>' in text


def test_the_workbook_opens_and_holds_the_scenes(draft: DraftView, browse: Browse) -> None:
    answer = browse().get(f"/scripts/{draft.slug}/1/export.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "%E5%BD%92%E6%9D%A5%E7%9A%84%E7%BB%A3%E5%A8%98-1.xlsx" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = {str(c.value) for sheet in book for row in sheet for c in row}
    assert {"1-1", "1-2", "2-1"} <= cells


def test_the_original_comes_back_as_a_download(draft: DraftView, browse: Browse) -> None:
    answer = browse().get(f"/scripts/{draft.slug}/files/{draft.id}/")
    assert b"".join(answer.streaming_content) == FIRST.encode()  # type: ignore[attr-defined]  # a FileResponse streams
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_text_is_judged_while_it_is_written(browse: Browse) -> None:
    text = (
        browse()
        .post("/scripts/check/", {"text": FIRST + "\n第4集\n4-1 日 内 厨房\n林夏：少了一集。\n"})
        .content.decode()
    )
    assert "<b>4</b> 场" in text
    assert 'class="finding warning"' in text
    assert 'data-line="' in text


def test_an_edited_text_is_the_next_draft(draft: DraftView, browse: Browse, actor: Callable[..., Actor]) -> None:
    page = browse().get(f"/scripts/{draft.slug}/1/edit/").content.decode()
    assert "这绣坊就要被周家收走了" in page
    sent = {"slug": draft.slug, "file_name": "绣娘.txt", "note": "加一场", "text": SECOND.replace("\n", "\r\n")}
    assert browse().post("/scripts/upload/", sent).status_code == 302
    latest = api.production(draft.slug, actor()).latest
    assert latest is not None
    assert (latest.number, latest.note) == (2, "加一场")
    assert api.load(latest.id, actor())[0].source == SECOND


def test_a_final_draft_file_is_edited_as_fountain_without_the_exports_notes(
    draft: DraftView, browse: Browse, actor: Callable[..., Actor]
) -> None:
    fdx = api.export_draft(draft.id, actor(), form="fdx").data
    view = api.add_draft(actor(), production="绣娘 FDX", file_name="绣娘.fdx", data=fdx)
    page = browse().get(f"/scripts/{view.slug}/1/edit/").content.decode()
    text = html.unescape(page.partition("<textarea")[2].partition(">\n")[2].partition("</textarea>")[0])
    assert 'name="file_name" value="绣娘.fountain"' in page
    assert "Fangcun:" not in text
    assert "[[场：" not in text
    again = api.read_text(text, format="fountain")
    before, _ = api.load(view.id, actor())
    assert [s.cast_speaking for s in again.scenes()] == [s.cast_speaking for s in before.scenes()]
    assert len(again.scenes()) == 3


def test_the_comparison_sends_each_desk_its_work(draft: DraftView, browse: Browse, actor: Callable[..., Actor]) -> None:
    alone = browse().get(f"/scripts/{draft.slug}/compare/").content.decode()
    assert "还只有一稿" in alone
    api.add_draft(actor(), production=draft.production_id, file_name="绣娘.txt", data=SECOND.encode())
    text = browse().get(f"/scripts/{draft.slug}/compare/").content.decode()
    assert "要重排期" in text
    assert "影视基地门口" in text
    assert "<ins>" in text
    only_added = browse().get(f"/scripts/{draft.slug}/compare/?old=1&new=2&kind=added").content.decode()
    assert only_added.count('<section class="change') == 1
    assert browse().get(f"/scripts/{draft.slug}/compare/?old=7&new=2").status_code == 404


def test_a_long_script_comes_in_parts_and_every_scene_is_in_one(actor: Callable[..., Actor], browse: Browse) -> None:
    view = api.add_draft(actor(), production="很长", file_name="长.txt", data=long_script(80).encode())
    found: list[int] = []
    for part in (1, 2, 3):
        text = browse().get(f"/scripts/{view.slug}/1/?part={part}").content.decode()
        found += [n for n in range(1, 81) if f'id="s{n}"' in text]
    assert found == list(range(1, 81))
    assert browse().get(f"/scripts/{view.slug}/1/?part=99").status_code == 200
    assert browse().get(f"/scripts/{view.slug}/1/?part=x").status_code == 200


def test_addresses_of_what_is_not_there_say_so(draft: DraftView, browse: Browse) -> None:
    for page in ["9/", "1/scenes/99/", "1/export.doc", "9/export.xlsx"]:
        assert browse().get(f"/scripts/{draft.slug}/{page}").status_code == 404, page


def test_a_production_is_renamed_and_archived_from_its_page(draft: DraftView, browse: Browse) -> None:
    client = browse()
    assert (
        "绣娘归来" in client.post(f"/scripts/{draft.slug}/rename/", {"name": "绣娘归来"}, follow=True).content.decode()
    )
    assert "已归档" in client.post(f"/scripts/{draft.slug}/archive/", follow=True).content.decode()
    client.post(f"/scripts/{draft.slug}/archive/", {"restore": "1"})
    assert "已归档 1 部" not in client.get("/scripts/").content.decode()
