"""Korean text on screens and papers: particles, dates, masks, item marks, names in order."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from program_admin.core.clock import to_seoul

_WEEKDAYS = "월화수목금토일"

# pair -> (after a final consonant, after a vowel)
_PARTICLES = {
    "은/는": ("은", "는"), "이/가": ("이", "가"), "을/를": ("을", "를"), "과/와": ("과", "와"),
    "으로/로": ("으로", "로"), "으로서/로서": ("으로서", "로서"), "이나/나": ("이나", "나"),
    "이라는/라는": ("이라는", "라는"), "이며/며": ("이며", "며"), "이란/란": ("이란", "란"),
    "이고/고": ("이고", "고"),
}  # fmt: skip
_PARTICLES.update({"/".join(reversed(pair.split("/"))): forms for pair, forms in _PARTICLES.copy().items()})

_CLOSERS = "\"'”’»›>」』】〉》〕]}.,!?;:…·~*_ \t\n"
_LEGAL_FORMS = {
    "주": "주식회사",
    "유": "유한회사",
    "사": "사단법인",
    "재": "재단법인",
    "합": "합자회사",
    "의": "의료법인",
}
_BRACKETED = re.compile(r"\(([^()]*)\)$")
_UNITS = {
    "%": "트", "％": "트", "℃": "도", "㎡": "터", "㎥": "터", "㎜": "터", "㎝": "터", "㎞": "터", "㎏": "램",
    "㎎": "램", "m²": "터", "+": "스", "&": "드", "@": "골", "#": "샵", "$": "러", "₩": "원", "°": "도", "=": "음",
}  # fmt: skip
_LATIN_UNITS = {"kg": "램", "g": "램", "mg": "램", "t": "톤", "km": "터", "m": "터", "cm": "터", "mm": "터", "kw": "트",
                "kwh": "워", "gb": "트", "mb": "트", "tb": "트", "v": "트", "w": "트", "hz": "츠"}  # fmt: skip
_DIGIT_SOUND = "영일이삼사오육칠팔구"
_ZEROS_SOUND = {
    0: "영",
    1: "십",
    2: "백",
    3: "천",
    4: "만",
    5: "만",
    6: "만",
    7: "만",
    8: "억",
    9: "억",
    10: "억",
    11: "억",
}
_LETTER_SOUND = dict(
    zip("abcdefghijklmnopqrstuvwxyz", "이비씨디이프지치이이이엘엠엔오피큐알스티유이유스이트", strict=True)
)
_WORD_ENDINGS = (  # how the end of a Latin word sounds in Hangul; the first that fits
    (re.compile(r"[^aeiou]le$|l{1,2}$|[aeiou]le$"), "ㄹ"), (re.compile(r"(m|n|ng|me|ne)$"), "ㄴ"),
    (re.compile(r"([aeiou](b|c|k|p|t|ck|pe)|[^aeiou]i?pp)$"), "ㄱ"),
)  # fmt: skip
_DATE = re.compile(r"\d{4}\. ?\d{1,2}\. ?\d{1,2}\.?$")
_TIME = re.compile(r"\d{1,2}:(\d{2})$")
_NUMBER = re.compile(r"(?:\d[\d,]*)?\d$")
_LATIN = re.compile(r"[A-Za-z]+$")

_HANGUL_ORDER = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
_CORPORATE = re.compile(
    r"\((?:주|유|사|재|합|의)\)|(?:농업회사법인|어업회사법인|사회적협동조합|주식회사|유한책임회사|유한회사|합자회사|합명회사|사단법인|재단법인|의료법인)"
)
_RUNS = re.compile(r"\d+|\D")


def with_particle(word: str, pair: str) -> str:
    """The word with the right one of two particles: ('회사', '은/는') -> '회사는', ('MES', '을/를') -> 'MES를'.

    Brackets after a word are passed over (국립국어원: the particle follows the word before them), but (주) is read
    as 주식회사. Where the sound can't be told both stand: '은(는)'. Raises KeyError for an unknown pair.
    """
    return word + particle(word, pair)


def particle(word: str, pair: str) -> str:
    """Only the particle that `with_particle` would append."""
    closed, open_ = _PARTICLES[pair]
    final = _final_sound(word)
    if final is None:
        return f"({closed[0]}){open_}" if closed.endswith(open_) else f"{closed}({open_})"
    if final == "ㄹ" and closed.startswith("으로"):
        return open_
    return closed if final else open_


def korean_date(day: date) -> str:
    """'2026. 11. 22.' (행정업무규정 시행규칙: year, month and day each end in a full stop)."""
    return f"{day.year}. {day.month}. {day.day}."


def korean_date_weekday(day: date) -> str:
    """'2026. 3. 27.(금)'."""
    return f"{korean_date(day)}({_WEEKDAYS[day.weekday()]})"


def korean_datetime(moment: datetime) -> str:
    """'2026. 3. 27.(금) 18:00' in Seoul. Raises ValueError when the moment carries no time zone."""
    if moment.tzinfo is None:
        raise ValueError("시간대가 없는 시각입니다.")
    local = to_seoul(moment)
    return f"{korean_date_weekday(local.date())} {time_text(local.timetz())}"


def time_text(moment: time | datetime) -> str:
    """'14:30'; a moment with a date is shown as the time in Seoul."""
    if isinstance(moment, datetime):
        moment = to_seoul(moment).time()
    return f"{moment.hour:02d}:{moment.minute:02d}"


def korean_period(start: date, end: date) -> str:
    """'2026. 3. 2. ~ 2026. 3. 27.'."""
    return f"{korean_date(start)} ~ {korean_date(end)}"


def remaining(until: datetime, now: datetime) -> str:
    """How long it is until a moment: '4일 3시간 남음', '35분 남음', '1분 미만 남음', afterwards '마감됨'."""
    left = until - now
    if left < timedelta(0):
        return "마감됨"
    hours, minutes = divmod(left.seconds // 60, 60)
    if left.days:
        return f"{left.days}일 {hours}시간 남음" if hours else f"{left.days}일 남음"
    if hours:
        return f"{hours}시간 {minutes}분 남음" if minutes else f"{hours}시간 남음"
    return f"{minutes}분 남음" if minutes else "1분 미만 남음"


def mask_name(name: str) -> str:
    """'홍길동' -> '홍*동', '김철' -> '김*', '남궁민수' -> '남**수'."""
    name = unicodedata.normalize("NFC", name.strip())
    if len(name) < 3:
        return name[:1] + "*" * (len(name) - 1) if len(name) == 2 else "*" * len(name)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_phone(phone: str) -> str:
    """'010-1234-5678' -> '010-****-5678'; what is not a phone number is covered but for its last two signs."""
    parts = phone.split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        return f"{parts[0]}-{'*' * len(parts[1])}-{parts[2]}"
    return "*" * max(len(phone) - 2, 0) + phone[-2:] if len(phone) > 4 else "*" * len(phone)


def mask_business_number(number: str) -> str:
    """'123-45-67891' -> '123-45-*****' (which tax office and legal form may be seen)."""
    digits = re.sub(r"\D", "", number)
    return f"{digits[:3]}-{digits[3:5]}-*****" if len(digits) == 10 else "*" * len(number)


def mask_email(address: str) -> str:
    """'hong@example.kr' -> 'ho**@example.kr'."""
    name, at, host = address.partition("@")
    kept = name[:2] if len(name) > 2 else name[:1] if len(name) == 2 else ""
    return kept + "*" * (len(name) - len(kept)) + at + host


def item_mark(level: int, place: int) -> str:
    """The mark of the item at `place` (from 0) on `level` (from 0): 1. 가. 1) 가) (1) (가) ① ㉮ (행정업무규정).

    After 하 follows 거, 너, 더. Raises IndexError outside 8 levels or 42 items.
    """
    number, letter = str(place + 1), _HANGUL_ORDER[place]
    circled_number = chr((0x2460 if place < 20 else 0x323D if place < 35 else 0x328E) + place)
    circled_letter = chr(0x326E + place) if place < 14 else f"({letter})"
    marks = (f"{number}.", f"{letter}.", f"{number})", f"{letter})", f"({number})", f"({letter})",
             circled_number, circled_letter)  # fmt: skip
    return marks[level]


def company_name_key(name: str) -> str:
    """A company name for comparing and searching: (주), ㈜, 주식회사, spaces, marks and case folded away.

    '㈜ 한빛 테크' and '주식회사 한빛테크' give the same key; a name of legal forms alone keeps them.
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(sign for sign in _CORPORATE.sub("", plain) if sign.isalnum())
    return kept or "".join(sign for sign in plain if sign.isalnum())


