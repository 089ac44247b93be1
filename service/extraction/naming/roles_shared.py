"""Roles that one place tells of several people: "economists Ann Bell of Leeds and Jo Park"."""

from collections.abc import Iterator

from service.extraction.naming.name import Name
from service.extraction.naming.role_extent import past_place, past_tags
from service.extraction.naming.role_words import Page, Place

_LINKS = frozenset({",", "and", "&", "with"})
_LONGEST_LINK = 3


class Coordinated:
    """Follows lists of names while an article's names are read in order."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._list: list[Name] = []
        self._plural: Place | None = None

    def shared(self, name: Name, places: list[Place]) -> Iterator[tuple[Name, Place]]:
        """What holds for ``name`` or those listed before it, besides each one's own ``places``."""
        if not (self._list and self._linked(self._list[-1], name)):
            self._list, self._plural = [], None
        if self._plural is not None and not any(p.end <= name.start for p in places):
            yield name, self._plural
        for place in places:
            if self._is_plural(place):
                if place.start >= name.end:
                    yield from ((before, place) for before in self._list)
                elif place.end <= name.start:
                    self._plural = place
        self._list.append(name)

    def _linked(self, before: Name, name: Name) -> bool:
        """Whether only tags, commas and "and" stand between two names."""
        doc, at = self.page.doc, past_tags(self.page.doc, before.end)
        if at < len(doc) and doc[at].lower_ in ("of", "from", "at"):
            at = past_place(doc, at + 1)
        if not 0 < name.title - at <= _LONGEST_LINK or self.page.owner[at] != self.page.owner[name.start]:
            return False
        return all(doc[i].lower_ in _LINKS or doc[i].is_space for i in range(at, name.title)) and any(
            doc[i].lower_ in ("and", "&", ",") for i in range(at, name.title)
        )

    def _is_plural(self, place: Place) -> bool:
        head = self.page.doc[place.head]
        return head.tag_ in ("NNS", "NNPS") or head.lower_.rstrip(".") in (
            "sens",
            "reps",
            "drs",
            "govs",
            "profs",
        )
