"""Which version of a record a form was made from."""

from wtforms import Field

from program_admin.core.errors import RuleBroken

UNREADABLE = "이 화면이 오래되었습니다. 화면을 새로 고친 뒤 다시 저장해 주세요."


def version_in(field: Field) -> int:
    """The version a form carries; raises RuleBroken when there is none."""
    try:
        return int(field.data)
    except (TypeError, ValueError):
        raise RuleBroken([UNREADABLE]) from None
