"""Everything that keeps a visit sheet from being signed, by field, each a sentence to act on."""

from collections.abc import Mapping
from datetime import date

from program_admin.aftercare.rules import sheet
from program_admin.aftercare.rules.outcomes import FULL, Operating
from program_admin.aftercare.rules.sheet import CheckItem, SheetTerms
from program_admin.applications.rules.values import day, exact, whole
from program_admin.core.korean import korean_date

Faults = dict[str, list[str]]
DATE_HELP = "날짜를 2026. 3. 27. 또는 20260327 형식으로 입력해 주세요."


def sheet_faults(
    terms: SheetTerms, values: Mapping[str, str], photos: Mapping[str, int], *, today: date, since: date
) -> Faults:
    """What is missing or wrong; `photos` counts by purpose, `since` is the day the project was completed.

    A visit that found nobody, a closed or a moved firm asks only for remarks; missing equipment asks for them too.
    """
    outcome = sheet.outcome_of(values)
    if outcome is None:
        return {sheet.OUTCOME: ["방문 결과를 골라 주세요."]}
    if outcome not in FULL:
        if values.get(sheet.REMARKS, "").strip():
            return _action_faults(values, today)
        return {sheet.REMARKS: ["무엇을 보고 확인했는지 ‘현장 확인 내용’에 적어 주세요."]} | _action_faults(
            values, today
        )
    return {
        **_use_faults(terms, values, photos),
        **_item_faults(terms, values, photos, today=today, since=since),
        **_kpi_faults(terms, values),
        **_asset_faults(terms, values),
        **_call_faults(values, today),
        **_survey_faults(terms, values),
        **_action_faults(values, today),
    }


def _use_faults(terms: SheetTerms, values: Mapping[str, str], photos: Mapping[str, int]) -> Faults:
    if not values.get(sheet.OPERATING):
        return {sheet.OPERATING: ["시스템 가동 상태를 골라 주세요."]}
    if terms.operating_evidence and not photos.get(sheet.OPERATING):
        return {sheet.OPERATING: ["시스템 화면 사진을 올려 주세요."]}
    return {}


def _item_faults(
    terms: SheetTerms, values: Mapping[str, str], photos: Mapping[str, int], *, today: date, since: date
) -> Faults:
    unused = values.get(sheet.OPERATING) == Operating.NONE
    found: Faults = {}
    for item in terms.items:
        value = values.get(sheet.check_field(item.code), "").strip()
        if not value:
            if not (unused and item.code in sheet.BUILT_IN):
                found[sheet.check_field(item.code)] = [f"‘{item.name}’ 항목을 적어 주세요."]
            continue
        said = _shape(item, value, today=today, since=since)
        if not said and item.evidence and not photos.get(item.code):
            said = [f"‘{item.name}’의 증빙 사진을 올려 주세요."]
        if said:
            found[sheet.check_field(item.code)] = said
    return found


def _shape(item: CheckItem, value: str, *, today: date, since: date) -> list[str]:
    if item.kind == "number":
        number = whole(value)
        return [] if number is not None and number >= 0 else [f"‘{item.name}’에는 0 이상의 수를 적어 주세요."]
    if item.kind == "date":
        found = day(value)
        if found is None:
            return [f"‘{item.name}’: {DATE_HELP}"]
        if found > today:
            return [f"‘{item.name}’은 오늘까지의 날짜로 적어 주세요."]
        if item.code == "last_log" and found < since:
            return [f"‘{item.name}’이 구축을 마친 날({korean_date(since)})보다 빠릅니다. 로그 화면을 확인해 주세요."]
    return []


def _kpi_faults(terms: SheetTerms, values: Mapping[str, str]) -> Faults:
    found: Faults = {}
    for plan in terms.kpis:
        typed = values.get(sheet.kpi_field(plan.place), "").strip()
        if not typed:
            found[sheet.kpi_field(plan.place)] = [f"‘{plan.name}’의 지금 값을 적어 주세요."]
        elif exact(typed) is None:
            found[sheet.kpi_field(plan.place)] = [f"‘{plan.name}’에는 수를 소수점 아래 4자리까지 적어 주세요."]
    return found


def _asset_faults(terms: SheetTerms, values: Mapping[str, str]) -> Faults:
    return {
        sheet.asset_field(asset.ordinal): [f"‘{asset.label}’ 설비를 확인해 주세요."]
        for asset in terms.assets
        if not values.get(sheet.asset_field(asset.ordinal))
    }


def _call_faults(values: Mapping[str, str], today: date) -> Faults:
    found: Faults = {}
    for call in sheet.calls_of(values):
        if not call.what:
            found[sheet.call_field(call.row, "what")] = [f"{call.row}번째 A/S의 내용을 적어 주세요."]
        if call.asked_on is None or call.asked_on > today:
            found[sheet.call_field(call.row, "asked")] = [
                f"{call.row}번째 A/S를 요청한 날을 오늘까지의 날짜로 적어 주세요."
            ]
        if not call.done_typed:
            continue
        if call.done_on is None or call.done_on > today:
            found[sheet.call_field(call.row, "done")] = [
                f"{call.row}번째 A/S를 처리한 날을 오늘까지의 날짜로 적어 주세요."
            ]
        elif call.asked_on is not None and call.done_on < call.asked_on:
            found[sheet.call_field(call.row, "done")] = ["처리한 날이 요청한 날보다 빠릅니다. 두 날짜를 확인해 주세요."]
    return found


def _survey_faults(terms: SheetTerms, values: Mapping[str, str]) -> Faults:
    return {
        sheet.survey_field(code): [f"만족도 ‘{name}’ 항목을 골라 주세요."]
        for code, name in terms.survey
        if not values.get(sheet.survey_field(code))
    }


def _action_faults(values: Mapping[str, str], today: date) -> Faults:
    found: Faults = {}
    for action in sheet.actions_of(values):
        if not action.what:
            found[sheet.action_field(action.row, "what")] = [f"{action.row}번째 시정조치의 내용을 적어 주세요."]
        if action.due_typed and (action.due_on is None or action.due_on <= today):
            found[sheet.action_field(action.row, "due")] = ["시정 기한은 내일 이후의 날짜로 적어 주세요."]
    return found
