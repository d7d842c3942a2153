"""The browser works here, and the checks of a page notice what they are meant to notice."""

import pytest

from tests.fixtures.browser import NARROW, check_axe, check_overflow
from tests.fixtures.html import faults_of

PAGE = """<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>제목</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>제목</h1>{}</main></body></html>"""
BROKEN_LOOKS = {
    "page scrolls sideways": "<div id=x><p>넓은 글</p></div><style>#x { width: 900px }</style>",
    "text cut": "<p>아주 긴 글</p><style>p { overflow: hidden; white-space: nowrap; width: 30px }</style>",
    "legend or caption not": "<fieldset><legend>구분</legend></fieldset><style>legend { font-size: 1px }</style>",
    "too small to hit": "<label for=a></label><input id=a type=radio><style>input { width: 1px; height: 1px }</style>",
}
FAULTS = {
    "0 h1 instead of one: []": PAGE.replace("h1", "h2"),
    "title '다른 제목' differs from h1 '제목'": PAGE.replace("<title>제목", "<title>다른 제목"),
    "field 'a' has no label": PAGE.replace("{}", "<input name=a>"),
    "id 'a' stands 2 times": PAGE.replace("{}", "<p id=a></p><p id=a></p>"),
    "for='b' names nothing": PAGE.replace("{}", "<label for=b>이름</label>"),
    "<p> has style=": PAGE.replace("{}", "<p style='color: red'></p>"),
    "inline <script>": PAGE.replace("{}", "<script>1</script>"),
    "table without caption": PAGE.replace("{}", "<table><tr><td>1</td></tr></table>"),
}


@pytest.mark.parametrize(("fault", "page"), FAULTS.items(), ids=FAULTS)
def test_a_faulty_page_is_noticed(fault, page):
    assert faults_of(page) == [fault]


def test_a_page_that_is_not_html5_is_noticed():
    assert faults_of(PAGE.replace("{}", "<p><div></p>"))[0].startswith("not HTML5: ")


def test_a_sound_page_passes():
    sound = "<form><label for=a>이름</label><input id=a name=a><input type=hidden name=b><button>저장</button></form>"

    assert faults_of(PAGE.replace("{}", sound)) == []


@pytest.mark.browser
@pytest.mark.parametrize(("fault", "content"), BROKEN_LOOKS.items(), ids=BROKEN_LOOKS)
def test_a_broken_look_is_noticed(window, fault, content):
    page = window(size=NARROW)
    page.set_content(PAGE.replace("{}", content))

    with pytest.raises(AssertionError, match=fault):
        check_overflow(page)


@pytest.mark.browser
def test_a_sound_page_looks_sound(window):
    page = window(size=NARROW)
    page.set_content(PAGE.replace("{}", "<form><label for=a>이름</label> <input id=a name=a></form>"))

    check_overflow(page)
    check_axe(page)


@pytest.mark.browser
def test_an_unlabelled_field_is_noticed(window):
    page = window()
    page.set_content(PAGE.replace("{}", "<input name=a>"))

    with pytest.raises(AssertionError, match="label"):
        check_axe(page)


@pytest.mark.browser
def test_the_server_answers_the_browser(page):
    answer = page.goto("/healthz")

    assert answer.json() == {"status": "ok", "signed_in": False}
