"""What tells that a name is a person's, though the model took it for something else."""

from spacy.tokens import Doc

from service.extraction.lexicons import VerbClass, given_names, organisation_nouns, reporting_verb, role_nouns
from service.extraction.naming.name import Name

#: Names of people are no longer than this.
_MOST_WORDS = 5


def has_given_name(name: Name) -> bool:
    """Whether a name opens with a given name and goes on like no place and no body."""
    words = name.words
    if not 2 <= len(words) <= 4 or words[0] not in given_names() or name.kind == "place":
        return False
    if len(words) == 3 and len(words[1]) == 1:
        # "Laurence H. Tribe": an initial between two words is no body's.
        return True
    return not any(word in organisation_nouns() or word in ("of", "the", "and") for word in words[1:])


def acts(doc: Doc, name: Name) -> bool:
    """Whether the words around an unknown name tell that it is a person's: an age, a role, or speech."""
    if len(name.words) > _MOST_WORDS or name.kind == "people" or name.end + 2 >= len(doc):
        return False
    if any(word in organisation_nouns() for word in name.words):
        return False
    return _is_introduced(doc, name) or (len(name.words) > 1 and _goes_on_as_person(doc, name))


def _goes_on_as_person(doc: Doc, name: Name) -> bool:
    """Whether what follows is an age, a role or "who", or the name's own speech."""
    following = doc[name.end]
    if following.text == ",":
        return _is_age(doc, name.end + 1) or _opens_role(doc, name.end + 1)
    if following.lower_ == "who":
        return True
    verb = reporting_verb(following.lemma_.lower()) if following.pos_ == "VERB" else None
    return verb is not None and verb.verb_class is VerbClass.SAY and name.kind == "other"


def _is_introduced(doc: Doc, name: Name) -> bool:
    """Whether a role or reporting verb stands right before: "the singer Lumo", '"…," said Roz Hallam'."""
    if name.start == 0 or name.kind == "organization" or name.title < name.start:
        return False
    before = doc[name.start - 1]
    if before.is_lower and before.tag_ == "NN" and before.lemma_.lower() in role_nouns():
        return before.lemma_.lower() not in organisation_nouns() and name.kind != "place"
    verb = reporting_verb(before.lemma_.lower()) if before.tag_ == "VBD" and len(name.words) > 1 else None
    return verb is not None and verb.verb_class is VerbClass.SAY and not verb.addressee


def _is_age(doc: Doc, at: int) -> bool:
    return doc[at].is_digit and len(doc[at]) < 4 and at + 1 < len(doc) and doc[at + 1].text in (",", ".", "-")


def _opens_role(doc: Doc, at: int) -> bool:
    """Whether a description starts here ("a coastal scientist at"): a role noun before any verb."""
    if doc[at].lower_ == "who":
        return True
    if doc[at].tag_ not in ("DT", "PRP$") and doc[at].lemma_.lower() not in role_nouns():
        return False
    for i in range(at, min(len(doc), at + 7)):
        if doc[i].lemma_.lower() in role_nouns():
            return True
        clause = doc[i].pos_ in ("VERB", "AUX", "PUNCT") and doc[i].text != "-"
        if clause or doc[i].tag_ == "IN":
            return False
    return False
