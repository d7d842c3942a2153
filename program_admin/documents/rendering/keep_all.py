"""Korean words kept whole at line ends (`word-break: keep-all`), which WeasyPrint 70 doesn't know by itself."""

import re
from typing import Any

MADE_FOR = "70.0"
CLOSERS = ")]}」』》〉”’"
WORD = re.compile(rf"[^\W_](?:[{re.escape(CLOSERS)}]*[^\W_])+")  # 가동률 | (OEE)을: a particle stays with its bracket
CJK = re.compile("[\u1100-\u11ff\u3130-\u318f\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]")


class _State:
    installed = False
    lenient = False  # while a word that is wider than its line is being broken


def install() -> None:
    """Teach WeasyPrint the keyword, once; a version this was not made for is refused."""
    import weasyprint

    if _State.installed:
        return
    if weasyprint.__version__ != MADE_FOR:
        raise RuntimeError(f"keep_all was made for WeasyPrint {MADE_FOR}, not {weasyprint.__version__}")
    _accept_keyword()
    _forbid_breaks_inside_words()
    _break_words_wider_than_the_line()
    _look_for_breaks_between_words()
    _State.installed = True


def _accept_keyword() -> None:
    from weasyprint.css.validation import properties

    def word_break(keyword: str) -> bool:
        return keyword in ("normal", "break-all", "keep-all")

    del properties.PROPERTIES["word-break"]
    properties.property()(properties.single_keyword(word_break))


def _forbid_breaks_inside_words() -> None:
    from weasyprint.text.ffi import ffi
    from weasyprint.text.line_break import Layout

    ffi.cdef("PangoAttribute * pango_attr_allow_breaks_new (int allow_breaks);")
    original = Layout.set_text

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        original(self, text, justify)
        if not justify and not _State.lenient and self.style["word_break"] == "keep-all" and not self.text.isascii():
            _mark_words(self)

    Layout.set_text = set_text


def _mark_words(layout: Any) -> None:
    """Put an attribute "no break here" on each word; Pango counts in bytes of UTF-8."""
    from weasyprint.text.ffi import ffi, pango

    words = [found for found in WORD.finditer(layout.text) if not found.group().isascii()]
    if not words:
        return
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    position = byte = 0
    for word in words:
        start = byte + len(layout.text[position : word.start()].encode())
        position, byte = word.end(), start + len(word.group().encode())
        whole = pango.pango_attr_allow_breaks_new(0)
        whole.start_index, whole.end_index = start, byte
        pango.pango_attr_list_insert(attributes, whole)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _break_words_wider_than_the_line() -> None:
    from weasyprint.layout import inline, preferred
    from weasyprint.text import line_break

    original = line_break.split_first_line

    def split_first_line(text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **named: Any) -> Any:
        line = original(text, style, context, max_width, *rest, **named)
        at_start = rest[1] if len(rest) > 1 else named.get("is_line_start", True)
        minimum = rest[2] if len(rest) > 2 else named.get("minimum", False)
        if minimum or not at_start or not _overflows(line[3], style, max_width):
            return line
        _State.lenient = True
        try:
            return original(text, style, context, max_width, *rest, **named)
        finally:
            _State.lenient = False

    line_break.split_first_line = inline.split_first_line = preferred.split_first_line = split_first_line


def _overflows(width: float, style: Any, max_width: float | None) -> bool:
    return (
        max_width is not None
        and width > max_width + 0.01
        and style["word_break"] == "keep-all"
        and style["overflow_wrap"] != "normal"
        and style["white_space"] not in ("nowrap", "pre")
    )


def _look_for_breaks_between_words() -> None:
    from weasyprint.text import line_break

    def next_break(text: str, lang: str | None) -> int | None:
        if not text or len(text) < 2:
            return None
        attributes = line_break.get_log_attrs(text, lang)
        korean = bool(lang and lang.startswith("ko"))
        for place in range(1, len(text)):
            if attributes[place].is_line_break and not (korean and _inside_word(text[place - 1], text[place])):
                return place - 1
        return None

    line_break.get_next_break_point_from_text = next_break


def _inside_word(before: str, after: str) -> bool:
    if before in CLOSERS:
        return bool(CJK.match(after)) and after.isalnum()
    return before.isalnum() and after.isalnum() and bool(CJK.match(before) or CJK.match(after))
