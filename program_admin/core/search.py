"""Search in text that works for two-syllable words on both databases: a column of character pairs.

`서울 봉제공장` is stored as `서울 울봉 봉제 제공 공장`: pairs in their order, so that a word of any length is one
phrase of pairs and is found exactly where it stands as a run of signs; a single syllable is found inside a pair.
"""

import unicodedata

from sqlalchemy import ColumnElement, Text, and_, event, true
from sqlalchemy.engine import Connection
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Mapper, mapped_column

from program_admin.core.korean import company_name_key, is_legal_form

_BETWEEN_FIELDS = "  "  # two spaces: no phrase of pairs reaches from one field into the next
_MOST_WORDS = 8
_LONGEST_WORD = 60


def folded(text: str) -> str:
    """The text as it is compared: one Unicode form, no case, no spaces or marks, (주) and 주식회사 dropped."""
    return unicodedata.normalize("NFC", company_name_key(text))


def bigrams(text: str) -> str:
    """The pairs of signs of a text in order: '봉제공장' -> '봉제 제공 공장'; a single sign stands alone."""
    plain = folded(text)
    if len(plain) < 2:
        return plain
    return " ".join(plain[place : place + 2] for place in range(len(plain) - 1))


def searchable(*fields: str | None) -> str:
    """What the search column of a record holds: the pairs of each field, the fields kept apart."""
    return _BETWEEN_FIELDS.join(pairs for pairs in (bigrams(field or "") for field in fields) if pairs)


def words_of(query: str) -> list[str]:
    """The words of a query, folded; at most eight of 60 signs each, so that nobody can make a slow one.

    A legal form beside other words is left out: records are kept without it ('주식회사 한빛' finds ㈜한빛테크).
    """
    said = query.split()
    named = [word for word in said if not is_legal_form(word)]
    words = (folded(word)[:_LONGEST_WORD] for word in named or said)
    return [word for word in words if word][:_MOST_WORDS]


def matches(column: ColumnElement[str] | InstrumentedAttribute[str], query: str) -> ColumnElement[bool]:
    """The condition that every word of the query stands somewhere in the record; an empty query fits all."""
    phrases = (bigrams(word) for word in words_of(query))
    return and_(true(), *(column.contains(phrase, autoescape=True) for phrase in phrases))


class Searchable:
    """A model with a search column that follows `searched_fields()` at every write of the record itself."""

    search_text: Mapped[str] = mapped_column(Text, default="", nullable=False)

    def searched_fields(self) -> tuple[str | None, ...]:
        """The texts by which a record is found: none, until a model names its own."""
        return ()


def _refresh(_mapper: Mapper[Searchable], _connection: Connection, record: Searchable) -> None:
    fresh = searchable(*record.searched_fields())
    if record.search_text != fresh:
        record.search_text = fresh


event.listen(Searchable, "before_insert", _refresh, propagate=True)
event.listen(Searchable, "before_update", _refresh, propagate=True)
