"""Keeps a model's memory flat: what it learns of words is bounded, whatever it is given to read.

spaCy keeps every word that it ever met, with its string, its attributes and its lemmas: some hundred
megabytes after fifty thousand articles, and no end. Here it keeps as many as a newsroom uses day by day.
From then on each text is read in a memory zone of spaCy's own, at whose end the new words are forgotten.
Nothing that refers to the vocabulary (a Doc, a Span, a Token) may be used after its zone.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from spacy.language import Language

KEPT = 20_000
"""So many words are kept beside those that the model came with: some 10 MB."""


class Vocabulary:
    """What a model, with all pipelines over its vocabulary, knows of words; used by one thread at a time."""

    def __init__(self, model: Language) -> None:
        self._model = model
        self._most = len(model.vocab) + KEPT

    @property
    def full(self) -> bool:
        """Whether no further word is kept."""
        return len(self._model.vocab) >= self._most

    @contextmanager
    def bounded(self) -> Iterator[None]:
        """While a text is read and its Doc is used: new words are kept if there is room, else for so long."""
        if not self.full:
            yield
            return
        with self._model.memory_zone():
            yield
        for _, pipe in self._model.pipeline:
            remembered = getattr(pipe, "cache", None)  # a lemmatizer's, by word
            if isinstance(remembered, dict) and len(remembered) > KEPT:
                remembered.clear()
