"""What a test reads from an answer: its form's values, its error summary, its words."""

from lxml import html


def form_of(answer, form: str = "//main//form[@method='post']") -> tuple[str, dict[str, str]]:
    """The address of the first form and the values a browser would send."""
    found = html.fromstring(answer.text).xpath(form)[0]
    return found.get("action") or "", dict(found.form_values())


def summary_of(answer) -> list[str]:
    """The lines of the error summary."""
    lines = html.fromstring(answer.text).xpath("//div[contains(@class, 'error-summary')]//li")
    return [" ".join(line.text_content().split()) for line in lines]


def words_of(answer) -> str:
    """All words of the main part, on one line."""
    return " ".join(html.fromstring(answer.text).xpath("//main")[0].text_content().split())
