"""What tells that a name is a person's, though the model took it for something else."""

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

from service.extraction.lexicons import (
    VerbClass,
    given_names,
    name_words,
    organisation_nouns,
    reporting_verb,
    role_modifiers,
    role_nouns,
    role_standing,
)
from service.extraction.naming.body_evidence import is_channel, names_company
from service.extraction.naming.name import Name

#: Names of people are no longer than this.
_MOST_WORDS = 5
_OPENS = frozenset({"the", "its", "their", "his", "her", "our", "my"})
_LIGHT = name_words("light") - name_words("particles")
#: Tokens within which a pronoun and the name it stands for are looked for.
_REACH = 40
#: Posts that bodies hold as well: "market leader Northgate Quay said".
_BODIES_TOO = role_standing("of_bodies")
#: Tokens of the body that somebody is of.
_MOST_OF = 9
#: Before the name of a place.
_WHERE = frozenset({"in", "at", "near", "to", "around", "outside", "through"})
_CLUBS = name_words("clubs")


def has_given_name(name: Name) -> bool:
    """Whether a name opens with a given name and goes on like no place and no body."""
    words = name.words
    if not 2 <= len(words) <= 4 or name.kind == "place" or is_channel(name):
        return False
    if len(words) == 3 and len(words[1]) == 1 and len(words[0]) > 1 and not name.text.isupper():
        # "Laurence H. Tribe": an initial between two words is no body's.
        return words[0] in given_names() or words[2] not in organisation_nouns()
    if words[0] not in given_names():
        return False
    return not any(word in organisation_nouns() or word in ("of", "the", "and") for word in words[1:])


def only_modifies(doc: Doc, name: Name) -> bool:
    """Whether a lone word tells of whom or what somebody is one: "the former Munster hooker"."""
    if len(name.words) != 1 or name.end >= len(doc) or name.start == 0 or name.title < name.start:
        return False
    noun, before = doc[name.end], doc[name.start - 1]
    role = noun.tag_ == "NN" and noun.lemma_.lower() in role_nouns()
    return (
        role
        and before.is_lower
        and (before.tag_ in ("DT", "JJ", "PRP$") or before.lower_ in role_modifiers())
    )


def goes_by_surname(doc: Doc, names: list[Name]) -> Iterator[Name]:
    """Names of two or three words that the article calls by the last alone, as it does with people.

    Bodies are called by their first words ("Peabody" for "Peabody Energy") or with an article ("the Post").
    """
    single = [n for n in names if len(n.words) == 1]
    alone = {n.words[0] for n in single} - {n.words[0] for n in single if _has_article(doc, n)}
    speaking = {n.words[0] for n in single if _speaks(doc, n)}
    bodies = {n.words for n in names if _has_article(doc, n)}
    places = {n.words for n in names if n.start > 0 and doc[n.start - 1].lower_ in _WHERE}
    for name in names:
        words = name.words
        if name.kind in ("person", "people") or words in bodies or not 2 <= len(words) <= 3:
            continue
        # A town is called by its whole name, and seldom says anything.
        called = alone if name.kind != "place" else speaking - {full[-1] for full in places}
        if words[-1] in called and words[-1] not in _CLUBS and _is_plain(name):
            yield name


def _speaks(doc: Doc, name: Name) -> bool:
    """Whether a name stands right beside a verb of speech: "Bell said", "said Bell"."""
    beside = [doc[i] for i in (name.start - 1, name.end) if 0 <= i < len(doc)]
    return any(t.tag_ in ("VBD", "VBZ") and reporting_verb(t.lemma_.lower()) is not None for t in beside)


def is_he_or_she(doc: Doc, names: list[Name]) -> Iterator[Name]:
    """Names of nobody known whose sentence goes on about "him" or "her", with no person before them.

    "Lumo has called off three nights of her tour" tells that Lumo is a person; "Bell said Lumo had lost her
    case" does not.
    """
    people = [name.start for name in names if name.kind == "person"]
    found = [
        name
        for name in names
        if name.kind in ("other", "organization")
        and len(name.words) <= 3
        and not (_has_article(doc, name) or names_company(name))
        and _is_plain(name)
        and not any(0 <= name.start - at < _REACH for at in people)
        and _is_subject(doc, name)
        and _has_pronoun(doc, name.end)
    ]
    told = Counter(name.words for name in found)
    # A club or company may stand before somebody's "his" once.
    yield from (name for name in found if len(name.words) > 1 or told[name.words] > 1)


def _is_subject(doc: Doc, name: Name) -> bool:
    return any(doc[i].dep_ in ("nsubj", "nsubjpass") for i in range(name.start, name.end))


def _has_pronoun(doc: Doc, at: int) -> bool:
    """Whether "he" or "she" stands in the sentence from token ``at`` on, before another name or quotation."""
    for i in range(at, min(at + _REACH, len(doc))):
        token = doc[i]
        if token.is_space or token.is_quote or token.text in (".", "?", "!", ";") or token.tag_ == "NNP":
            return False
        if token.tag_ == "PRP$" and token.lower_ in ("his", "her"):
            return True
        if token.lower_ in ("he", "she") and token.dep_ == "nsubj":
            return True
    return False


def _is_plain(name: Name) -> bool:
    """Whether the words of a name tell of no body: no noun for one, no capitals alone, no figures."""
    if any(word in organisation_nouns() or word in _LIGHT for word in name.words):
        return False
    return not name.text.isupper() and name.text.replace("-", "").replace(" ", "").isalpha()


