"""Indexes: none that another one makes needless, since each costs a page with every row that is written."""

from sqlalchemy import Table, UniqueConstraint

from migrations.all_models import import_models
from program_admin.core.database import db

import_models()


def columns_of(indexes) -> list[tuple[str, ...]]:
    return [tuple(column.name for column in each.columns) for each in indexes]


def repeated(table: Table) -> list[str]:
    """The plain indexes of a table whose columns are the first ones of another order in which all its rows are kept."""
    unique = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    plain = [each for each in table.indexes if each.dialect_options["sqlite"]["where"] is None]
    kept = columns_of([table.primary_key, *unique, *plain])
    return [
        f"{table.name}: {', '.join(own)}"
        for own in columns_of(each for each in plain if not each.unique)
        if any(longer[: len(own)] == own and len(longer) > len(own) for longer in kept)
    ]


def test_no_index_only_repeats_how_another_begins():
    assert [name for table in db.metadata.sorted_tables for name in repeated(table)] == []
