import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, Text, delete, insert, select
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column

from program_admin.core.database import db
from program_admin.core.search import Searchable, bigrams, folded, matches, searchable, words_of

pytestmark = pytest.mark.both_databases
NOTES = Table("tried_notes", MetaData(), Column("id", Integer, primary_key=True), Column("search_text", Text))
signs = st.text(alphabet="봉제공장서울가aB1 -%_(주)", max_size=12)


@pytest.fixture(autouse=True)
def table(app):
    NOTES.metadata.create_all(db.engine)
    return app


def found(query):
    return set(db.session.scalars(select(NOTES.c.id).where(matches(NOTES.c.search_text, query))))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.tuples(signs, signs), min_size=1, max_size=6), query=signs)
def test_search_equals_looking_through_every_text(texts, query):
    db.session.execute(delete(NOTES))
    rows = [{"id": place, "search_text": searchable(*fields)} for place, fields in enumerate(texts)]
    db.session.execute(insert(NOTES), rows)

    naive = {
        place
        for place, fields in enumerate(texts)
        if all(any(word in folded(field) for field in fields) for word in words_of(query))
    }

    assert found(query) == naive


def test_pairs_stand_in_order():
    assert bigrams("봉제공장") == "봉제 제공 공장"
    assert bigrams("A") == "a"
    assert bigrams("") == ""
    assert searchable("(주)한빛", None, "123-45") == "한빛  12 23 34 45"


def test_decomposed_hangul_is_found():
    db.session.execute(insert(NOTES), [{"id": 1, "search_text": searchable(unicodedata.normalize("NFD", "봉제공장"))}])

    assert found("봉제") == {1}
    assert found(unicodedata.normalize("NFD", "제공")) == {1}


def test_a_word_does_not_reach_from_one_field_into_the_next():
    db.session.execute(insert(NOTES), [{"id": 1, "search_text": searchable("서울", "봉제")}])

    assert found("울봉") == set()
    assert found("봉제 서울") == {1}


def test_a_query_is_bounded():
    assert len(words_of("가 " * 500)) == 8
    assert len(words_of("가" * 500)[0]) == 60


def test_a_model_names_what_it_is_found_by():
    class Found(Searchable, DeclarativeBase):
        __abstract__ = True
        metadata = MetaData()

    class Shop(Found):
        __tablename__ = "tried_shops"
        id = mapped_column(Integer, primary_key=True)
        name = mapped_column(Text)
        note = mapped_column(Text)

        def searched_fields(self):
            return self.name, self.note

    Found.metadata.create_all(db.engine)
    with Session(db.engine) as session:
        shop = Shop(id=1, name="(주)한빛", note=None)
        session.add(shop)
        session.flush()
        shop.note = "봉제"
        session.flush()

        assert shop.search_text == "한빛  봉제"


@pytest.mark.parametrize("query", ["주식회사 한빛", "(주) 한빛테크", "한빛테크 ㈜", "㈜한빛테크"])
def test_a_company_is_found_with_its_legal_form_or_without(query):
    db.session.execute(insert(NOTES), [{"id": 1, "search_text": searchable("주식회사 한빛테크")}])

    assert found(query) == {1}
