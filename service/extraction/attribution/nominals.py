"""Which tokens can stand for somebody who speaks."""

from spacy.tokens import Token

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVE = frozenset({"who", "that", "which"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
#: Tags of words that are capitalised within a sentence only as somebody's name.
_SMALL = frozenset({"MD", "IN", "RB", "VB", "VBP", "UH"})
_NEVER_SPEAK = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})

#: What a share of those asked does.
_ANSWERS = frozenset({"say", "agree", "call", "describe", "answer", "respond", "think", "believe"})


def may_speak(token: Token) -> bool:
    """Whether ``token`` can speak: dates and amounts never do, though the parser makes them subjects."""
    if token.ent_type_ == "CARDINAL" and any(child.lower_ == "of" for child in token.rights):
        return True
    if not any(character.isalnum() for character in token.text):
        return False
    return token.ent_type_ not in _NEVER_SPEAK or is_age(token) or is_pair(token) or is_share(token)


def does_next(noun: Token) -> bool:
    """Whether a finite verb stands right behind ``noun``: what ends without a comma is no apposition.

    "Bell, a top aide said," tells what the aide said; "Bell, a top aide, said" what Bell did.
    """
    return noun.i + 1 < len(noun.doc) and noun.nbor(1).tag_ in ("VBD", "VBZ", "VBP")


def is_misread_name(token: Token, verb: Token) -> bool:
    """Whether the word right before a finite verb is a name that the tagger took for a small word.

    "Will urged": a modal has no finite verb behind it. "…, From said": a capital within the sentence.
    """
    if not token.is_alpha or not token.text.istitle() or token.tag_ not in _SMALL:
        return False
    if token.tag_ == "MD":
        return verb.tag_ in ("VBD", "VBZ", "VBN")
    if token.i < 2 or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    before = token.doc[token.i - 1 if not token.nbor(-1).is_quote else token.i - 2]
    return not before.is_space and before.text[-1] not in ".?!:"


def is_age(token: Token) -> bool:
    """Whether the token ends an age that stands for a person: "the 46-year-old"."""
    before = token.doc[max(0, token.i - 2) : token.i]
    hyphenated = [part.lower_ for part in before] == ["year", "-"]
    return token.lower_ in ("old", "year-old") and hyphenated and token.dep_ not in ("amod", "compound")


def is_share(token: Token) -> bool:
    """Whether the token is a share of those asked: "63 percent said", "14% of voters say"."""
    return token.lower_ in ("percent", "%") and token.dep_ == "nsubj" and token.head.lemma_ in _ANSWERS


def is_pair(token: Token) -> bool:
    """Whether the token is a number that stands for people: "the two"."""
    before = token.doc[token.i - 1] if token.i else None
    return token.tag_ == "CD" and token.text.isalpha() and before is not None and before.lower_ == "the"
