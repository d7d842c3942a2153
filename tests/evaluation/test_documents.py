"""The 종합평가표 and the letters as PDF."""

import os
from decimal import Decimal
from pathlib import Path

from program_admin.documents.kinds import kind_of
from program_admin.documents.papers import read
from program_admin.documents.queries import documents_about
from program_admin.documents.services.render import unsigned
from tests.evaluation.world import approved, make_world, ranked


def papers_of(application) -> dict[str, object]:
    return {paper.kind: paper for paper in documents_about("Application", application.id)}


def kept_for_looking(paper, rendering) -> None:
    folder = os.environ.get("LOOK_FOLDER")
    if folder:
        Path(folder, f"{paper.kind}.pdf").write_bytes(rendering.pdf)


def test_the_summary_shows_every_total_and_stands_on_two_pages(world):
    approved(world, ranked(world))
    paper = papers_of(world.applications[1])["evaluation-summary"]

    rendering = unsigned(paper)

    _, content = read(kind_of(paper.kind), paper.content)
    columns = content.sessions[0].work.columns
    assert [column.total for column in columns] == [Decimal(100 - lower) for lower in range(7)]
    assert [column.mark for column in columns] == ["highest", "", "", "", "", "", "lowest"]
    assert (content.sessions[0].work.points, content.bonus, content.points) == (
        Decimal("97.00"), Decimal(3), Decimal("100.00"),
    )  # fmt: skip
    assert rendering.pages == 2
    kept_for_looking(paper, rendering)


def test_the_letter_says_the_result_the_points_and_what_follows(world):
    approved(world, ranked(world))
    paper = papers_of(world.applications[0])["result-letter"]

    rendering = unsigned(paper)

    _, content = read(kind_of(paper.kind), paper.content)
    facts = [item.text for item in content.items[1].items]
    assert facts[2:4] == ["결과: 선정", "종합점수: 97.00점 (평가 97.00점, 가점 0점)"]
    assert [person.name for person in content.approvals] == ["김담당", "이팀장", "박센터장"]
    assert rendering.pages == 1
    kept_for_looking(paper, rendering)


def test_a_rejected_applicant_is_given_the_reason(app):
    world = make_world(pass_mark=Decimal(98))
    approved(world, ranked(world))
    paper = papers_of(world.applications[0])["result-letter"]

    _, content = read(kind_of(paper.kind), paper.content)

    assert [item.text for item in content.items[1].items][-1] == "사유: 합격점 98점에 이르지 못했습니다."
    kept_for_looking(paper, unsigned(paper))
