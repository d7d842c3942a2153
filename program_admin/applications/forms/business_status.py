"""The form of a business status that an officer looked up elsewhere."""

from program_admin.companies.models import BUSINESS_STATUS_NAMES
from program_admin.core.fields import Date, OneOf
from program_admin.core.forms import ActForm


class StatusForm(ActForm):
    """What was found, on which day."""

    status = OneOf("조회 결과", [(status.value, name) for status, name in BUSINESS_STATUS_NAMES.items()])
    checked_on = Date("조회한 날짜")
    ended_on = Date("휴업·폐업일", required=False)
