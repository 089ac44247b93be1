"""Reporting verbs that the tagger took for something else, told by where they stand beside a quotation.

'"…," the email read.' has "read" for a noun, 'Article 33 affirms: "…"' "affirms": the place leaves no doubt.
"""

from spacy.tokens import Doc, Token

from service.extraction.attribution.nominals import NOMINAL
from service.extraction.lexicons import VerbClass, cue_nouns, reporting_verb

_NOUN = frozenset({"NN", "NNS", "NNP", "NNPS", "VBN", "JJ"})
#: How many words may stand between a quotation and its verb: "the email", "the 43-year-old".
_LONGEST = 8
_VERBAL = frozenset({"VBD", "VBZ", "VBP", "MD", "WP", "WDT"})
_REPORTS = frozenset({VerbClass.SAY, VerbClass.ASK, VerbClass.SHOW})


def is_misread(doc: Doc, tokens: tuple[int, ...], position: int) -> bool:
    """Whether the outer token at ``position`` is a finite reporting verb, whatever its tag says."""
    token = doc[tokens[position]]
    if token.tag_ not in _NOUN or not _is_finite_form(token):
        return False
    verb = reporting_verb(token.lemma_.lower()) or reporting_verb(token.lower_.removesuffix("s"))
    if verb is None or verb.weak or verb.verb_class not in _REPORTS:
        return False
    if before_misread(doc, tokens, position) is None:
        return False
    return _closes(doc, tokens, position) or _leads_in(doc, tokens, position)


def before_misread(doc: Doc, tokens: tuple[int, ...], position: int) -> Token | None:
    """The noun right before the verb, which does it."""
    token = doc[tokens[position - 1]] if position > 0 else None
    return token if token is not None and token.pos_ in (*NOMINAL, "ADJ", "NUM") else None


def _is_finite_form(token: Token) -> bool:
    """Whether the word may be a finite verb: "asked", "affirms", or the bare "read", "state"."""
    return token.is_lower and not any(child.dep_ in ("aux", "auxpass") for child in token.children)


def _closes(doc: Doc, tokens: tuple[int, ...], position: int) -> bool:
    """'"…," the email read.': nothing but its subject between the words, which end openly, and the verb."""
    start = position
    while start > 0 and position - start <= _LONGEST and tokens[start] - tokens[start - 1] == 1:
        start -= 1
    first = tokens[start]
    if not 0 < position - start <= _LONGEST or first < 2 or not doc[first - 1].is_quote:
        return False
    subject = doc[first : tokens[position]]
    open_ended = doc[first - 2].text[-1:] in ",?!"
    if not open_ended or any(t.tag_ in _VERBAL or (t.is_punct and t.text != "-") for t in subject):
        return False
    behind = doc[tokens[position] + 1] if tokens[position] + 1 < len(doc) else None
    return behind is None or behind.is_punct or behind.is_space or behind.tag_ in ("IN", "TO", "RB")


def _leads_in(doc: Doc, tokens: tuple[int, ...], position: int) -> bool:
    """'Article 33 affirms: "…"': right before the colon and the words, and no noun for what is said."""
    token = doc[tokens[position]]
    if not token.text.endswith("s") or token.tag_ != "NNS" or token.lower_ in cue_nouns() or position == 0:
        return False
    at = token.i + 1
    return at + 1 < len(doc) and doc[at].text == ":" and (doc[at + 1].is_quote or doc[at + 1].is_space)
