"""Reads every sign of a quote and asks the model."""

from collections.abc import Sequence

from spacy.tokens import Doc

from service.extraction.attribution.mentions import Mention
from service.extraction.attribution.state import Attribution
from service.extraction.confidence.how import family, how
from service.extraction.confidence.model import Signs, Verdict, model
from service.extraction.confidence.who import first_in_full, who
from service.extraction.confidence.whom import whom
from service.extraction.confidence.words import words
from service.extraction.discourse import Source


class Judge:
    """Judges the quotes of one article."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        # By entity: the signs of its name, and where the name is first printed in full.
        self._known: dict[int, tuple[Signs, int]] = {}

    def verdict(self, group: Sequence[Attribution], first: Attribution) -> Verdict | None:
        """How sure it is that ``group`` is a quote of ``first``'s source; None where that has none."""
        signs = self.signs(group, first)
        return model().judge(family(first), signs) if signs is not None else None

    def signs(self, group: Sequence[Attribution], first: Attribution) -> Signs | None:
        """What there is of every sign, 0 to 1; None where the quote has no source."""
        mention, source = first.mention, first.source
        if mention is None or source is None:
            return None
        return {
            **how(self._doc, first),
            **words(self._doc, group),
            **whom(self._doc, first, mention, source),
            **self._named(mention, source),
        }

    def _named(self, mention: Mention, source: Source) -> Signs:
        """The signs of the name, read once for every entity."""
        if source.entity is None:
            return {"unnamed": 1.0}
        if source.entity not in self._known:
            signs = who(self._doc, source.entity, source.name)
            self._known[source.entity] = signs, first_in_full(self._doc, source.entity, source.name)
        signs, at = self._known[source.entity]
        return {**signs, "full_later": float(at > mention.head)}
