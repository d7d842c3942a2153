"""The registry of document kinds; the packages above register theirs when they are imported."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document: its code in English, title in Korean, template, and the frozen dataclass it is made from.

    `version` goes up when template or content type change; old versions stay registered, so that what was issued
    with them can be rendered again. `public_fields` names the content fields the public verification page shows.
    """

    code: str
    title: str
    template: str
    number_prefix: str
    version: int
    content_type: type
    public_fields: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        parameters = getattr(self.content_type, "__dataclass_params__", None)
        if parameters is None or not parameters.frozen:
            raise TypeError(f"the content of {self.code} must be a frozen dataclass")


_KINDS: dict[tuple[str, int], DocumentKind] = {}


def register(kind: DocumentKind) -> DocumentKind:
    """Add a kind; the same code and version may be registered only once."""
    earlier = _KINDS.setdefault((kind.code, kind.version), kind)
    if earlier != kind:
        raise ValueError(f"{kind.code} version {kind.version} is registered already")
    return kind


def kind_of(code: str, version: int | None = None) -> DocumentKind:
    """Return a kind by code, in its newest or the given version; an unknown one is a KeyError."""
    if version is None:
        version = max((known for name, known in _KINDS if name == code), default=0)
    return _KINDS[code, version]


def all_titles() -> dict[str, str]:
    """Return the Korean titles of all kinds by code, in the order of their titles."""
    newest = {kind.code: kind.title for _, kind in sorted(_KINDS.items(), key=lambda item: item[0])}
    return dict(sorted(newest.items(), key=lambda item: item[1]))


def title_of(code: str) -> str:
    """Return the Korean title of a kind, or its code when no package registers it any more."""
    return all_titles().get(code, code)
