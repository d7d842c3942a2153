"""Settings of one installation, read from the environment (`PROGRAM_ADMIN_…`, see .env.example)."""

from enum import StrEnum
from pathlib import Path

from flask import current_app
from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    """What this installation is for."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class Settings(BaseSettings):
    """Every setting with its default; a wrong or missing one stops the start with a clear message."""

    model_config = SettingsConfigDict(
        env_prefix="PROGRAM_ADMIN_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    environment: Environment = Environment.PRODUCTION
    secret_key: SecretStr = SecretStr("")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    var_folder: Path = Path("var")
    public_address: str = "http://127.0.0.1:8000"

    office_name: str = "서울테크노파크"
    office_address: str = "(01811) 서울특별시 노원구 공릉로 232"
    office_phone: str = "02-944-0000"
    service_name: str = "스마트공장 지원사업 관리"
    official_masthead: bool = False

    second_factor: bool = True
    session_minutes: int = 60
    session_hours_at_most: int = 12
    reauthentication_minutes: int = 15
    password_cost_kib: int = 19456
    sign_in_tries: int = 10

    consent_link_days: int = 14
    receipt_link_days: int = 90

    max_upload_mb: int = 20
    virus_scanner: str = Field(default="", pattern=r"^$|^unix:/.+$|^tcp:.+:\d{1,5}$")
    virus_scanner_seconds: int = 20
    mail_delivery: str = "file"
    smtp_host: str = ""
    smtp_port: int = 25
    mail_from: str = "no-reply@localhost"

    business_status_lookup: bool = False
    business_status_address: str = "https://api.odcloud.kr"
    business_status_key: SecretStr = SecretStr("")
    address_search: bool = False
    address_search_address: str = "https://business.juso.go.kr"
    address_search_key: SecretStr = SecretStr("")
    outside_seconds: int = 5

    signing_key_file: Path | None = None
    signing_certificate_file: Path | None = None
    signing_chain_file: Path | None = None

    @model_validator(mode="after")
    def _production_needs_a_key(self) -> "Settings":
        if not self.secret_key.get_secret_value():
            if self.environment is Environment.PRODUCTION:
                raise ValueError(
                    "PROGRAM_ADMIN_SECRET_KEY가 없습니다. "
                    "32자 이상의 임의 문자열을 환경 변수나 .env 파일에 적어 주세요."
                )
            self.secret_key = SecretStr(f"{self.environment}-only-not-a-secret")
        if not self.database_url:
            self.database_url = f"sqlite:///{(self.var_folder / 'program_admin.sqlite3').resolve()}"
        return self

    @property
    def demo(self) -> bool:
        """Whether this installation shows invented data only."""
        return self.environment is Environment.DEMO

    @property
    def files_folder(self) -> Path:
        """Where stored files lie, by content hash."""
        return self.var_folder / "files"


def settings() -> Settings:
    """Return the settings of the running app."""
    found: Settings = current_app.extensions["program_admin.settings"]
    return found
