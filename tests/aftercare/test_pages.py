"""Pages of aftercare as each role meets them, with a rival of each kind."""

import io

import pytest

from program_admin.accounts.roles import Role
from program_admin.aftercare.queries import actions_of, drafts_of, photos_of, signatures_of
from program_admin.aftercare.rules import sheet
from program_admin.core.database import db
from program_admin.core.korean import korean_date
from program_admin.documents.queries import documents_about
from tests.aftercare.world import DRAWN, make_assigned, make_done, make_filled, make_planned, rival_visitor
from tests.builders.answers import summary_of, words_of
from tests.builders.companies import make_company
from tests.builders.people import make_person
from tests.builders.suppliers import register_new
from tests.documents.files import pdf, picture
from tests.fixtures.clients import act, filled, sign_in

JSON = {"X-Requested-With": "fetch", "Accept": "application/json"}


def signing(client, visit) -> dict[str, object]:
    return filled(client, f"/visits/{visit.id}/sign") | {
        "visitor_typed": "윤점검",
        "company": DRAWN,
        "company_name": "박정우",
        "company_position": "대표",
    }


def test_an_officer_assigns_a_visitor_and_the_company_sees_the_day(client, new_client, clock):
    visits, cast = make_planned()
    url = f"/visits/{visits[0].id}"
    sign_in(client, cast.officer)

    refused = client.post(f"{url}/assign", data=act() | {"visitor": str(cast.visitor.id), "day": "2026. 3. 1."})
    given = client.post(f"{url}/assign", data=act() | {"visitor": str(cast.visitor.id), "day": "2026. 3. 10."})
    seen = sign_in(new_client(), cast.owner).get(url)

    assert (refused.status_code, summary_of(refused)) == (422, ["방문일은 오늘 이후로 정해 주세요."])
    assert (given.status_code, given.location) == (303, url)
    assert "2026. 3. 10.(화)" in words_of(seen)


def test_the_list_finds_risky_and_late_visits(client, clock):
    visits, cast = make_planned()
    visits[1].risky = True
    clock.advance(days=200)
    db.session.commit()
    sign_in(client, cast.officer)

    risky, late = client.get("/visits/?risk=yes"), client.get("/visits/?late=yes")

    assert ("1년차 방문" in words_of(risky), "2년차 방문" in words_of(risky)) == (True, False)
    assert ("첫 방문" in words_of(late), "1년차 방문" in words_of(late)) == (True, False)


def test_rivals_see_and_change_nothing(new_client, clock):
    visit, cast = make_filled(clock)
    photo = photos_of(visit.id)[0]
    rival_owner = make_person(Role.APPLICANT)
    make_company(rival_owner)
    rivals = (rival_visitor(), rival_owner, register_new()[1], make_person(Role.EVALUATOR))

    for person in rivals:
        client = sign_in(new_client(), person)
        for url in (f"/visits/{visit.id}", f"/visits/{visit.id}/sheet", f"/visits/photos/{photo.id}/file"):
            assert client.get(url).status_code == 403, (person.roles, url)
        typed = {"field": "remarks", "value": "남의 글", "revision": "1"}
        assert client.post(f"/visits/{visit.id}/autosave", data=typed, headers=JSON).status_code == 403
    assert sign_in(new_client(), cast.supplier_person).get(f"/visits/{visit.id}").status_code == 403
    assert drafts_of(visit.id)["remarks"].value == "생산실적 화면을 함께 확인했습니다."


def test_an_unknown_visit_is_not_found(client, clock):
    cast = make_planned()[1]
    sign_in(client, cast.officer)

    assert client.get(f"/visits/{cast.officer.id}").status_code == 404


def test_autosave_answers_with_revision_conflict_and_reason(client, clock):
    visit, cast = make_assigned(clock)
    sign_in(client, cast.visitor)
    url = f"/visits/{visit.id}/autosave"

    kept = client.post(url, data={"field": "operating", "value": "daily", "revision": "0"}, headers=JSON)
    stale = client.post(url, data={"field": "operating", "value": "none", "revision": "0"}, headers=JSON)
    wrong = client.post(url, data={"field": "operating", "value": "가끔", "revision": "1"}, headers=JSON)
    unknown = client.post(url, data={"field": "price", "value": "1", "revision": "0"}, headers=JSON)

    assert (kept.status_code, kept.json["revision"]) == (200, 1)
    assert (stale.status_code, stale.json["mine"], stale.json["theirs"]) == (409, "none", "daily")
    assert (wrong.status_code, wrong.json["sentences"]) == (422, ["목록에 있는 것을 골라 주세요."])
    assert unknown.status_code == 422


def test_a_part_sent_whole_is_kept_and_a_stale_one_shows_both_values(client, clock):
    visit, cast = make_assigned(clock)
    sign_in(client, cast.visitor)
    url = f"/visits/{visit.id}/sheet"
    sent = filled(client, url, "//section[@id='use']//form") | {"operating": "partly", "next": "use"}

    kept = client.post(url, data=sent)
    stale = client.post(url, data=sent | act() | {"operating": "none"})

    assert (kept.status_code, kept.location) == (303, f"{url}#use")
    assert stale.status_code == 409
    assert "바꿨습니다" in words_of(stale)
    assert drafts_of(visit.id)["operating"].value == "partly"


