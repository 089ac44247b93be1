"""Lexicons of news English: plain data files beside this module, and a small typed function for each.

Every function loads its file once and returns something frozen. Entries are lower-case with straight
apostrophes, unless a docstring says otherwise; an entry may have several words.
"""

from service.extraction.lexicons.verbs import ReportingVerb, VerbClass, reporting_verb, reporting_verbs

__all__ = [
    "ReportingVerb",
    "VerbClass",
    "reporting_verb",
    "reporting_verbs",
]
