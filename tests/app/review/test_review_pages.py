"""The pages of the review centre, as each of those who use it sees them."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from review_house import CLEAN, PLANTED, House

from fangcun.review import api
from fangcun.review.contracts.cases import Call, CaseState, Ruling

Browse = Callable[[str], Client]


def page(client: Client, path: str) -> str:
    """The page, which must be there."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode()


def test_a_producer_sends_a_draft_from_a_form(house: House, browse: Browse) -> None:
    draft = house.draft(PLANTED)
    client = browse("producer")
    assert "胡同口的早餐铺" in page(client, "/review/new/")
    assert "三类" in page(client, "/review/class/?investment=200000")
    assert "一类" in page(client, "/review/class/?investment=200000&subject=公安")
    assert "整数" in page(client, "/review/class/?investment=很多")
    answer = client.post("/review/new/", {"draft": draft, "investment": "200,000", "lane": "normal"}, follow=True)
    assert "已送审" in answer.content.decode()
    assert [line.name for line in api.cases(house["anne"])] == ["胡同口的早餐铺"]


def test_a_form_that_cannot_be_keeps_what_was_typed(house: House, browse: Browse) -> None:
    draft = house.draft(CLEAN)
    answer = browse("producer").post("/review/new/", {"draft": draft, "investment": "约二十万", "subject": "公安"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "约二十万" in text
    assert 'value="公安" checked' in text


def test_the_desk_marks_the_very_words(house: House, browse: Browse) -> None:
    case = house.submit(PLANTED)
    text = page(browse("anne"), f"/review/{case}/")
    for one in house.weighing(case):
        assert f'data-for="{one.id}"' in text
    assert "接手" in text
    assert "成立 <kbd>" not in text, "who does not hold the case cannot rule"
    api.take(house["anne"], case)
    assert "成立 <kbd>" in page(browse("anne"), f"/review/{case}/")


def test_a_ruling_answers_with_its_card_and_how_the_case_stands(house: House, browse: Browse) -> None:
    case = house.submit(PLANTED)
    api.take(house["anne"], case)
    client, one = browse("anne"), house.weighing(case)[0]
    refused = client.post(f"/review/{case}/findings/{one.key}/", {"ruling": "dismissed", "words": ""}).content.decode()
    assert "请写明理由" in refused
    done = client.post(f"/review/{case}/findings/{one.key}/", {"ruling": "upheld", "words": "请改"}).content.decode()
    assert "r-upheld" in done
    assert 'id="standing" hx-swap-oob="true"' in done


def test_the_producer_reads_what_to_mend_and_sends_it_again(house: House, browse: Browse) -> None:
    case = house.submit(PLANTED)
    api.take(house["anne"], case)
    house.rule_all(case, Ruling.UPHELD, by="anne")
    api.recommend(house["anne"], case, call=Call.RETURN, words="请改写招赌的台词")
    client = browse("producer")
    text = page(client, f"/review/{case}/")
    assert "请改写招赌的台词" in text
    assert "统一处理" in text
    assert "anne" not in text, "who judged is the centre's own affair"
    draft = house.draft(CLEAN)
    client.post(f"/review/{case}/again/", {"draft": draft, "note": "已改"})
    assert house.seen(case).line.state is CaseState.FIRST
    assert "已改掉" in page(browse("ben"), f"/review/{case}/")


def test_a_refused_step_says_why_on_the_page(house: House, browse: Browse) -> None:
    case = house.submit(PLANTED)
    client = browse("anne")
    client.post(f"/review/{case}/do/", {"do": "take"})
    answer = client.post(f"/review/{case}/do/", {"do": "recommend", "call": "pass"}, follow=True)
    assert "没有处理" in answer.content.decode()
    assert client.post(f"/review/{case}/do/", {"do": "nonsense"}).status_code == 422


def test_pages_are_shut_to_strangers(house: House, browse: Browse) -> None:
    case = house.submit(PLANTED)
    assert browse("rival").get(f"/review/{case}/").status_code == 404
    assert Client().get(f"/review/{case}/").status_code == 403
    assert browse("anne").get("/review/new/").status_code == 403
    for path in (f"/review/{case}/do/", f"/review/{case}/findings/x/"):
        assert browse("producer").post(path, {"do": "take", "ruling": "upheld"}).status_code in (302, 403, 404)
    assert house.seen(case).line.holder_id is None


def test_empty_states_say_what_would_be_here(house: House, browse: Browse) -> None:
    assert "没有等着审的" in page(browse("anne"), "/review/")
    assert "还没有送审的剧" in page(browse("producer"), "/review/")
    assert "还没有可送审的剧本" in page(browse("producer"), "/review/new/")
    assert "还没有办结的" in page(browse("anne"), "/review/ended/")


def test_the_pages_speak_english_too(house: House, browse: Browse) -> None:
    case = house.submit(PLANTED)
    client = browse("anne")
    client.cookies["django_language"] = "en"
    for path in ("/review/", f"/review/{case}/"):
        assert "Review" in page(client, path)
