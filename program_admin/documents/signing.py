"""Electronic signatures on documents: an invisible PAdES signature, its check, and keys to try it with."""

import io
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from program_admin.core.settings import settings

FIELD = "OfficeSignature"
TEST_DAYS = 900
KEY_BITS = 3072
FILES = ("authority.pem", "certificate.pem", "key.pem")


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """Where the office's key, its certificate and the certificates above it lie (PEM)."""

    key: Path
    certificate: Path
    chain: Path | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found about one signature: whether it covers the whole file unchanged, and whom we trust for it."""

    signer: str
    intact: bool
    trusted: bool
    signed_at: datetime | None


def configured() -> SigningKeys | None:
    """Return the keys that the settings name, or None; a key without its certificate is refused."""
    chosen = settings()
    if chosen.signing_key_file is None:
        return None
    if chosen.signing_certificate_file is None:
        raise ValueError("PROGRAM_ADMIN_SIGNING_CERTIFICATE_FILE가 없습니다. 서명 키와 함께 인증서 파일도 적어 주세요.")
    return SigningKeys(chosen.signing_key_file, chosen.signing_certificate_file, chosen.signing_chain_file)


def sign(pdf: bytes, keys: SigningKeys, *, reason: str, office: str) -> bytes:
    """Return the PDF with a PAdES signature added after its last byte (nothing before it changes)."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter

    signer = signers.SimpleSigner.load(
        str(keys.key), str(keys.certificate), ca_chain_files=(str(keys.chain),) if keys.chain else ()
    )
    if signer is None:
        raise ValueError("서명 키나 인증서를 읽을 수 없습니다. 설정에 적은 PEM 파일을 확인해 주세요.")
    particulars = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=reason, name=office
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    signed = _apart(lambda: signers.PdfSigner(particulars, signer=signer).sign_pdf(writer))
    content: bytes = signed.getvalue()
    return content


def _apart(call: Callable[[], Any]) -> Any:
    """Call pyHanko in a thread of its own: it starts an event loop, which fails where one is running already."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(call).result()


def verdicts(pdf: bytes, authorities: Sequence[Path] = ()) -> list[Verdict]:
    """Check every signature in a PDF, trusting the given authorities (PEM files) only; no network is asked."""
    from pyhanko.keys import load_certs_from_pemder
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko_certvalidator import ValidationContext

    roots = list(load_certs_from_pemder([str(path) for path in authorities]))
    trust = ValidationContext(trust_roots=roots, allow_fetching=False)
    return [_verdict(signature, trust) for signature in PdfFileReader(io.BytesIO(pdf)).embedded_signatures]


def _verdict(signature: Any, trust: Any) -> Verdict:
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature

    status = _apart(lambda: validate_pdf_signature(signature, trust))
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    name = status.signing_cert.subject.native.get("common_name", "")
    intact = bool(status.intact and status.valid and whole)
    return Verdict(str(name), intact, bool(status.trusted), status.signer_reported_dt)


def make_test_keys(folder: Path, *, office: str, now: datetime) -> tuple[Path, ...]:
    """Write an authority of our own and a key it vouches for, to try signing; existing files are never replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = tuple(folder / name for name in FILES)
    if taken := [path for path in paths if path.exists()]:
        raise FileExistsError(f"이미 있는 파일입니다: {taken[0]}. 다른 폴더를 고르거나 먼저 옮겨 주세요.")
    for path, content in zip(paths, _test_keys(office, now), strict=True):
        path.touch(mode=0o600)
        path.write_bytes(content)
    return paths


def _test_keys(office: str, now: datetime) -> tuple[bytes, bytes, bytes]:
    above, own = (rsa.generate_private_key(65537, KEY_BITS) for _ in range(2))
    authority = _certificate(f"{office} 시험 인증기관", office, now, above)
    certificate = _certificate(f"{office} 전자직인(시험)", office, now, own, authority, above)
    pem = serialization.Encoding.PEM
    private = own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return authority.public_bytes(pem), certificate.public_bytes(pem), private


def _certificate(name: str, office: str, now: datetime, key: Any, issuer: Any = None, issuer_key: Any = None) -> Any:
    parts = ((NameOID.COUNTRY_NAME, "KR"), (NameOID.ORGANIZATION_NAME, office), (NameOID.COMMON_NAME, name))
    subject = x509.Name([x509.NameAttribute(kind, text) for kind, text in parts])
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    above = issuer is None
    usage |= {
        "digital_signature": not above,
        "content_commitment": not above,
        "key_cert_sign": above,
        "crl_sign": above,
    }
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=TEST_DAYS))
        .add_extension(x509.BasicConstraints(ca=above, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
    )
    return built.sign(issuer_key or key, hashes.SHA256())
