"""Lexicons of news English: plain data files beside this module, and a small typed function for each.

Every function loads its file once and returns something frozen. Entries are lower-case with straight
apostrophes, unless a docstring says otherwise; an entry may have several words.
"""

from service.extraction.lexicons.media import (
    MediumCue,
    MediumKind,
    medium_cue,
    medium_rules,
    outlets,
    platforms,
)
from service.extraction.lexicons.media_finder import MediumMention, find_media
from service.extraction.lexicons.nouns import (
    Gender,
    cue_nouns,
    document_nouns,
    group_nouns,
    organisation_nouns,
    role_genders,
    role_modifiers,
    role_nouns,
    title_cues,
    unnamed_nouns,
)
from service.extraction.lexicons.verbs import ReportingVerb, VerbClass, reporting_verb, reporting_verbs

__all__ = [
    "Gender",
    "MediumCue",
    "MediumKind",
    "MediumMention",
    "ReportingVerb",
    "VerbClass",
    "cue_nouns",
    "document_nouns",
    "find_media",
    "group_nouns",
    "medium_cue",
    "medium_rules",
    "organisation_nouns",
    "outlets",
    "platforms",
    "reporting_verb",
    "reporting_verbs",
    "role_genders",
    "role_modifiers",
    "role_nouns",
    "title_cues",
    "unnamed_nouns",
]
