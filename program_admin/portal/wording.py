"""What acts of the trail and tasks of the machine are called on screen."""

from program_admin.workflow.process import PROCESSES

ACTS = {
    "access_log:export": "접속기록 내려받기",
    "application:answer_consent": "동의 요청에 답함",
    "application:ask_consent": "동의 요청 보냄",
    "application:attach_paper": "서류 올림",
    "application:carry_over": "지난 신청에서 가져옴",
    "application:choose_supplier": "공급기업 정함",
    "application:confirm_carried": "가져온 내용 확인",
    "application:confirm_delegated": "대리 작성한 내용 확인",
    "application:end_delegate": "대리 작성 끝냄",
    "application:invite_delegate": "대리 작성 맡김",
    "application:number": "외부 번호 적음",
    "application:open_seal": "봉인 열기",
    "application:remove_paper": "서류 지움",
    "application:start": "신청 시작",
    "application:withdraw_consent": "동의 철회",
    "ban:begin": "참여제한 시작",
    "ban:lift": "참여제한 해제",
    "case:export": "외부 서식 내려받기",
    "company:change": "기업 정보 고침",
    "company:check_status": "휴·폐업 확인",
    "payment:check_business": "지급 전 휴·폐업 확인",
    "company:register": "기업 등록",
    "company:save_finances": "재무 정보 저장",
    "document:issue": "문서 발급",
    "engineer:add": "기술자 등록",
    "engineer:change": "기술자 정보 고침",
    "engineer:end": "기술자 등록 끝냄",
    "application:read_correction": "정정공고 확인",
    "correction:begin": "정정공고 시작",
    "correction:change": "정정공고 내용 고침",
    "round:correct": "회차 정정",
    "round:extend": "접수 마감 연장",
    "extension:propose": "접수기간 연장 올림",
    "inquiry:ask": "공고 문의",
    "job:retry": "작업 다시 시작",
    "membership:end": "구성원 끝냄",
    "membership:start": "구성원 시작",
    "person:change": "계정 정보 고침",
    "person:deactivate": "계정 중지",
    "person:end_role": "역할 거둠",
    "person:enrol_second_factor": "인증 앱 등록",
    "person:forget_second_factor": "인증 앱 해제",
    "person:grant": "역할 줌",
    "person:invite": "사람 초대",
    "person:reactivate": "계정 다시 사용",
    "person:set_password": "비밀번호 정함",  # nosec B105
    "person:sign_up": "회원가입",
    "round:import": "회차 파일 가져옴",
    "session:end": "로그아웃",
    "session:start": "로그인",
    "site:add": "사업장 등록",
    "site:change": "사업장 고침",
    "site:end": "사업장 끝냄",
    "solution:add": "솔루션 등록",
    "solution:change": "솔루션 고침",
    "solution:end": "솔루션 끝냄",
    "supplier:ask": "공급기업 등록 신청",
    "supplier:change": "공급기업 정보 고침",
    "supplier:close_project": "진행 과제 끝냄",
    "supplier:correct_fact": "성과 기록 바로잡음",
    "supplier:open_project": "진행 과제 시작",
    "supplier:record_performance": "성과 기록",
    "supplier:reply": "성과 기록에 의견",
    "trail:export": "감사 기록 내려받기",
    "trail:verify": "감사 기록 확인 시작",
    "upload:receive": "파일 받음",
}
TASKS = {
    "documents.render": "문서 PDF 만들기",
    "notices.deliver": "메시지 보내기",
    "notices.deliver_now": "메시지 바로 보내기",
    "portal.verify_trail": "감사 기록 확인",
    "aftercare.plan": "방문 계획 세우기",
    "aftercare.remind": "방문과 시정조치 알림",
    "applications.check_business_status": "휴·폐업 조회",
    "applications.remind_supplements": "보완 기한 알림",
    "evaluation.remind": "평가 회신과 채점 알림",
    "jobs.sweep": "끝난 작업 치우기",
}


def act_name(action: str) -> str:
    """An act in Korean: '신청: 제출'; an act without a name is shown as the trail keeps it."""
    if action in ACTS:
        return ACTS[action]
    noun, _, verb = action.partition(":")
    process = PROCESSES.get(noun)
    step = next((each for each in process.steps if each.name == verb), None) if process else None
    return f"{process.title}: {step.label}" if process and step else action


def state_name(action: str, status: str) -> str:
    """The state of an entry as the staff calls it; what is no state of a process is shown as it is."""
    process = PROCESSES.get(action.partition(":")[0])
    if process is None or status not in {state.value for state in process.states}:
        return status
    return process.label(status, staff=True)


def task_name(task: str) -> str:
    """A task in Korean, or as it is called in the code."""
    return TASKS.get(task, task)
