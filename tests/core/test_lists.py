import base64
import json
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import aliased
from werkzeug.datastructures import MultiDict

from program_admin.core.database import db
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.exports import Kind
from program_admin.core.lists.columns import Column, Listing
from program_admin.core.lists.cursors import Cursor, pack, unpack
from program_admin.core.lists.files import exported
from program_admin.core.lists.pages import list_page, selected_ids
from program_admin.core.lists.saved_views import forget_view, save_view, saved_views_of
from tests.core.workshops import WORKSHOPS, add_workshop, all_workshops, make_table, workshop_list

pytestmark = pytest.mark.both_databases
PERSON, RIVAL = uuid.UUID(int=1), uuid.UUID(int=2)
NOW = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def table(app):
    make_table()
    return app


def shown(query="", listing=None, statement=None):
    chosen = all_workshops() if statement is None else statement
    return list_page(listing or workshop_list(), chosen, arguments=MultiDict(parse_qsl(query.lstrip("?"))))


def names(page):
    return [row.cells[0].text for row in page.rows]


def walk(first, **given):
    """The ids of all pages from one on, and those met on the way back."""
    page, forth = first, [[row.id for row in first.rows]]
    while page.next_url and len(forth) < 20:
        page = shown(page.next_url, **given)
        forth.append([row.id for row in page.rows])
    back = [[row.id for row in page.rows]]
    while page.previous_url and len(back) < 20:
        page = shown(page.previous_url, **given)
        back.insert(0, [row.id for row in page.rows])
    return forth, back


values = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["가나봉제", "나라인쇄", "abc", "ABC", "(주)다움"]),
        "subsidy": st.none() | st.integers(0, 3),
        "score": st.none() | st.sampled_from([Decimal("88.00"), Decimal("87.55")]),
        "founded": st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 3)),
        "filed_at": st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 2), timezones=st.just(UTC)),
    }
)


