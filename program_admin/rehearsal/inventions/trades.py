"""The trades of the rehearsal: what they make, what they measure, what they write into their plans."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A KPI with plausible bounds: before (low, high) and the share by which the target betters it."""

    code: str
    before: tuple[float, float]
    change: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Trade:
    """One manufacturing trade of Seoul; `suffixes` end a company's name."""

    name: str
    ksic: str
    suffixes: tuple[str, ...]
    product: str
    flow: str
    customers: str
    measures: tuple[Measure, ...]
    titles: tuple[str, ...]
    problem: str
    plan: str
    effect: str
    subject: str
    solutions: tuple[str, ...]
    outsourced: bool = False
    vat_exempt: bool = False


ON_TIME = Measure("on_time_rate", (70, 88), (0.06, 0.15))
REWORK = Measure("rework_rate", (4, 12), (-0.6, -0.3))
CHANGEOVER = Measure("changeover_time", (35, 90), (-0.5, -0.25))
DEFECTS = Measure("process_defects", (2, 7), (-0.6, -0.3))
OPERATING = Measure("operating_rate", (55, 72), (0.1, 0.25))
LEAD = Measure("lead_time", (40, 160), (-0.4, -0.2))

TRADES = (
    Trade(
        "봉제", "14", ("어패럴", "봉제", "패션", "니트"), "여성 재킷, 유니폼", "재단 → 봉제 → 완성 → 검품",
        "의류 브랜드, 학교 유니폼", (ON_TIME, REWORK, CHANGEOVER),
        ("봉제 공정별 생산 실적 자동 집계 체계 구축", "다품종 소량 봉제 라인의 공정 데이터 수집 체계 구축"),
        "작업 지시가 종이로 오가서 어느 라인에 무엇이 걸려 있는지 하루가 지나야 압니다.",
        "재단과 라인마다 바코드 단말을 두어 시작과 끝을 모으고, 외주 봉제소는 휴대전화로 실적을 올립니다.",
        "납기 준수율을 높이고 재작업을 절반으로 줄입니다.", "라인별 투입·완성 수량", ("mes", "pop"), outsourced=True,
    ),
    Trade(
        "인쇄", "18", ("인쇄사", "프린팅", "문화사", "P&P"), "단행본, 카탈로그, 패키지", "조판 → 인쇄 → 후가공 → 제본",
        "출판사, 화장품 회사", (ON_TIME, REWORK, CHANGEOVER),
        ("인쇄기 가동 데이터 수집과 작업 준비 시간 단축 체계 구축", "충무로 협업 인쇄 공정 데이터 수집 체계 구축"),
        "인쇄기마다 가동 기록이 손으로 남아 준비 시간이 얼마나 드는지 알 수 없습니다.",
        "인쇄기 4대에 신호 수집기를 달고 후가공 협력사의 입고와 출고를 QR로 모읍니다.",
        "준비교체시간을 30% 줄이고 납기를 지킵니다.", "인쇄기 가동·정지 신호", ("mes", "sensor"), outsourced=True,
    ),
    Trade(
        "치과기공소", "27", ("치과기공소", "덴탈랩", "덴탈아트"), "지르코니아 크라운, 임플란트 보철",
        "스캔 → 설계 → 밀링 → 소결 → 검수", "치과의원 40곳",
        (
            Measure("lab_lead_time", (5, 9), (-0.45, -0.25)),
            Measure("remake_rate", (4, 9), (-0.6, -0.35)),
            Measure("logistics_cost", (150, 420), (-0.4, -0.2)),
        ),
        ("3차원 구강 스캔 연계 보철물 제작 공정 데이터 수집 체계 구축", "기공 의뢰부터 납품까지 공정 추적 체계 구축"),
        "의뢰서가 종이로 오고 진행 상황을 전화로 물어 와서 하루에 두 시간을 씁니다.",
        "의뢰를 화면으로 받고 공정마다 바코드로 시작과 끝을 모아 재제작의 원인을 나눕니다.",
        "제작 기간과 재제작률을 줄여 물류비까지 낮춥니다.", "의뢰별 공정 시작·종료 시각", ("mes", "erp"),
        vat_exempt=True,
    ),
    Trade(
        "금속 가공", "25", ("정밀", "금속", "테크", "정공"), "정밀 샤프트, 하우징", "소재 → 선반 → 밀링 → 검사",
        "자동차 부품사, 방산업체", (OPERATING, DEFECTS, LEAD),
        ("CNC 설비 가동 데이터 실시간 수집 체계 구축", "문래동 소공인 공작기계 데이터 수집과 공정 품질 관리 체계 구축"),
        "설비가 멈춘 이유를 기억에 기대어 적어 가동률을 믿을 수 없습니다.",
        "CNC 12대의 신호를 1초 간격으로 모으고 불량은 검사대에서 바로 입력합니다.",
        "설비가동률을 높이고 공정불량을 절반으로 줄입니다.", "CNC 가동·정지·알람", ("mes", "controller", "sensor"),
    ),
    Trade(
        "전자 부품", "26", ("전자", "일렉트로닉스", "시스템즈"), "LED 모듈, 제어 보드", "SMT → 조립 → 검사 → 포장",
        "가전사, 조명 회사",
        (
            Measure("hourly_output", (80, 260), (0.12, 0.3)),
            DEFECTS,
            Measure("stock_in_process", (3000, 9000), (-0.35, -0.15)),
        ),
        ("SMT 라인 품질 데이터 수집과 불량 원인 추적 체계 구축", "조립·검사 공정 통합 데이터 수집 체계 구축"),
        "검사 결과가 설비 안에만 남아 같은 불량이 되풀이됩니다.",
        "SMT와 검사기의 기록을 한곳에 모아 로트별로 잇습니다.",
        "공정불량률을 줄이고 재공재고를 낮춥니다.", "검사기 판정 기록", ("mes", "qms"),
    ),
    Trade(
        "식품", "10", ("식품", "푸드", "제과"), "두부, 반찬, 과자", "계량 → 가열 → 냉각 → 포장", "급식업체, 마트",
        (Measure("hourly_output", (200, 900), (0.1, 0.25)), Measure("product_defects", (1, 4), (-0.6, -0.3)), ON_TIME),
        ("가열·냉각 공정 온도 데이터 자동 기록 체계 구축", "소규모 식품공장 생산·위생 기록 자동화 체계 구축"),
        "온도 기록을 두 시간마다 손으로 적어 빠지는 때가 많습니다.",
        "가열기와 냉각기에 온도 센서를 달아 1분마다 모으고 벗어나면 알립니다.",
        "완제품 불량과 기록 시간을 줄입니다.", "가열·냉각 온도", ("mes", "sensor"),
    ),
    Trade(
        "가방·신발", "15", ("레더", "제화", "백"), "수제화, 가죽 가방", "재단 → 갑피 → 저부 → 검품",
        "편집 매장, 백화점",
        (ON_TIME, REWORK, LEAD),
        ("성수 수제화 공방 협업 공정 데이터 수집 체계 구축", "가죽 재단 수율과 공정 실적 수집 체계 구축"),
        "공방 네 곳을 오가는 물량을 전화로 확인합니다.",
        "공방마다 태블릿을 두어 들어온 물량과 나간 물량을 모읍니다.",
        "제조 리드타임을 줄이고 납기를 지킵니다.", "공방별 입고·출고 수량", ("mes", "scm"), outsourced=True,
    ),
    Trade(
        "귀금속", "33", ("주얼리", "골드", "세공"), "반지, 목걸이", "원본 → 주물 → 세공 → 광택", "도매 매장",
        (Measure("lead_time", (60, 150), (-0.4, -0.2)), REWORK, ON_TIME),
        ("종로 귀금속 세공 공정 데이터 수집과 중량 손실 관리 체계 구축",),
        "공정마다 무게를 종이에 적어 손실이 어디서 나는지 모릅니다.",
        "저울 8대를 연결해 공정별 무게를 자동으로 모읍니다.",
        "재작업과 중량 손실을 줄입니다.", "공정별 중량", ("mes", "sensor"),
    ),
    Trade(
        "종이 포장", "17", ("패키지", "지기", "박스"), "화장품 상자, 쇼핑백", "인쇄 → 톰슨 → 접착 → 검사",
        "화장품 회사",
        (CHANGEOVER, REWORK, ON_TIME),
        ("지기 공정 설비 데이터 수집과 교체 시간 단축 체계 구축",),
        "톰슨기와 접착기의 교체 시간이 사람마다 다릅니다.",
        "설비 6대에 센서를 달아 교체의 시작과 끝을 모읍니다.",
        "준비교체시간과 재작업을 줄입니다.", "설비 교체 시각", ("mes", "sensor"),
    ),
)  # fmt: skip
