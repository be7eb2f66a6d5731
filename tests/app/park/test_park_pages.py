"""The base's pages and its API over HTTP."""

from __future__ import annotations

import io
from collections.abc import Callable

import cv2
import numpy
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from park_house import Base

from fangcun.base.contracts import Actor, Role
from fangcun.park import api
from fangcun.park.contracts import Want

pytestmark = pytest.mark.urls("park_urls")
Browse = Callable[..., Client]
LISTS = ["", "spaces/", "people/", "stock/", "crews/", "bookings/"]
SEES = {Role.OPERATOR, Role.PRODUCER, Role.FINANCE, Role.CITY}


def picture(width: int = 40, height: int = 30, suffix: str = ".png") -> bytes:
    noise = numpy.random.default_rng(1).integers(0, 255, (height, width, 3), dtype=numpy.uint8)
    return bytes(cv2.imencode(suffix, noise)[1].tobytes())


def upload(client: Client, text: str, *, kind: str = "spaces") -> object:
    file = SimpleUploadedFile("场景.csv", text.encode())
    return client.post("/park/import/preview/", {"kind": kind, "file": file})


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_the_base(role: Role, base: Base, browse: Browse) -> None:
    client = browse(role)
    ones = [
        f"spaces/{base.yard.id}/",
        f"people/{base.actress.id}/",
        f"stock/{base.lights.id}/",
        f"crews/{base.crew.id}/",
    ]
    for page in [*LISTS, *ones]:
        assert client.get(f"/park/{page}").status_code == (200 if role in SEES else 403), page
    for page in [
        "import/",
        "spaces/new/",
        f"spaces/{base.yard.id}/edit/",
        "export/spaces.xlsx",
        "template/people.xlsx",
    ]:
        assert client.get(f"/park/{page}").status_code == (200 if role is Role.OPERATOR else 403), page


@pytest.mark.parametrize("page", LISTS)
def test_an_empty_base_says_what_would_be_here(page: str, browse: Browse) -> None:
    text = browse().get(f"/park/{page}").content.decode()
    assert "还没有" in text or "基地还是空的" in text or "今天起没有预订" in text


def test_no_tenant_sees_another_s(base: Base, browse: Browse, elsewhere: tuple[str, str]) -> None:
    client = browse(tenant=elsewhere)
    assert "四合院" not in client.get("/park/spaces/").content.decode()
    for page in (
        f"spaces/{base.yard.id}/",
        f"people/{base.actress.id}/",
        f"crews/{base.crew.id}/",
        f"spaces/{base.yard.id}/edit/",
    ):
        assert client.get(f"/park/{page}").status_code == 404
    assert client.get(f"/api/park/spaces/{base.yard.id}").status_code == 404


def test_filters_stand_in_the_address(base: Base, browse: Browse) -> None:
    client = browse()
    for query, found in (
        ("q=四合", True),
        ("tag=院落", True),
        ("tag=院", False),
        ("ie=外", True),
        ("period=现代", False),
        ("kind=set&night=1", True),
    ):
        assert ("民国四合院" in client.get(f"/park/spaces/?{query}").content.decode()) is found, query
    for query, found in (("sex=女&age=25", True), ("age=40", False), ("sex=男", False)):
        assert (f"/park/people/{base.actress.id}/" in client.get(f"/park/people/?{query}").content.decode()) is found, (
            query
        )


def test_a_space_s_week_shows_who_has_it(base: Base, browse: Browse) -> None:
    api.book(base.operator, base.crew.id, [Want(base.yard.id, base.at(8), base.at(18), purpose="3-1")])
    text = browse().get(f"/park/spaces/{base.yard.id}/?week=2026-11-23").content.decode()
    assert '<rect x="480" y="0" width="600" height="100" class="b-held"/>' in text
    assert "08:00–18:00" in text
    assert "古城来信" in text
    assert "3-1" in text
    assert "古城来信" not in browse().get(f"/park/spaces/{base.yard.id}/?week=2026-11-30").content.decode()


def test_a_hold_is_confirmed_and_released_from_the_list(base: Base, browse: Browse) -> None:
    [made] = api.book(base.operator, base.crew.id, [Want(base.yard.id, base.at(8), base.at(18))])
    client = browse(Role.PRODUCER)
    assert "预占" in client.get("/park/bookings/").content.decode()
    assert f'value="confirm:{made.id}"' in client.get("/park/").content.decode()
    client.post("/park/bookings/change/", {"do": f"confirm:{made.id}"})
    assert api.booking(base.operator, made.id).state == "confirmed"
    answer = client.post(
        "/park/bookings/change/", {"do": "release", "id": [made.id], "next": "https://elsewhere.example/"}
    )
    assert answer.headers["Location"] == "/park/bookings/"
    assert api.booking(base.operator, made.id).state == "released"
    assert browse(Role.FINANCE).post("/park/bookings/change/", {"do": f"confirm:{made.id}"}).status_code == 403


