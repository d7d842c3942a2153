"""The refusals that services raise and the app turns into answers."""


class Refusal(Exception):
    """Base of everything that is said to a person rather than crashing."""


class RuleBroken(Refusal):
    """A rule of the programme does not hold (answered 422).

    `objections` are whole Korean sentences; `fields` maps a field name to its own sentences.
    """

    def __init__(self, objections: list[str], fields: dict[str, list[str]] | None = None) -> None:
        super().__init__(" ".join(objections))
        self.objections = objections
        self.fields = fields or {}


class NotAllowed(Refusal):
    """This person may not do this to that record (answered 403)."""


class Missing(Refusal):
    """There is no such record, or none this person may know of (answered 404)."""


class Conflict(Refusal):
    """Somebody else changed the value since it was read (answered 409).

    `field` is the field's name; `mine` and `theirs` the two values; `theirs_by` a name to show;
    `revision` the stored one.
    """

    def __init__(self, *, field: str, mine: str, theirs: str, theirs_by: str = "", revision: int = 0) -> None:
        super().__init__(f"{field}: 다른 사람이 먼저 바꿨습니다.")
        self.field = field
        self.mine = mine
        self.theirs = theirs
        self.theirs_by = theirs_by
        self.revision = revision


class AlreadyDone(Refusal):
    """The same act arrived a second time; `location` is where the first one led (answered by a redirect)."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location
