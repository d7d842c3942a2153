"""Where each role goes: the entries of the main menu, in order of weight, and the shortcuts of the desk."""

from dataclasses import dataclass

from program_admin.accounts.roles import Role

MOST = 6
LEAST = 4


@dataclass(frozen=True, slots=True)
class Destination:
    """One entry: its label, endpoints of which the first that exists counts, and the addresses it stands for."""

    label: str
    endpoints: tuple[str, ...]
    areas: tuple[str, ...]


DESK = Destination("업무 현황", ("portal.desk",), ("/desk",))
INBOX = Destination("알림", ("portal.inbox",), ("/inbox",))
ACCOUNT = Destination("내 계정", ("accounts.account",), ("/account",))
ANNOUNCEMENTS = Destination("사업 공고", ("programs.open_list",), ("/rounds",))
GUIDE = Destination("이용안내", ("portal.guide",), ("/guide",))
VERIFY = Destination("문서 확인", ("documents.verify",), ("/verify",))
SEARCH = Destination("찾기", ("portal.search",), ("/search",))
ROUND_SETTINGS = Destination("회차 설정", ("programs.manage_list",), ("/rounds/manage",))
REGISTER = Destination("문서발급대장", ("documents.register",), ("/documents",))
COMPANIES = Destination("도입기업", ("companies.companies",), ("/companies",))
SUPPLIERS = Destination("공급기업", ("suppliers.suppliers",), ("/suppliers",))
RECEIVED = Destination(
    "신청·접수", ("applications.rounds",), ("/applications", "/screening", "/cases", "/statistics", "/outside")
)
EVALUATION = Destination("평가", ("evaluation.panels",), ("/panels", "/rankings", "/evaluators", "/evaluation"))
AGREEMENTS = Destination(
    "협약",
    ("agreements.listed", "agreements.mine"),
    ("/agreements", "/payments", "/inspections"),
)
AFTERCARE = Destination("사후관리", ("aftercare.visits",), ("/visits", "/corrective-actions"))
TRAIL = Destination("감사 기록", ("portal.trail",), ("/trail",))
ACCESS_LOG = Destination("접속기록", ("portal.access_log",), ("/access-log",))
SEALS = Destination("봉인 개봉 기록", ("applications.seals",), ("/applications/seals",))
JOBS = Destination("뒤에서 하는 일", ("portal.jobs",), ("/jobs",))
PEOPLE = Destination("사람과 역할", ("accounts.people",), ("/people",))
MESSAGES = Destination("보낸 메시지", ("portal.outgoing",), ("/outgoing",))

MENU: dict[Role, tuple[Destination, ...]] = {
    Role.OFFICER: (RECEIVED, EVALUATION, AGREEMENTS, AFTERCARE, SUPPLIERS, COMPANIES),
    Role.APPROVER: (RECEIVED, EVALUATION, AGREEMENTS, AFTERCARE, SUPPLIERS),
    Role.APPLICANT: (
        Destination("내 신청", ("applications.mine",), ("/applications", "/cases", "/screening")),
        Destination("내 기업", ("companies.mine",), ("/companies",)),
        AGREEMENTS,
        AFTERCARE,
        ANNOUNCEMENTS,
    ),
    Role.SUPPLIER: (
        Destination("우리 기업", ("suppliers.mine",), ("/suppliers",)),
        Destination("받은 요청", ("matching.received",), ("/matching",)),
        AGREEMENTS,
        AFTERCARE,
        ANNOUNCEMENTS,
    ),
    Role.EVALUATOR: (Destination("내 평가", ("evaluation.desk",), ("/sheets", "/panels")),),
    Role.VISITOR: (
        Destination("내 방문", ("aftercare.mine",), ("/visits",)),
        Destination("내 점검", ("inspections.mine",), ("/inspections",)),
    ),
    Role.AUDITOR: (TRAIL, ACCESS_LOG, REGISTER, RECEIVED),
    Role.ADMINISTRATOR: (PEOPLE, JOBS, ACCESS_LOG, ROUND_SETTINGS),
}
FILLERS = (ACCOUNT, ANNOUNCEMENTS, GUIDE)

SHORTCUTS: dict[Role, tuple[Destination, ...]] = {
    Role.OFFICER: (COMPANIES, SUPPLIERS, REGISTER, ROUND_SETTINGS),
    Role.APPROVER: (COMPANIES, SUPPLIERS, REGISTER, ROUND_SETTINGS),
    Role.AUDITOR: (SEALS, COMPANIES, SUPPLIERS, EVALUATION, AGREEMENTS, AFTERCARE, PEOPLE, ROUND_SETTINGS),
    Role.ADMINISTRATOR: (ACCOUNT, MESSAGES),
}


def wanted(roles: frozenset[Role]) -> list[Destination]:
    """The entries between desk and inbox for a person of these roles, the weightiest of each role first."""
    columns = [MENU[role] for role in Role if role in roles]
    longest = max((len(column) for column in columns), default=0)
    found: dict[str, Destination] = {}
    for place in range(longest):
        for column in columns:
            if place < len(column):
                found.setdefault(column[place].label, column[place])
    return list(found.values())