@pytest.mark.parametrize("key", ["name", "subsidy", "score", "founded", "filed_at"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(values, max_size=11), way=st.sampled_from(["", "-"]), size=st.integers(1, 4))
def test_pages_cover_every_row_exactly_once_under_ties(key, rows, way, size):
    db.session.execute(delete(WORKSHOPS))
    for number, row in enumerate(rows):
        add_workshop(number, **row)
    listing = workshop_list(size)

    forth, back = walk(shown(f"sort={way}{key}", listing), listing=listing)

    met = [one for page in forth for one in page]
    assert sorted(met) == sorted(str(uuid.UUID(int=number)) for number in range(len(rows)))
    assert all(len(page) == size for page in forth[:-1])
    assert back == forth


def test_rows_stand_in_order_with_empty_ones_last_both_ways():
    for number, amount in enumerate([30, None, 10, 20]):
        add_workshop(number, f"기업{number}", subsidy=amount)

    listing = workshop_list(9)

    assert names(shown("sort=subsidy", listing)) == ["기업2", "기업3", "기업0", "기업1"]
    assert names(shown("sort=-subsidy", listing)) == ["기업0", "기업3", "기업2", "기업1"]


def test_a_row_added_meanwhile_shifts_no_page():
    for number in range(6):
        add_workshop(number + 10, f"기업{number}")
    first = shown()
    add_workshop(1, "가장 앞")

    assert names(first) == ["기업0", "기업1", "기업2"]
    assert names(shown(first.next_url)) == ["기업3", "기업4", "기업5"]


def test_a_column_of_an_outer_joined_table_may_be_empty():
    other = aliased(WORKSHOPS, name="other")
    for number in range(5):
        add_workshop(number, f"기업{number}", trade="14" if number % 2 else "18")
    statement = select(WORKSHOPS.c.id, WORKSHOPS.c.name, other.c.name.label("partner")).outerjoin(
        other, (other.c.id == WORKSHOPS.c.id) & (other.c.trade == "14")
    )
    columns = (Column("partner", "짝", lambda row: row.partner, order=other.c.name),)
    listing = Listing("pairs", "짝", columns, identity=WORKSHOPS.c.id, order="partner", empty="없음", page_size=2)

    forth, back = walk(shown("", listing, statement), listing=listing, statement=statement)

    assert [uuid.UUID(one).int for page in forth for one in page] == [1, 3, 0, 2, 4]
    assert back == forth


def tampered(tag, text, order="name"):
    plain = json.dumps([order, [tag, text], ["u", str(uuid.UUID(int=1))]])
    return base64.urlsafe_b64encode(plain.encode()).decode()


@pytest.mark.parametrize(
    ("sort", "cursor"),
    [
        ("name", "%%%"),
        ("name", "AAAA"),
        ("name", "A" * 3000),
        ("name", tampered("i", "5")),
        ("name", tampered("s", "a\x00b")),
        ("name", tampered("s", "\ud800")),
        ("name", tampered("s", "가", order="-name")),
        ("subsidy", tampered("i", "9" * 25, order="subsidy")),
        ("subsidy", tampered("i", "9" * 9000, order="subsidy")),
        ("subsidy", tampered("s", "x", order="subsidy")),
        ("subsidy", tampered("d", "1.5", order="subsidy")),
        ("score", tampered("d", "NaN", order="score")),
        ("score", tampered("d", "1.23456", order="score")),
        ("score", tampered("d", "1e999999", order="score")),
        ("filed_at", tampered("t", "2026-01-01T00:00:00", order="filed_at")),
        ("filed_at", tampered("t", "x", order="filed_at")),
        ("founded", tampered("D", "2026-13-01", order="founded")),
        ("founded", base64.urlsafe_b64encode(b'["founded", [[], 1], null]').decode()),
    ],
)
def test_an_altered_cursor_starts_the_list_anew(sort, cursor):
    for number in range(4):
        add_workshop(number, f"기업{number}", subsidy=number, score=Decimal(number))

    for key in ("after", "before"):
        page = list_page(workshop_list(), all_workshops(), arguments=MultiDict({"sort": sort, key: cursor}))

        assert names(page) == ["기업0", "기업1", "기업2"]


def test_a_cursor_survives_its_journey():
    for value in ("가", 5, True, None, Decimal("1.50"), date(2026, 3, 9), NOW, uuid.UUID(int=9)):
        cursor = Cursor("-name", value, uuid.UUID(int=1))

        assert unpack(pack(cursor)) == cursor


def test_unknown_arguments_narrow_nothing():
    add_workshop(1)

    page = shown("sort=secret&trade=99&founded_from=gestern&filed_to=0001-01-01&columns=password&q=%25")

    assert page.total == 1
    assert page.clear_url == "?"


def test_filters_narrow_and_stay_in_every_address():
    for number in range(5):
        add_workshop(number, f"기업{number}", trade="18")
    add_workshop(9, "다른 기업")

    page = shown("trade=18&sort=-name&columns=name&columns=trade")

    assert names(page) == ["기업4", "기업3", "기업2"]
    assert page.total_text == "5건"
    assert [head.key for head in page.columns] == ["name", "trade"]
    assert page.next_url.startswith("?trade=18&sort=-name&columns=name&columns=trade&after=")
    assert page.clear_url == "?sort=-name&columns=name&columns=trade"
    assert [field.active for field in page.filters] == [True, False, False]
    assert names(shown(page.next_url)) == ["기업1", "기업0"]


def test_days_of_moments_are_days_of_seoul():
    add_workshop(1, "늦은 밤", filed_at=datetime(2026, 3, 9, 15, 30, tzinfo=UTC))
    add_workshop(2, "그 전날", filed_at=datetime(2026, 3, 9, 14, 30, tzinfo=UTC))

    assert names(shown("filed_from=2026-03-10&filed_to=2026-03-10")) == ["늦은 밤"]
    assert names(shown("filed_to=2026-03-09")) == ["그 전날"]


@pytest.mark.parametrize("typed", ["2020-05-02", "2020. 5. 2.", "20200502", "2020/5/2"])
def test_days_may_be_typed_as_papers_write_them(typed):
    add_workshop(1, "그날", founded=date(2020, 5, 2))
    add_workshop(2, "다음 날", founded=date(2020, 5, 3))

    assert names(shown(f"founded_to={typed}")) == ["그날"]


def test_days_are_inclusive_at_both_ends():
    for day in (1, 2, 3):
        add_workshop(day, f"{day}일", founded=date(2020, 5, day))

    assert names(shown("founded_from=2020-05-01&founded_to=2020-05-02")) == ["1일", "2일"]


@pytest.mark.parametrize("query", ["봉제", "서울봉제", "서울 봉제", "한빛", "㈜한빛", "제", "공장 한빛"])
def test_search_finds_two_syllables_and_folds_names(query):
    add_workshop(1, "(주)한빛 서울봉제공장")
    add_workshop(2, "나라인쇄")

    assert names(shown(f"q={query}")) == ["(주)한빛 서울봉제공장"]


def test_cells_are_finished_texts():
    add_workshop(
        7,
        "가나봉제",
        subsidy=50_000_000,
        score=Decimal("87.50"),
        founded=date(2020, 3, 2),
        filed_at=datetime(2026, 3, 9, 9, 0, tzinfo=UTC),
    )
    add_workshop(8, "나라봉제")

    page = shown("columns=" + "&columns=".join(["name", "trade", "subsidy", "score", "founded", "filed_at"]))

    assert [cell.text for cell in page.rows[0].cells] == [
        "가나봉제",
        "봉제",
        "50,000,000원",
        "87.50",
        "2020. 3. 2.",
        "2026. 3. 9.(월) 18:00",
    ]
    assert page.rows[0].cells[0].link == f"/workshops/{uuid.UUID(int=7)}"
    assert page.rows[0].cells[1].tone == "information"
    assert page.rows[1].cells[2].text == "–"


def test_headings_turn_the_order():
    page = shown("sort=name&trade=14")

    name, trade = page.columns[:2]
    assert (name.sort_url, name.sorted) == ("?trade=14&sort=-name", "ascending")
    assert (trade.sort_url, trade.sorted, trade.kind) == ("?trade=14&sort=trade", None, Kind.BADGE)


def test_an_empty_list_says_what_to_do():
    assert shown().empty == "등록된 공방이 없습니다. 공방을 먼저 등록해 주십시오."
    assert shown("q=없는이름").empty == "조건에 맞는 것이 없습니다. 조건을 줄이거나 지워 보십시오."


def test_counting_stops_at_a_limit(monkeypatch):
    monkeypatch.setattr("program_admin.core.lists.paging.MOST_COUNTED", 2)
    for number in range(3):
        add_workshop(number)

    assert shown().total_text == "2건 넘음"


def test_selection_takes_ids_once_and_passes_over_the_rest():
    posted = MultiDict([("selected", str(PERSON)), ("selected", "x"), ("selected", str(PERSON)), ("other", str(RIVAL))])

    assert selected_ids(posted) == (PERSON,)


def test_the_file_holds_what_the_screen_shows_on_all_pages():
    for number in range(5):
        add_workshop(number, f"기업{number}", subsidy=number * 1000)
    add_workshop(9, "인쇄소", trade="18")
    query = MultiDict(
        parse_qsl("trade=14&sort=-name&columns=name&columns=trade&columns=subsidy&columns=note&export=csv")
    )

    file = exported(workshop_list(), all_workshops(), arguments=query, today=date(2026, 3, 9))

    assert file.name == "공방 목록_20260309.csv"
    assert file.content.decode("utf-8-sig").splitlines() == [
        "기업,업종,지원금",
        "기업4,봉제,4000",
        "기업3,봉제,3000",
        "기업2,봉제,2000",
        "기업1,봉제,1000",
        "기업0,봉제,0",
    ]


def test_no_file_without_being_asked():
    assert exported(workshop_list(), all_workshops(), arguments=MultiDict(), today=date(2026, 3, 9)) is None


def test_a_view_is_kept_per_person_and_without_its_page():
    asked = MultiDict(parse_qsl("trade=14&q=봉제&after=abc&next=http://evil&sort=-name"))
    save_view(workshop_list(), asked, "봉제만", by=PERSON, now=NOW)
    save_view(workshop_list(), MultiDict(), "전체", by=RIVAL, now=NOW)

    page = list_page(workshop_list(), all_workshops(), arguments=MultiDict(), person_id=PERSON)

    assert [(title, url) for title, url, _ in page.views] == [("봉제만", "?trade=14&q=%EB%B4%89%EC%A0%9C&sort=-name")]


def test_the_same_title_replaces_a_view():
    save_view(workshop_list(), MultiDict({"trade": "14"}), "내 보기", by=PERSON, now=NOW)
    save_view(workshop_list(), MultiDict({"trade": "18"}), " 내 보기 ", by=PERSON, now=NOW)

    assert [view.query for view in saved_views_of(PERSON, "workshops")] == ["trade=18"]


@pytest.mark.parametrize("title", ["", "  ", "가" * 61])
def test_a_view_needs_a_short_title(title):
    with pytest.raises(RuleBroken):
        save_view(workshop_list(), MultiDict(), title, by=PERSON, now=NOW)


def test_only_the_owner_forgets_a_view():
    view = save_view(workshop_list(), MultiDict(), "전체", by=PERSON, now=NOW)

    with pytest.raises(Missing):
        forget_view(view.id, by=RIVAL)
    forget_view(view.id, by=PERSON)

    assert saved_views_of(PERSON, "workshops") == []
