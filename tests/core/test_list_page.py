import re

import pytest
from flask import render_template_string
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from program_admin.core.lists.pages import list_page
from program_admin.core.lists.view_form import ViewForm
from tests.core.workshops import add_workshop, all_workshops, make_table, workshop_list
from tests.fixtures.html import faults_of

TEMPLATE = """{% from "_parts/list.html" import list_view %}{{ list_view(page, form, view_form, "/views") }}"""


class SmallForm(FlaskForm):
    act = HiddenField()


@pytest.fixture(autouse=True)
def table(app):
    make_table()
    app.config |= {"WTF_CSRF_ENABLED": False, "SECRET_KEY": "test-only"}
    return app


def rendered(app, **arguments):
    with app.test_request_context():
        page = list_page(workshop_list(), all_workshops(), arguments=MultiDict(arguments))
        forms = SmallForm(act="one"), ViewForm(formdata=None)
        return render_template_string(TEMPLATE, page=page, form=forms[0], view_form=forms[1])


def test_a_full_list_is_faultless_html(app):
    for number in range(7):
        add_workshop(number, f"<b>기업{number}</b>")

    html = rendered(app, q="기업", sort="-name")

    assert faults_of(html) == []
    assert "&lt;b&gt;기업6&lt;/b&gt;" in html
    assert html.count('name="selected"') == 3
    assert html.count("<h1") == 0


def test_every_cell_bears_its_label_for_the_card(app):
    add_workshop(1)

    html = rendered(app)

    labels = re.findall(r'<t[hd][^>]* data-label="([^"]+)"', html)
    assert labels == ["고르기", "기업", "업종", "지원금", "점수", "설립일"]


def test_an_empty_list_shows_its_sentence_and_no_table(app):
    html = rendered(app)

    assert faults_of(html) == []
    assert "등록된 공방이 없습니다. 공방을 먼저 등록해 주십시오." in html
    assert "<table" not in html
    assert "내려받기" not in html


def test_neighbours_are_links_that_keep_the_filter(app):
    for number in range(7):
        add_workshop(number, f"기업{number}")

    html = rendered(app, trade="14")

    assert re.findall(r'href="(\?trade=14&amp;after=)[^"]+" rel="next"', html) == ["?trade=14&amp;after="]
    assert 'rel="prev"' not in html
