"""Which tokens can stand for somebody who speaks."""

from spacy.tokens import Token

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVE = frozenset({"who", "that", "which"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NEVER_SPEAK = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})


def may_speak(token: Token) -> bool:
    """Whether ``token`` can speak: dates and amounts never do, though the parser makes them subjects."""
    if token.ent_type_ == "CARDINAL" and any(child.lower_ == "of" for child in token.rights):
        return True
    return token.ent_type_ not in _NEVER_SPEAK