def is_legal_form(word: str) -> bool:
    """Whether a word is a company's legal form and nothing else: 주식회사, (주), ㈜."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    return bool(plain) and not any(sign.isalnum() for sign in _CORPORATE.sub("", plain))


def sort_key(text: str, length: int = 30) -> str:
    """A key of ASCII signs that orders alike in Python, SQLite and PostgreSQL whatever their collation.

    Hangul comes before Latin, Latin before numbers; numbers order by value (제2공장 before 제10공장); case, spaces
    and legal forms of companies don't count. Only the first `length` signs or numbers are looked at.
    """
    runs = _RUNS.findall(company_name_key(text))[:length]
    return "".join(_rank(run) for run in runs)


def in_name_order(names: list[str]) -> list[str]:
    """The names in the order of a Korean list (가나다, ABC, 123)."""
    return sorted(names, key=lambda name: (sort_key(name), name))


def _rank(run: str) -> str:
    if run.isdecimal():
        digits = str(int(run))[:99]
        return f"3{len(digits):02d}{digits}"
    code = ord(run)
    kind = "1" if 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF else "2" if code < 0x250 else "4"
    return f"{kind}{code:06x}"


def _final_sound(word: str) -> str | None:
    """'ㄹ', another final consonant as 'ㄴ', '' for none, None where it can't be told."""
    plain = _spoken_end(word)
    if not plain:
        return None
    last = plain[-1]
    if "가" <= last <= "힣":
        return _of_syllable(last)
    if "\u1100" <= last <= "\u1112":  # a letter by its name: 리을; 기역, 니은 …
        return "ㄹ" if last == "\u1105" else "ㄴ"
    if "\u1161" <= last <= "\u1175":
        return ""
    if number := _NUMBER.search(plain):
        return _of_syllable(_number_sound(number.group(), plain[: number.start()]))
    if latin := _LATIN.search(plain):
        return _of_latin(latin.group(), plain[: latin.start()])
    return None


