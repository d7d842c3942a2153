"""How a document's number, code and public particulars are written."""

import re
import unicodedata

from program_admin.core.korean import mask_name

CODE_LENGTH = 12
GROUP = 4
FORM = re.compile(r"^((?:주식회사|유한회사|\(주\)|㈜|\(유\)|㈲)\s*)?(.*?)(\s*(?:주식회사|유한회사|\(주\)|㈜))?$")
NAME_LENGTH = 200


def number_text(prefix: str, year: int, sequence: int) -> str:
    """Return the issue number as printed: prefix, year, running number (발급번호, gapless per kind and year)."""
    return f"{prefix}-{year}-{sequence:04d}"


def grouped(code: str) -> str:
    """Return a verification code in groups of four, as it is printed."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def plain_code(typed: str) -> str:
    """Return what a person typed as a bare code: no spaces, no hyphens, capitals."""
    return re.sub(r"[\s\-–—]", "", unicodedata.normalize("NFKC", typed)).upper()


def same_number(issued: str, typed: str) -> bool:
    """Whether a typed issue number is the printed one, spaces and letter case aside."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)).upper() == re.sub(r"\s", "", issued).upper()


def masked(name: str) -> str:
    """Return a recipient with its middle hidden, legal form left: 홍길동 → 홍*동, (주)한울정밀 → (주)한**밀."""
    form = FORM.match(name.strip())
    before, core, after = form.groups(default="") if form else ("", name.strip(), "")
    return f"{before}{mask_name(core)}{after}"


def stored_name(name: str) -> str:
    """Return a file's name as kept: composed Korean letters, no folders, no control signs, at most 200 letters."""
    composed = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(sign for sign in composed if unicodedata.category(sign)[0] != "C").strip()
    stem, dot, ending = clean.rpartition(".")
    if not dot:
        return clean[:NAME_LENGTH] or "이름 없음"
    return f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}"
