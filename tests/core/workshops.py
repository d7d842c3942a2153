"""A table of workshops that no migration knows, so that lists can be tried on rows of every kind."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Column as TableColumn
from sqlalchemy import Date, Integer, MetaData, Row, Select, String, Table, Text, Uuid, insert, select

from program_admin.core.database import ScaledDecimal, UtcDateTime, db
from program_admin.core.exports import Kind
from program_admin.core.lists.columns import BulkAct, ChoiceFilter, Column, DateFilter, Listing
from program_admin.core.search import searchable

METADATA = MetaData()
WORKSHOPS = Table(
    "tried_workshops",
    METADATA,
    TableColumn("id", Uuid, primary_key=True),
    TableColumn("name", String(200), nullable=False),
    TableColumn("trade", String(20), nullable=False),
    TableColumn("subsidy", Integer),
    TableColumn("score", ScaledDecimal(2)),
    TableColumn("founded", Date),
    TableColumn("filed_at", UtcDateTime),
    TableColumn("search_text", Text, nullable=False),
)
TRADES = {"14": "봉제", "18": "인쇄", "27": "치과기공"}
TONES = {"14": "information", "18": "success", "27": "warning"}


def workshop_list(page_size: int = 3) -> Listing[Row]:
    """A list with a column of each kind."""
    columns: tuple[Column[Row], ...] = (
        Column("name", "기업", lambda row: row.name, order=WORKSHOPS.c.name, link=lambda row: f"/workshops/{row.id}"),
        Column(
            "trade",
            "업종",
            lambda row: row.trade,
            Kind.BADGE,
            order=WORKSHOPS.c.trade,
            tone=lambda row: TONES[row.trade],
            shown_as=lambda trade: TRADES[str(trade)],
        ),
        Column("subsidy", "지원금", lambda row: row.subsidy, Kind.MONEY, order=WORKSHOPS.c.subsidy),
        Column("score", "점수", lambda row: row.score, Kind.NUMBER, order=WORKSHOPS.c.score),
        Column("founded", "설립일", lambda row: row.founded, Kind.DATE, order=WORKSHOPS.c.founded),
        Column("filed_at", "접수", lambda row: row.filed_at, Kind.MOMENT, order=WORKSHOPS.c.filed_at, shown=False),
        Column("note", "비고", lambda row: "=1+1", shown=False, export=False),
    )
    return Listing(
        "workshops",
        "공방 목록",
        columns,
        identity=WORKSHOPS.c.id,
        order="name",
        empty="등록된 공방이 없습니다. 공방을 먼저 등록해 주십시오.",
        filters=(
            ChoiceFilter("trade", "업종", tuple(TRADES.items()), WORKSHOPS.c.trade),
            DateFilter("founded", "설립일", WORKSHOPS.c.founded),
            DateFilter("filed", "접수일", WORKSHOPS.c.filed_at, moment=True),
        ),
        search=WORKSHOPS.c.search_text,
        page_size=page_size,
        acts=(BulkAct("알림 보내기", "/workshops/notify"),),
    )


def all_workshops() -> Select:
    """Every workshop."""
    return select(*WORKSHOPS.c)


def make_table() -> None:
    """Make the table in this test's database."""
    METADATA.create_all(db.engine)


def add_workshop(
    number: int, name: str = "가나봉제", **values: str | int | Decimal | date | datetime | None
) -> uuid.UUID:
    """Write one workshop; its id follows from its number."""
    key = uuid.UUID(int=number)
    row = {"trade": "14", "subsidy": None, "score": None, "founded": None, "filed_at": None} | values
    db.session.execute(insert(WORKSHOPS).values(id=key, name=name, search_text=searchable(name), **row))
    return key