def test_a_form_names_every_wrong_field_and_keeps_what_was_typed(base: Base, browse: Browse) -> None:
    client = browse()
    answer = client.post("/park/spaces/new/", {"编号": "S-7", "名称": "祠堂", "类别": "实景棚", "日价": "很贵"})
    assert answer.status_code == 422
    assert "“日价”写的是“很贵”，不是金额" in answer.content.decode()
    assert 'value="祠堂"' in answer.content.decode()
    taken = client.post("/park/spaces/new/", {"编号": "S-1", "名称": "祠堂", "类别": "实景棚"})
    assert taken.status_code == 409
    made = client.post(
        "/park/spaces/new/", {"编号": "S-7", "名称": "祠堂", "类别": "实景棚", "日价": "800", "标签": "祠堂、古装"}
    )
    assert made.status_code == 302
    [space] = [s for s in api.spaces(base.operator).items if s.code == "S-7"]
    assert (space.day_rate, space.tags) == (80_000, ("祠堂", "古装"))
    client.post(f"/park/spaces/{space.id}/edit/", {"编号": "S-7", "名称": "陈氏祠堂", "类别": "实景棚"})
    changed = api.space(base.operator, space.id)
    assert (changed.name, changed.day_rate) == ("陈氏祠堂", 0)


def test_an_import_is_previewed_then_applied_and_bad_rows_come_back(base: Base, browse: Browse) -> None:
    client = browse()
    seen = upload(client, "编号,名称,类别,日价\nS-1,民国四合院,实景棚,900\nS-8,茶楼,实景棚,500\nS-9,码头,宫殿,1\n")
    text = seen.content.decode()  # type: ignore[attr-defined]
    assert "第 4 行的“类别”写的是“宫殿”" in text
    assert "茶楼" in text
    assert "<del>0</del> <ins>900</ins>" in text
    assert api.spaces(base.operator).total == 2
    ticket, sheet = seen.context["ticket"], seen.context["sheet"]  # type: ignore[attr-defined]
    done = client.post("/park/import/apply/", {"ticket": ticket})
    assert "已导入：新增 1，修改 1，不变 0。" in done.content.decode()
    assert api.space(base.operator, base.yard.id).tags == ("院落",)  # a column that the sheet lacks
    back = client.post("/park/import/refused/", {"sheet": sheet})
    page = openpyxl.load_workbook(io.BytesIO(back.content)).active
    assert page["B2"].value == "S-9"
    again = client.post("/park/import/apply/", {"ticket": ticket}).context["report"]
    assert (again.added, again.changed, again.same, again.failed) == (0, 0, 2, 1)


def test_another_tenant_s_ticket_opens_nothing(base: Base, browse: Browse, elsewhere: tuple[str, str]) -> None:
    ticket = upload(browse(), "编号,名称,类别\nS-8,茶楼,实景棚\n").context["ticket"]  # type: ignore[attr-defined]
    assert browse(tenant=elsewhere).post("/park/import/apply/", {"ticket": ticket}).status_code == 422
    assert browse().post("/park/import/apply/", {"ticket": ticket + "x"}).status_code == 422


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", ["spaces", "people", "stock", "crews"])
def test_what_is_exported_changes_nothing_when_it_comes_back(base: Base, browse: Browse, kind: str, form: str) -> None:
    data = browse().get(f"/park/export/{kind}.{form}").content
    from fangcun.park.contracts import SheetKind

    report = api.import_sheet(base.operator, SheetKind(kind), data)
    assert (report.added, report.changed, report.failed) == (0, 0, 0)
    assert report.same == report.total > 0


def test_photos_are_drawn_anew_and_shown_to_the_tenant_only(
    base: Base, browse: Browse, elsewhere: tuple[str, str]
) -> None:
    jpeg = picture(4000, 30, ".jpg")
    secret = b"\xff\xe1\x00\x12Exif\x00\x00GPS here!!"
    hidden = jpeg[:2] + secret + jpeg[2:] + b"<script>"
    client = browse()
    files = {"photos": SimpleUploadedFile("x.exe", hidden), "kind": "spaces", "id": str(base.yard.id)}
    assert (
        client.post(f"/park/things/{base.yard.id}/photos/", files).headers["Location"]
        == f"/park/spaces/{base.yard.id}/"
    )
    [digest] = api.space(base.operator, base.yard.id).photos
    address = f"/park/things/{base.yard.id}/photos/{digest}.jpg"
    kept = client.get(address)
    assert kept.headers["Content-Type"] == "image/jpeg"
    assert cv2.imdecode(numpy.frombuffer(kept.content, numpy.uint8), 1).shape[1] == 1600
    assert b"GPS" not in kept.content
    assert b"script" not in kept.content
    assert browse(tenant=elsewhere).get(address).status_code == 404
    assert browse(Role.VIEWER).get(address).status_code == 403
    client.post(f"/park/things/{base.yard.id}/photos/{digest}/drop/")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg onload='x'/>", "不是 JPEG"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (60_000).to_bytes(4, "big") * 2, "百万像素"),
        (picture()[:60], "损坏"),
        (picture(suffix=".jpg")[:-300] [:40], "不是 JPEG"),
    ],
)  # fmt: skip
def test_hostile_photos_are_refused_in_words(base: Base, browse: Browse, data: bytes, words: str) -> None:
    answer = browse().post(f"/park/things/{base.yard.id}/photos/", {"photos": SimpleUploadedFile("a.jpg", data)})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_retired_thing_leaves_the_lists_and_comes_back(base: Base, browse: Browse) -> None:
    client = browse()
    client.post(f"/park/things/{base.yard.id}/retire/", {"kind": "spaces", "id": base.yard.id})
    assert "民国四合院" not in client.get("/park/spaces/").content.decode()
    assert "民国四合院" in client.get("/park/spaces/?retired=1").content.decode()
    client.post(f"/park/things/{base.yard.id}/retire/", {"back": "1"})
    assert "民国四合院" in client.get("/park/spaces/").content.decode()


