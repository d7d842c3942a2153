"""The words inventions are made of: family and given names, company names, streets."""

import random

FAMILY = "김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허유남심노하곽성차주우구민진지엄채원천방공"
GIVEN_FIRST = "민서지현수영은정하도준예승유태성재윤경상동진혜미선주연가나"
GIVEN_SECOND = "준서연우진현민영호수아정희철원경석훈미란주은숙자혁빈율솔"
NAME_STEMS = (
    "한빛", "성수", "청계", "가온", "누리", "다온", "미르", "세움", "온누리", "해담", "새솔", "아람", "이룸", "참빛",
    "푸른", "하람", "금천", "문래", "을지", "창신", "중랑", "도봉", "북한", "남산", "강서", "한강", "동대문", "구로",
    "대성", "신흥", "우진", "태영", "동양", "삼원", "영진", "광명", "세종", "미래", "제일", "으뜸",
)  # fmt: skip
PROVINCIAL = (
    ("41", "경기도", "화성시 향남읍 제약공단로"),
    ("41", "경기도", "부천시 오정구 석천로"),
    ("41", "경기도", "포천시 소흘읍 호국로"),
    ("41", "경기도", "시흥시 공단1대로"),
    ("28", "인천광역시", "남동구 남동서로"),
    ("44", "충청남도", "천안시 서북구 3공단6로"),
    ("43", "충청북도", "음성군 대소면 대풍산단로"),
)
STREETS = {
    "11545": "가산디지털1로", "11530": "디지털로", "11200": "성수이로", "11110": "창신길", "11140": "을지로",
    "11230": "장안벚꽃로", "11560": "문래로", "11260": "망우로", "11305": "도봉로", "11500": "마곡중앙로",
}  # fmt: skip


def person_name(luck: random.Random) -> str:
    """Return an invented name of three syllables, sometimes of two or four."""
    family = luck.choice(FAMILY)
    roll = luck.random()
    if roll < 0.03:
        return luck.choice(("남궁", "선우", "황보", "제갈")) + luck.choice(GIVEN_FIRST) + luck.choice(GIVEN_SECOND)
    if roll < 0.07:
        return family + luck.choice("준율솔산별")
    return family + luck.choice(GIVEN_FIRST) + luck.choice(GIVEN_SECOND)


def phone(number: int) -> str:
    """Return an invented mobile number as digits; 010-0000 is given to nobody."""
    return f"0100000{number:04d}" if number < 10_000 else f"0100{number:07d}"


def street(district: str, luck: random.Random) -> str:
    """Return an invented address within a Seoul district, without city and district."""
    building = luck.choice(("", "", f" {luck.choice(NAME_STEMS)}지식산업센터 {luck.randint(2, 18)}층"))
    return f"{STREETS.get(district, '중앙로')} {luck.randint(1, 240)}{building}"
