"""The words and elements of a page's main part."""

from lxml import html


def words_of(answer) -> str:
    """All words of the main part, on one line, with a space between any two elements."""
    return " ".join(" ".join(html.fromstring(answer.text).xpath("//main")[0].itertext()).split())


def elements(answer, path: str) -> list[html.HtmlElement]:
    """The elements of the whole page at that path."""
    return html.fromstring(answer.text).xpath(path)
