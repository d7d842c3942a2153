"""Who is recommended, in which order, and what is said about it."""

import uuid
from decimal import Decimal

import pytest

from program_admin.matching.rules import Candidate, Need, Offer, Record, Weights, judge, left_out, recommend
from program_admin.matching.rules.asking import employee_band

NEED = Need("27", "치과기공소", frozenset({"11", "41"}), frozenset({"11545"}), frozenset({"mes"}))
MES = Offer("mes", "생산관리(MES)", frozenset({"27"}))
ERP = Offer("erp", "전사자원관리(ERP)", frozenset({"14"}))
NEWCOMER = Record(None, (), ())


def candidate(place: int = 1, **values: object) -> Candidate:
    usual = {
        "supplier_id": uuid.UUID(int=place),
        "name": f"공급기업 {place}",
        "sido": "11",
        "district": "11545",
        "district_name": "금천구",
        "offers": (MES,),
        "record": NEWCOMER,
        "open_projects": 0,
    }
    return Candidate(**usual | values)


@pytest.mark.parametrize(
    "values, points",
    [
        ({}, "88.0"),
        ({"offers": (ERP,)}, "38.0"),
        ({"district": "11110", "district_name": "종로구"}, "84.0"),
        ({"sido": "26", "district": "", "district_name": ""}, "78.0"),
        ({"open_projects": 5}, "83.0"),
        ({"record": Record(Decimal(90), ("좋습니다.",), ())}, "97.0"),
        ({"record": Record(Decimal(20), ("나쁩니다.",), ())}, "76.0"),
    ],
)
def test_points_follow_the_weights(values, points):
    assert judge(NEED, candidate(**values), Weights()).points == Decimal(points)


def test_weights_of_the_round_change_the_order():
    near = candidate(1, record=Record(Decimal(30), ("x",), ()))
    good = candidate(2, record=Record(Decimal(90), ("x",), ()), sido="26", district="")

    def order(weights: Weights) -> list[int]:
        return [found.supplier_id.int for found in recommend(NEED, [near, good], weights)]

    assert order(Weights()) == [2, 1]
    assert order(Weights(industry=30, solution=20, place=40, performance=0, capacity=10)) == [1, 2]


def test_every_reason_is_a_sentence_and_every_weight_is_accounted_for():
    found = judge(NEED, candidate(record=Record(Decimal(84), ("가동 92%(25건).",), ())), Weights())

    assert found.reasons == (
        "치과기공소 업종용 솔루션이 있습니다: 생산관리(MES).",
        "찾으시는 솔루션을 갖추었습니다: 생산관리(MES).",
        "가동 92%(25건).",
        "같은 금천구에 있습니다.",
        "지금 맡은 과제가 없어 바로 시작할 수 있습니다.",
    )
    assert found.cautions == ()
    assert sum(share.points for share in found.shares) == found.points
    assert sum(share.most for share in found.shares) == 100


def test_what_is_missing_is_said_as_a_caution():
    stranger = candidate(offers=(ERP,), sido="26", district="", open_projects=2)

    found = judge(NEED, stranger, Weights())

    assert found.reasons == ("지금 과제 2건을 하고 있습니다.",)
    assert found.cautions == (
        "치과기공소 업종용으로 등록한 솔루션이 없습니다.",
        "찾으시는 종류의 솔루션을 등록하지 않았습니다.",
        "아직 사후관리 기록이 없습니다. 성과는 보통(60점)으로 보았습니다.",
        "사업장과 다른 지역에 있습니다.",
    )


def test_banned_and_full_suppliers_are_left_out_with_every_reason():
    banned = candidate(1, banned_until="2026. 12. 31.", open_projects=10)
    free = candidate(2)

    assert [found.name for found in recommend(NEED, [banned, free], Weights())] == ["공급기업 2"]
    assert left_out(banned, Weights()) == [
        "2026. 12. 31.까지 참여가 제한되었습니다.",
        "진행 중인 과제가 10건으로 한도에 이르렀습니다.",
    ]
    assert left_out(free, Weights()) == []


def test_nobody_is_left_out_for_a_poor_record():
    poor = candidate(record=Record(Decimal(0), ("나쁩니다.",), ("시스템 가동 기록이 좋지 않습니다.",)))

    [found] = recommend(NEED, [poor], Weights())

    assert found.cautions == ("시스템 가동 기록이 좋지 않습니다.",)


def test_equal_points_are_ordered_by_name_and_the_list_is_cut():
    three = [candidate(place) for place in (3, 1, 2)]

    assert [found.name for found in recommend(NEED, three, Weights(), limit=2)] == ["공급기업 1", "공급기업 2"]


@pytest.mark.parametrize(
    "employees, band", [(0, "10명 미만"), (9, "10명 미만"), (10, "30명 미만"), (199, "200명 미만"), (200, "200명 이상")]
)
def test_bands_of_employees(employees, band):
    assert employee_band(employees) == band