def test_achievement_is_worked_out_as_typed(client, clock):
    visit, cast = make_assigned(clock)
    sign_in(client, cast.visitor)

    shown = client.post(f"/visits/{visit.id}/worked-out", data={"kpi-1": "5.5", "kpi-2": "4"})

    assert "70%" in shown.text  # 50 % of 60 and 100 % of 40
    assert drafts_of(visit.id) == {}


def test_a_file_that_is_no_photo_is_refused_with_what_is_accepted(client, clock):
    visit, cast = make_assigned(clock)
    sign_in(client, cast.visitor)
    url = f"/visits/{visit.id}/photos/site"

    for content, name in ((pdf(), "현장.pdf"), (pdf(), "현장.jpg"), (b"MZ" + b"0" * 200, "현장.png")):
        refused = client.post(url, data=act() | {"file": (io.BytesIO(content), name)}, headers=JSON)
        assert refused.status_code == 422
        assert "JPG" in " ".join(refused.json["sentences"])
    plain = client.post(url, data=act() | {"file": (io.BytesIO(pdf()), "현장.pdf")})
    kept = client.post(url, data=act() | {"file": (io.BytesIO(picture("heic")), "현장.heic")}, headers=JSON)

    assert (plain.status_code, kept.status_code) == (422, 201)
    assert [photo.upload.name for photo in photos_of(visit.id)] == ["현장.heic"]


def test_signing_twice_with_the_same_form_has_one_effect(client, clock):
    visit, cast = make_filled(clock)
    sign_in(client, cast.visitor)
    sent = signing(client, visit)

    first = client.post(f"/visits/{visit.id}/sign", data=sent)
    second = client.post(f"/visits/{visit.id}/sign", data=sent)

    assert [(each.status_code, each.location) for each in (first, second)] == [(303, f"/visits/{visit.id}")] * 2
    assert len(documents_about("Visit", visit.id)) == 1
    assert set(signatures_of(visit.id)) == {"visitor", "company"}


def test_a_signature_under_another_text_or_without_a_name_is_refused(client, clock):
    visit, cast = make_filled(clock)
    sign_in(client, cast.visitor)
    sent = signing(client, visit)

    unread = client.post(f"/visits/{visit.id}/sign", data=sent | act() | {"read_sha256": "0" * 64})
    unnamed = client.post(f"/visits/{visit.id}/sign", data=sent | act() | {"company_name": "", "company": "x"})

    assert (unread.status_code, unnamed.status_code) == (422, 422)
    assert "읽은 점검표와 지금 점검표가 다릅니다" in words_of(unread)
    assert signatures_of(visit.id) == {}


@pytest.mark.parametrize("who", ["owner", "supplier_person", "officer", "approver", "visitor"])
def test_everybody_concerned_reads_the_signed_visit(client, clock, who):
    visit, cast = make_done(clock)
    person = getattr(cast, who)
    sign_in(client, person)

    page = client.get(f"/visits/{visit.id}")
    listed = client.get("/visits/mine" if who == "visitor" else "/visits/")

    assert page.status_code == 200
    assert listed.status_code == 200
    assert ("추천의향" in words_of(page)) is (who != "supplier_person")
    assert ("의견 내기" in words_of(page)) is (who == "supplier_person")
    assert client.get(f"/visits/{visit.id}/document").status_code == (403 if who == "supplier_person" else 202)


def test_history_shows_how_the_measures_went(client, clock):
    visit, cast = make_done(clock)
    sign_in(client, cast.owner)

    shown = words_of(client.get(f"/visits/of/{visit.agreement_id}"))

    assert "제작 리드타임" in shown
    assert "구축 전" in shown


def test_a_corrective_action_is_answered_with_a_photo_and_closed(client, new_client, clock):
    visit, cast = make_done(clock)
    action = actions_of(visit.id)[0]
    url = f"/visits/actions/{action.id}"
    sign_in(client, cast.owner)

    empty = client.post(f"{url}/answer", data=act() | {"words": " "})
    wrong = client.post(f"{url}/answer", data=act() | {"words": "고침", "file": (io.BytesIO(pdf()), "증빙.pdf")})
    photo = (io.BytesIO(picture("png")), "백업.png")
    answered = client.post(f"{url}/answer", data=act() | {"words": "백업을 켰습니다.", "file": photo})
    not_theirs = client.post(f"{url}/close", data=act())
    closed = sign_in(new_client(), cast.visitor).post(f"{url}/close", data=act() | {"words": "화면으로 확인"})
    db.session.expire_all()

    assert [each.status_code for each in (empty, wrong, answered, not_theirs, closed)] == [422, 422, 303, 403, 303]
    assert (action.status, action.late) == ("closed", False)


def test_the_visitors_list_has_day_address_and_phone(client, clock):
    visit, cast = make_assigned(clock)
    sign_in(client, cast.visitor)

    shown = client.get("/visits/mine")

    assert korean_date(visit.planned_for) in words_of(shown)
    assert visit.address in words_of(shown)
    assert 'href="tel:010-1234-5678"' in shown.text


def test_the_sheet_of_a_finished_visit_leads_to_what_was_found(client, clock):
    visit, cast = make_done(clock)
    sign_in(client, cast.visitor)

    assert client.get(f"/visits/{visit.id}/sheet").location == f"/visits/{visit.id}"
    late = client.post(f"/visits/{visit.id}/autosave", data={"field": sheet.REMARKS, "value": "늦게", "revision": "1"})
    assert late.status_code == 422
