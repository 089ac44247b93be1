"""Lexicons of news English: plain data files beside this module, and a small typed function for each.

Every function loads its file once and returns something frozen. Entries are lower-case with straight
apostrophes, unless a docstring says otherwise; an entry may have several words.
"""

from service.extraction.lexicons.main_occasions import SittingWords, sitting_words
from service.extraction.lexicons.media import (
    MediumCue,
    MediumKind,
    bare_objects,
    medium_cue,
    medium_rules,
    outlet_words,
    outlets,
    platforms,
)
from service.extraction.lexicons.media_finder import MediumMention, find_media
from service.extraction.lexicons.names import (
    Honorific,
    NameGender,
    given_names,
    honorifics,
    name_words,
    nicknames,
    same_given_name,
)
from service.extraction.lexicons.nouns import (
    Gender,
    body_kinds,
    cue_nouns,
    document_nouns,
    group_nouns,
    organisation_nouns,
    title_cues,
    title_words,
    unnamed_nouns,
)
from service.extraction.lexicons.places import countrymen, demonyms, parties, us_states
from service.extraction.lexicons.roles import (
    Standing,
    agent_nouns,
    rank_nouns,
    role_genders,
    role_kinds,
    role_modifiers,
    role_nouns,
    role_standing,
    role_verbs,
)
from service.extraction.lexicons.verbs import (
    ReportingVerb,
    VerbClass,
    issuing_verbs,
    reporting_verb,
    reporting_verbs,
)

__all__ = [
    "Gender",
    "Honorific",
    "MediumCue",
    "MediumKind",
    "MediumMention",
    "NameGender",
    "ReportingVerb",
    "SittingWords",
    "Standing",
    "VerbClass",
    "agent_nouns",
    "bare_objects",
    "body_kinds",
    "countrymen",
    "cue_nouns",
    "demonyms",
    "document_nouns",
    "find_media",
    "given_names",
    "group_nouns",
    "honorifics",
    "issuing_verbs",
    "medium_cue",
    "medium_rules",
    "name_words",
    "nicknames",
    "organisation_nouns",
    "outlet_words",
    "outlets",
    "parties",
    "platforms",
    "rank_nouns",
    "reporting_verb",
    "reporting_verbs",
    "role_genders",
    "role_kinds",
    "role_modifiers",
    "role_nouns",
    "role_standing",
    "role_verbs",
    "same_given_name",
    "sitting_words",
    "title_cues",
    "title_words",
    "unnamed_nouns",
    "us_states",
]
