"""Titles that end with a full stop ("Lt.", "Sgt."): the tokenizer knows some, and cuts the others in two.

A stop of its own would end the sentence between a title and its name: '"…," said Lt. Ada Bell'.
"""

from typing import Any

from spacy.language import Language

from service.extraction.lexicons import honorifics

#: A single letter with its stop is an initial, which the tokenizer keeps.
_SHORTEST = 3


def keep_abbreviations(nlp: Language) -> None:
    """Makes each abbreviated title of the lexicon one token for ``nlp``'s tokenizer, as print has it."""
    tokenizer: Any = nlp.tokenizer
    for word in honorifics():
        printed = word.capitalize()
        if not word.endswith(".") or len(word) < _SHORTEST or not word[:-1].isalpha():
            continue
        if len(tokenizer(printed)) > 1:
            tokenizer.add_special_case(printed, [{"ORTH": printed}])