def test_bookings_over_the_api(base: Base, browse: Browse) -> None:
    client = browse(Role.PRODUCER)
    want = {"resource_id": base.yard.id, "start": base.at(8).isoformat(), "end": base.at(9).isoformat()}
    order = {"crew_id": base.crew.id, "wants": [want], "key": "a"}
    made = client.post("/api/park/bookings", order, content_type="application/json")
    assert made.status_code == 201, made.content
    assert client.post("/api/park/bookings", order, content_type="application/json").json() == made.json()
    clash = client.post("/api/park/bookings", order | {"key": "b"}, content_type="application/json")
    assert clash.status_code == 409
    [told] = clash.json()["error"]["clashes"]
    assert "最近的空档" in told["words"]
    assert (told["resource"], told["left"], told["crews"]) == ("民国四合院", 0, None)
    span = {"start": base.at(0).isoformat(), "end": base.at(24).isoformat()}
    assert [b["crew_name"] for b in client.get("/api/park/bookings", span).json()] == ["古城来信"]
    assert client.get("/api/park/free", span | {"ids": str(base.yard.id)}).json() == {str(base.yard.id): 0}
    ids = {"ids": [made.json()[0]["id"]]}
    for step in ("confirm", "use", "release"):
        assert client.post(f"/api/park/bookings/{step}", ids, content_type="application/json").status_code == 200
    naive = order | {"wants": [want | {"start": "2026-11-23T08:00:00"}]}
    assert client.post("/api/park/bookings", naive, content_type="application/json").status_code == 422
    swap = {"source": "plan", "wants": {str(base.crew.id): [want]}}
    exchanged = client.post("/api/park/bookings/exchange", swap, content_type="application/json")
    assert exchanged.json() == {"kept": 0, "released": 0, "added": 1}


def test_things_over_the_api(base: Base, browse: Browse) -> None:
    client = browse()
    for kind, count in (("spaces", 2), ("people", 1), ("stock", 1)):
        assert client.get(f"/api/park/{kind}").json()["total"] == count
    assert [c["code"] for c in client.get("/api/park/crews").json()] == ["C-1", "C-2"]
    assert client.get("/api/park/bundles").json() == []
    person = client.get(f"/api/park/people/{base.actress.id}").json()
    assert person["ages"] == [20, 32]
    assert "phone" not in person
    put = client.put(
        "/api/park/things/stock",
        {"编号": "L-2", "名称": "柔光箱", "类别": "灯光", "数量": "4"},
        content_type="application/json",
    )
    assert put.json()["count"] == 4
    wrong = client.put("/api/park/things/stock", {"编号": "L-3", "数量": "四百个"}, content_type="application/json")
    assert wrong.status_code == 422
    assert "“名称”没有填" in wrong.json()["error"]["message"]
    sheet = SimpleUploadedFile("a.csv", "编号,名称,物资\nB-1,灯光组,L-1×2、L-2×1\nB-2,坏组,L-9×1\n".encode())
    report = client.post("/api/park/sheets/bundles?dry_run=true", {"file": sheet}).json()
    assert (report["added"], report["failed"], report["applied"]) == (1, 1, False)
    assert "L-9 不存在" in report["problems"][0]["message"]


def test_a_telephone_number_is_shown_to_operators_only(base: Base, browse: Browse, actor: Callable[..., Actor]) -> None:
    browse().post(
        f"/park/people/{base.actress.id}/edit/",
        {"编号": "P-1", "姓名": "沈青", "类别": "演员", "性别": "女", "可演年龄": "20-32", "电话": "13800000000"},
    )
    address = f"/park/people/{base.actress.id}/"
    assert "13800000000" in browse().get(address).content.decode()
    assert "13800000000" not in browse(Role.PRODUCER).get(address).content.decode()
