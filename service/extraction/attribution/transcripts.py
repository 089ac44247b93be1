"""Who a transcript's labels name, and who asks and answers in a record of questions and answers."""

import re
from collections.abc import Iterable
from dataclasses import replace

from service.extraction.annotations import SpeakerKind
from service.extraction.attribution.mentions import Mention, span_of
from service.extraction.discourse import Discourse, Source
from service.extraction.naming.entities import Entity
from service.extraction.naming.words import core, words
from service.extraction.phrases import Form

_BY = re.compile(r"^\s*BY ((?:M[RS]S?\. )?[A-Z][A-Z' -]+):?\s*$", re.MULTILINE)
#: How many characters back the heading may stand that names the examiner.
_EXAMINATION = 6000
#: What a name loses in weight with every sentence since.
_FADES = 0.4


class Labels:
    """The labels of one article, each folded name standing for one source throughout."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse, self._doc = discourse, discourse.doc
        self._known: dict[tuple[str, ...], Source] = {}

    def label(self, start: int, end: int) -> Mention | None:
        """Who the label at tokens [start, end) names: "OKONJO-REYES", "MR. OKAFOR", "Abel Lindgren"."""
        span = span_of(self._doc, start, end)
        printed = span.text.split(",")[0].split("(")[0]
        folded = core(words(printed))
        if not folded:
            return None
        source = self._known.get(folded) or self._labelled(folded) or _unknown(printed.strip(), folded)
        self._known[folded] = source
        return Mention(span, Form.NAME, end - 1, source)

    def _labelled(self, folded: tuple[str, ...]) -> Source | None:
        """The person of the article, or else the label, whose name ends with ``folded``."""
        for index, entity in enumerate(self._discourse.entities.all):
            ends = entity.kind == "person" and entity.longest[-len(folded) :] == folded
            if ends and not entity.name.isupper():
                return self._discourse.source(index)
            if ends and entity.longest == folded:
                # Named in labels alone: in capitals, which are not how a name is given, but it has a role.
                return replace(_unknown(entity.name, folded), entity=index)
        for known, source in self._known.items():
            if known[-len(folded) :] == folded:
                return source
        return None

    def examiner(self, before: int) -> Mention | None:
        """Who asks the questions: named in "BY MR. OKAFOR:" above the character ``before``."""
        found = list(_BY.finditer(self._doc._.text, max(0, before - _EXAMINATION), before))
        if not found:
            return None
        span = self._doc.char_span(found[-1].start(1), found[-1].end(1), alignment_mode="expand")
        return self.label(span.start, span.end) if span is not None else None

    def witness(self, examiner: Mention | None, labelled: Iterable[Mention], reach: int) -> Source | None:
        """Who answers: whom the last ``reach`` paragraphs are about, but for the examiner and the labelled.

        Who speaks under a name of their own does not speak under "A.".
        """
        heard = [*labelled, examiner] if examiner is not None else list(labelled)
        others = {mention.source.entity for mention in heard if mention.source is not None}
        found = [
            (seen.weight - _FADES * (self._discourse.frame - seen.frame), index)
            for index, seen in self._discourse.recent()
            if index not in others
            and isinstance(seen_one := self._discourse.who(index), Entity)
            and seen_one.kind == "person"
            and self._discourse.paragraph - seen.paragraph <= reach
        ]
        return self._discourse.source(max(found)[1], sure=0.6) if found else None


def _unknown(printed: str, folded: tuple[str, ...]) -> Source:
    """The source of a label whose name stands nowhere else: "THE COURT" is nobody by name."""
    kind = SpeakerKind.UNNAMED if folded[0] == "the" else SpeakerKind.PERSON
    return Source(printed.title() if printed.isupper() else printed, kind, None, 0.9)
