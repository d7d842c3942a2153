"""When several files handed in at once become one paper."""

MOST_PHOTOS = 30


def together(count: int, *, all_photos: bool, takes_pdf: bool) -> list[str]:
    """What speaks against making one PDF of these files."""
    if not all_photos:
        return ["여러 개를 한 번에 올릴 수 있는 것은 사진(JPG, PNG, HEIC)뿐입니다. 다른 파일은 하나씩 올려 주세요."]
    if not takes_pdf:
        return ["여기에는 PDF를 낼 수 없어 사진을 한 파일로 묶지 못합니다. 사진을 한 장씩 올려 주세요."]
    if count > MOST_PHOTOS:
        return [f"사진은 한 번에 {MOST_PHOTOS}장까지 묶을 수 있습니다. 나누어 올려 주세요."]
    return []
