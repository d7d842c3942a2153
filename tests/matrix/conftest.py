"""The rehearsed world and a client for each role of both casts."""

import contextvars
import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from program_admin.accounts.models import Person
from program_admin.core.database import db
from tests.builders.world import Cast, Rehearsed
from tests.fixtures.clients import session_of
from tests.fixtures.rehearsed import rehearsed, rehearsed_folder

__all__ = ["rehearsed", "rehearsed_folder"]
As = Callable[[Cast | None, str], FlaskClient]


class QuickClient(FlaskClient):
    """A browser whose pages are not read for faults: thousands are opened here, and other tests read them."""

    def open(self, *arguments, **values):
        """Send the request in a context of its own."""
        db.session.commit()
        return contextvars.Context().run(super().open, *arguments, **values)


@pytest.fixture
def signed_in_as(app: Flask, rehearsed: Rehearsed) -> As:
    """`signed_in_as(rehearsed.own, "supplier")` is that person's browser; without a cast, nobody's."""

    def make(cast: Cast | None, role: str) -> FlaskClient:
        client = QuickClient(app, app.response_class)
        if cast is not None:
            cookie = session_of(db.session.get(Person, uuid.UUID(cast.people[role])))
            with client.session_transaction() as kept:
                kept.update(cookie)
        return client

    return make
