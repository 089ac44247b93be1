"""Which topics the headline names."""

import re
from collections.abc import Iterable

from anyascii import anyascii
from spacy.tokens import Doc

from service.extraction.naming.entities import Entity
from service.extraction.topics.mentions import TopicMention
from service.extraction.topics.outlets import outlet_entities, towns
from service.extraction.topics.slugs import stem

_WORD = re.compile(r"[a-z0-9]+")
_LONGEST = 300
#: Stands between words that are not in a row.
_BREAK = " 00 "
#: What somebody says in a headline is a catchy phrase more often than what the article is about.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘.*?’(?!\w)|(?<!\w)'[^']*'(?!\w)")


def headline(doc: Doc) -> str:
    """The caller's title, and the text's first paragraph where it is a headline; outlets left out."""
    said = _printed(doc)
    entities: list[Entity] = doc._.entities.all
    of_towns = towns(doc)
    outlets = [entities[number] for number in outlet_entities(doc)]
    names = {name.text for outlet in outlets for name in outlet.names if name.start not in of_towns}
    for name in sorted(names, key=len, reverse=True):
        said = said.replace(name, _BREAK)
    return said


def _printed(doc: Doc) -> str:
    title = doc._.title or ""
    first = doc._.paragraphs[0] if len(doc._.paragraphs) > 1 else None
    if first is None or first.end - first.start > 160:
        return _QUOTED.sub(_BREAK, title[:_LONGEST])
    line = doc._.text[first.start : first.end]
    is_prose = line.rstrip("”’\"' ")[-1:] in ".!?:,—" or line.startswith("By ")
    return _QUOTED.sub(_BREAK, title[:_LONGEST] if is_prose else f"{title[:_LONGEST]}{_BREAK}{line}")


def in_headline(title: str, mentions: Iterable[TopicMention]) -> frozenset[str]:
    """The slugs of the topics whose words, in any of the article's forms, stand in ``title`` in a row.

    A noun that is no subject of the news by itself counts where it stands alone: "court" of "appeals court".
    """
    said = alone = f" {_plain(title)} "
    found: set[str] = set()
    # A form that did not stand there the first time never will: words only go.
    forms: dict[tuple[str, tuple[str, ...], str], TopicMention] = {}
    for mention in mentions:
        forms.setdefault((mention.slug, mention.words, mention.name), mention)
    for mention in sorted(forms.values(), key=lambda m: (_is_phrase(m), -len(m.words))):
        for form in _forms(mention):
            if f" {form} " in (alone if _is_phrase(mention) and not mention.sound else said):
                found.add(mention.slug)
                alone = alone.replace(f" {form} ", _BREAK) if len(mention.words) > 1 else alone
                # A word of a name is no phrase: "Park" of "Park Ji-hoon".
                if not _is_phrase(mention):
                    said, alone = said.replace(f" {form} ", _BREAK), alone.replace(f" {form} ", _BREAK)
    return frozenset(found)


def _forms(mention: TopicMention) -> list[str]:
    """Both forms of a mention, the longer first: "averill" taken out of "port averill" would leave "port"."""
    forms = dict.fromkeys((_plain(" ".join(mention.words)), _plain(mention.name)))
    return sorted(filter(None, forms), key=lambda form: -len(form.split()))


def _is_phrase(mention: TopicMention) -> bool:
    return mention.kind in ("phrase", "head")


def _plain(text: str) -> str:
    return " ".join(stem(word) for word in _WORD.findall(anyascii(text).lower().replace("'s ", " ")))