def _spoken_end(word: str) -> str:
    """The word cut behind what is spoken last: quotes and bracketed remarks dropped, units and legal forms spelled."""
    plain = unicodedata.normalize("NFC", word).replace("㈜", "(주)")
    while True:
        if _DATE.search(plain):
            return "일"
        if clock_time := _TIME.search(plain):
            return "시" if clock_time.group(1) == "00" else "분"
        plain = plain.rstrip(_CLOSERS)
        for unit, sound in _UNITS.items():
            if plain.endswith(unit):
                return sound
        plain = unicodedata.normalize("NFKC", plain)
        bracketed = _BRACKETED.search(plain)
        if bracketed is None:
            return plain.rstrip("()" + _CLOSERS)
        before, inside = plain[: bracketed.start()], bracketed.group(1)
        if inside in _LEGAL_FORMS:
            return _LEGAL_FORMS[inside]
        plain = before if before.strip("(" + _CLOSERS) else inside


def _of_syllable(syllable: str) -> str:
    final = (ord(syllable) - 0xAC00) % 28
    return "" if final == 0 else "ㄹ" if final == 8 else "ㄴ"


def _number_sound(digits: str, before: str) -> str:
    """The last syllable of a number read in Korean; digits after a point or hyphen are read one by one."""
    digits = unicodedata.normalize("NFKC", digits).replace(",", "")
    digits = "".join(str(unicodedata.decimal(digit)) for digit in digits)
    if before.endswith((".", "-")) or digits[-1] != "0" or not digits.strip("0"):
        return _DIGIT_SOUND[int(digits[-1])]
    zeros = len(digits) - len(digits.rstrip("0"))
    return _ZEROS_SOUND.get(zeros, "조" if zeros < 16 else "경")


def _of_latin(letters: str, before: str) -> str:
    small = letters.lower()
    if before[-1:].isdigit() and small in _LATIN_UNITS:
        return _of_syllable(_LATIN_UNITS[small])
    if letters.isupper() or len(letters) == 1:
        return _of_syllable(_LETTER_SOUND[small[-1]])
    for ending, sound in _WORD_ENDINGS:
        if ending.search(small):
            return sound
    return ""
