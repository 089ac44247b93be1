"""How far a role behind a name goes: the tags that part it from the name, its end, and its head."""

from spacy.tokens import Doc, Token

from service.extraction.lexicons import name_words, parties, role_verbs
from service.extraction.naming.agents import hyphened
from service.extraction.naming.role_words import ARTICLES, ends_line, in_list, is_role_word

Owner = tuple[int, ...]

#: An apposition longer than this is cut; no reader takes so much for a role.
_LONGEST_PHRASE = 32
#: A tag is no longer than this: "(D-Md.)", "of North Rhine-Westphalia".
_LONGEST_TAG = 7
_BOUNDARIES = frozenset({";", ":", "—", "–", ")", "(", ".", "?"})
_RESUMING = frozenset({"VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_COPULAS = frozenset({"is", "was", "are", "were"})
_FROM = frozenset({"of", "from", "in"})
#: Words that lead up to a role and are no part of it, besides articles.
_ADVERBS = frozenset({"now", "also", "currently", "formerly", "today"})
_CHIEFS = frozenset({"chief", "head", "president", "chair"})


def past_tags(doc: Doc, at: int) -> int:
    """The token behind what tells party, place, age or degree of the name that ends before ``at``."""
    for _ in range(4):
        if at >= len(doc):
            return at
        after = _past_tag(doc, at)
        if after == at:
            return at
        at = after
    return at


def _past_tag(doc: Doc, at: int) -> int:
    token = doc[at]
    if token.is_space and not ends_line(token):
        return at + 1
    if token.text == "(":
        return _past(doc, at, {")"}, at)
    if token.lower_ in _FROM and past_place(doc, at + 1) < len(doc):
        after = past_place(doc, at + 1)
        return after if after > at + 1 and doc[after].text in (",", "—", "–", "(") else at
    if token.text == "," and at + 2 < len(doc):
        return _past_comma_tag(doc, at)
    return at


def _past_comma_tag(doc: Doc, at: int) -> int:
    """Past ", 54", ", D-Md.", ", PhD" and ", of Leeds", where another comma follows."""
    first = doc[at + 1]
    end = at + 2
    if first.lower_ in ("of", "from"):
        end = past_place(doc, at + 2)
        if end == at + 2:
            return at
    elif is_party_tag(doc, at + 1):
        end = next((i for i in range(end, min(len(doc), end + _LONGEST_TAG)) if doc[i].text == ","), end)
    elif not (first.text[:1].isdigit() or first.lower_.replace(".", "") in _suffixes()):
        return at
    return end if end < len(doc) and doc[end].text in (",", "—", "–", "(") else at


def _suffixes() -> frozenset[str]:
    return name_words("suffixes") | (name_words("credentials") - {"mp", "msp", "qc", "kc"})


def is_party_tag(doc: Doc, at: int) -> bool:
    """Whether "D-Md." or "Lab-Ely" starts here, in one token or several."""
    first, dash, rest = doc[at].text.partition("-")
    if not dash:
        if at + 1 >= len(doc) or doc[at + 1].text not in ("-", "–"):
            return False
    elif not rest[:1].isupper():
        return False
    return first[:1].isupper() and any(first.lower() in forms for forms in parties().values())


def past_place(doc: Doc, at: int) -> int:
    """Past a run of capitalised words that starts at ``at``."""
    end = at
    while end < min(len(doc), at + _LONGEST_TAG) and (doc[end].text[:1].isupper() or doc[end].text == "-"):
        end += 1
    return end


def _past(doc: Doc, at: int, closing: set[str], default: int) -> int:
    for i in range(at + 1, min(at + _LONGEST_TAG, len(doc))):
        if doc[i].text in closing:
            return i + 1
    return default


def lead_in(doc: Doc, start: int, end: int) -> int:
    """Past the articles and adverbs before a role."""
    while start < end and (doc[start].lower_ in ARTICLES or doc[start].lower_ in _ADVERBS):
        start += 1
    return start


def phrase_end(doc: Doc, owner: Owner, start: int) -> int:
    """Where an apposition ends: at the comma, dash or bracket, the quotation, or the verb that resumes."""
    furthest = min(len(doc), start + _LONGEST_PHRASE)
    end = furthest
    for i in range(start, furthest):
        if owner[i] != owner[start] or _bounds(doc[i]) or (doc[i].text == "," and not in_list(doc, i)):
            end = i
            break
    while end > start and (doc[end - 1].tag_ in ("CC", "RB", "DT") or doc[end - 1].lower_ in ("both", "and")):
        end -= 1
    return end


def with_clause(doc: Doc, owner: Owner, end: int) -> int:
    """The end of a role with the "who …" that tells the post or trade: "a physicist who runs the mine"."""
    if end + 2 >= len(doc) or doc[end].lower_ not in ("who", "that") or owner[end] != owner[end - 1]:
        return end
    verb = doc[end + 1]
    copular = verb.lower_ in _COPULAS and doc[end + 2].lower_ not in ("not", "n't", "also")
    if copular:
        after = phrase_end(doc, owner, end + 2)
        return after if head_of(doc, lead_in(doc, end + 2, after), after) is not None else end
    if verb.tag_ in _FINITE and verb.lemma_.lower() in role_verbs():
        return phrase_end(doc, owner, end + 2)
    return end


def _bounds(token: Token) -> bool:
    """Whether no apposition goes on over ``token``, a comma aside."""
    if ends_line(token) or token.text in _BOUNDARIES:
        return True
    return token.tag_ in _RESUMING or token.lower_ in ("who", "whose", "which")


def _in_body(doc: Doc, at: int, end: int) -> bool:
    """Whether "of" stands within a body's name before a role: "a University of Leeds professor"."""
    within = doc[at].lower_ == "of" and 0 < at < end - 1
    return within and doc[at - 1].text[:1].isupper() and doc[at + 1].text[:1].isupper()


def head_of(doc: Doc, start: int, end: int) -> int | None:
    """The last role noun before any preposition; None where the phrase names no role."""
    if start + 2 < end and doc[start].lower_ == "one" and doc[start + 1].lower_ == "of":
        start += 2
    found = None
    for i in range(start, end):
        token = doc[i]
        if token.tag_ in ("IN", "TO") or token.lower_ == "of":
            if hyphened(doc, i) or (found is None and _in_body(doc, i, end)):
                continue
            break
        if is_role_word(token) and token.tag_ in ("NN", "NNP", "NNS", "NNPS"):
            found = i
    if found is None and start < end and doc[start].lower_ in _CHIEFS:
        found = start
    return found
