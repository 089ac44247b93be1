"""What came of storing an article."""

from dataclasses import dataclass
from typing import Literal

from service.storage.records import Reread

Outcome = Literal["created", "unchanged", "revised"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What storing an article did, without what is stored: its id, how many quotes it has, and of each quote
    that is not as it was before, and of those that an editor decided on and the machine reads otherwise."""

    article_id: str
    outcome: Outcome
    quotes: int
    reread: tuple[Reread, ...] = ()
