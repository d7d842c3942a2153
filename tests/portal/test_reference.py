"""The generated pages say what the program does now."""

from program_admin.portal.commands import ROOT
from program_admin.portal.reference import pages


def test_reference_pages_are_up_to_date(app):
    stale = [
        str(path)
        for path, text in pages(app).items()
        if not (ROOT / path).exists() or (ROOT / path).read_text(encoding="utf-8") != text
    ]

    assert stale == [], "run: flask --app program_admin reference write"


def test_no_page_describes_a_process_that_is_gone(app):
    made = {path.name for path in pages(app) if path.parent.name == "processes"}

    assert {path.name for path in (ROOT / "docs/processes").glob("*.md")} == made
