"""The seam of the editor: a round's content while somebody changes it, wherever it is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from program_admin.accounts.models import Person
from program_admin.core.errors import Refusal
from program_admin.programs.models import Round
from program_admin.programs.schema.round_file import RoundFile


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the pages of an editor are: the endpoints of a part, of moving rows, and of the overview."""

    title: str
    part: str
    rows: str
    overview: str


@dataclass(frozen=True, slots=True)
class Document:
    """A round's content as it stands now.

    `edition` counts up with every change; a form carries the one it was made from, and `earlier` gives that one back
    so that two people's changes can be told apart. `opened_at` is the moment as of which an announced round is checked
    before opening (its own, long past, is no fault). `keep` stores a changed content (content, what was changed, who,
    when) and refuses by RuleBroken; it is called inside the writing transaction.
    """

    round_: Round
    terms: RoundFile
    edition: int
    saved_by: str
    saved_at: datetime
    desk: Desk
    earlier: Callable[[int], RoundFile | None]
    keep: Callable[[RoundFile, str, Person, datetime], None]
    opened_at: datetime | None = None

    def address(self, part: str, kind: str | None = None) -> str:
        """The address of a part's page; `kind` says of which kind a new row is."""
        return url_for(self.desk.part, round_id=self.round_.id, part=part, kind=kind)

    def rows_address(self, part: str) -> str:
        """Where moving and removing rows is sent."""
        return url_for(self.desk.rows, round_id=self.round_.id, part=part)

    @property
    def overview(self) -> str:
        """The address of the page about the whole round."""
        return url_for(self.desk.overview, round_id=self.round_.id)


@dataclass(frozen=True, slots=True)
class ClashingValue:
    """A value that two people changed: what it is called, what this person typed, what is stored."""

    title: str
    mine: str
    theirs: str


class Clashed(Refusal):
    """Somebody else saved the same values meanwhile; `merged` holds mine where both differ, theirs elsewhere."""

    def __init__(self, values: list[ClashingValue], merged: RoundFile) -> None:
        super().__init__("다른 담당자가 먼저 저장했습니다.")
        self.values = values
        self.merged = merged
