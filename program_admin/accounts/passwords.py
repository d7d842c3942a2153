"""One-way password hashes (Argon2id) and the digests of one-time codes."""

import hashlib
import hmac

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from program_admin.core.settings import settings


def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=settings().password_cost_kib, parallelism=1)


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password (slow: never under the write lock)."""
    return _hasher().hash(password)


def password_matches(password_hash: str, password: str) -> bool:
    """Whether the password belongs to the hash; an empty hash costs the same time and never matches."""
    try:
        return _hasher().verify(password_hash or _UNMATCHABLE, password)
    except (VerificationError, InvalidHashError):
        return False


def code_digest(purpose: str, phone: str, code: str) -> str:
    """Return the keyed digest under which a one-time code or link is kept."""
    key = settings().secret_key.get_secret_value().encode()
    return hmac.new(key, f"{purpose}\n{phone}\n{code}".encode(), hashlib.sha256).hexdigest()


_UNMATCHABLE = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
