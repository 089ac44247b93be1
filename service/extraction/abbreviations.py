"""What the tokenizer has to be told about news: abbreviated titles, and what is left of markup.

Titles end with a full stop ("Lt.", "Sgt."): it knows some, and cuts others in two. A stop of its own would
end the sentence between a title and its name: '"…," said Lt. Ada Bell'.
"""

from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex

from service.extraction.lexicons import honorifics

#: A single letter with its stop is an initial, which the tokenizer keeps.
_SHORTEST = 3
#: A stop or comma before a mark between two words, and that mark.
_GLUED = (r"[.,:;?!](?=[\"“”][A-Za-z])", r"(?<=[.,:;?!])[\"“”](?=[A-Za-z])")


def cut_markup(nlp: Language) -> None:
    """Lets the end of a tag that was left in the text stand alone: 'true.">Bell said'.

    And a mark whose space was forgotten: 'He said,“Go”', '“I went,”Bell said'.
    """
    tokenizer: Any = nlp.tokenizer
    infixes = [*(nlp.Defaults.infixes or ()), r"[\"”]>", *_GLUED]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def keep_abbreviations(nlp: Language) -> None:
    """Makes each abbreviated title of the lexicon one token for ``nlp``'s tokenizer, as print has it."""
    tokenizer: Any = nlp.tokenizer
    for word in honorifics():
        printed = word.capitalize()
        if not word.endswith(".") or len(word) < _SHORTEST or not word[:-1].isalpha():
            continue
        if len(tokenizer(printed)) > 1:
            tokenizer.add_special_case(printed, [{"ORTH": printed}])