def _has_article(doc: Doc, name: Name) -> bool:
    return name.start > 0 and doc[name.start - 1].lower_ == "the"


def acts(doc: Doc, name: Name) -> bool:
    """Whether the words around an unknown name tell that it is a person's: an age, a role, or speech."""
    if len(name.words) > _MOST_WORDS or name.kind == "people" or name.end + 2 >= len(doc):
        return False
    if any(word in organisation_nouns() for word in name.words):
        return False
    if len(name.words) == 1:
        return _is_introduced(doc, name) or _has_trade(doc, name)
    return _is_introduced(doc, name) or _goes_on_as_person(doc, name)


def _goes_on_as_person(doc: Doc, name: Name) -> bool:
    """Whether what follows is an age, a role or "who", or the name's own speech."""
    following = doc[name.end]
    if following.text == ",":
        return _is_age(doc, name.end + 1) or _opens_role(doc, name.end + 1)
    if following.lower_ == "of" and name.kind != "place" and _is_plain(name):
        return _is_who_of(doc, name.end + 1)
    if following.lower_ == "who":
        return True
    verb = reporting_verb(following.lemma_.lower()) if following.pos_ == "VERB" else None
    return verb is not None and verb.verb_class is VerbClass.SAY and name.kind == "other"


def _has_trade(doc: Doc, name: Name) -> bool:
    """Whether a lone word that nobody knows is said to be somebody: "Kazi, a tailor's apprentice, said"."""
    last = doc[name.end - 1]
    if name.kind != "other" or last.text.isupper() or doc[name.end].text != ",":
        return False
    if doc[name.end + 1].lower_ not in ("a", "an"):
        return False
    trades = (child for child in last.rights if child.dep_ == "appos" and child.tag_ == "NN")
    return any(
        trade.lemma_.lower() in role_nouns()
        and trade.lemma_.lower() not in organisation_nouns() | _BODIES_TOO
        for trade in trades
    )


def _is_introduced(doc: Doc, name: Name) -> bool:
    """Whether a role or reporting verb stands right before: "the singer Lumo", '"…," said Roz Hallam'."""
    if name.start == 0 or name.title < name.start:
        return False
    before = doc[name.start - 1]
    if before.text == "," and name.start > 1 and doc[name.end].text == ",":
        if len(name.words) == 1 and doc[name.start - 2].lower_ not in role_standing("kin"):
            return False
        return _explains_role(doc, name.start - 2)
    if name.kind == "organization":
        return _holds_office(doc, name)
    if before.is_lower and before.tag_ == "NN" and before.lemma_.lower() in role_nouns():
        return before.lemma_.lower() not in organisation_nouns() and name.kind != "place"
    verb = reporting_verb(before.lemma_.lower()) if before.tag_ == "VBD" and len(name.words) > 1 else None
    return verb is not None and verb.verb_class is VerbClass.SAY and not verb.addressee


def _holds_office(doc: Doc, name: Name) -> bool:
    """Whether what looks like a body has a post: "group chief executive Goh Kian Seng said"."""
    before, behind = doc[name.start - 1], doc[name.end]
    if not 2 <= len(name.words) <= 3 or names_company(name) or not _is_plain(name):
        return False
    post = before.is_lower and before.tag_ == "NN" and before.lower_ in role_standing("office")
    speaks = behind.tag_ in ("VBD", "VBZ") and reporting_verb(behind.lemma_.lower()) is not None
    return post and speaks and before.lower_ not in _BODIES_TOO


def _is_who_of(doc: Doc, at: int) -> bool:
    """Whether a body's name at ``at`` ends in ", who": "Jo Park of the Institute for Seas, who"."""
    for i in range(at, min(at + _MOST_OF, len(doc) - 1)):
        if doc[i].text == ",":
            return doc[i + 1].lower_ == "who"
        if not (doc[i].text[:1].isupper() or doc[i].lower_ in _LIGHT or doc[i].tag_ == "POS"):
            return False
    return False


def _explains_role(doc: Doc, at: int) -> bool:
    """Whether a description of one person ends at token ``at``: "the union's general secretary, …,"."""
    role = doc[at]
    lemma = role.lemma_.lower()
    if role.tag_ != "NN" or not (lemma in role_nouns() or lemma in role_standing("relation")):
        return False
    return any(doc[i].lower_ in _OPENS or doc[i].tag_ in ("POS", "PRP$") for i in range(max(0, at - 6), at))


def _is_age(doc: Doc, at: int) -> bool:
    return doc[at].is_digit and len(doc[at]) < 4 and at + 1 < len(doc) and doc[at + 1].text in (",", ".", "-")


def _opens_role(doc: Doc, at: int) -> bool:
    """Whether somebody's description starts here ("a coastal scientist at"): a role noun before any verb.

    "An investor that" tells of a body.
    """
    if doc[at].lower_ == "who":
        return True
    if doc[at].tag_ not in ("DT", "PRP$") and doc[at].lemma_.lower() not in role_nouns():
        return False
    for i in range(at, min(len(doc), at + 7)):
        if (role := doc[i].lemma_.lower()) in role_nouns():
            after = doc[i + 1] if i + 1 < len(doc) else None
            if role in _BODIES_TOO and after is not None and after.lower_ in ("that", "which"):
                return False
            if after is None or after.lemma_.lower() not in _BODIES_TOO:
                return True
        clause = doc[i].pos_ in ("VERB", "AUX", "PUNCT") and doc[i].text != "-"
        if clause or doc[i].tag_ == "IN":
            return False
    return False
