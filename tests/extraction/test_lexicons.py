"""The lexicons load, hold no contradictions, and know the words that articles turn on."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction import lexicons
from service.extraction.annotations import Medium
from service.extraction.lexicons import VerbClass, find_media, medium_cue, reporting_verb, reporting_verbs

HOME = Path(lexicons.__file__).parent
TEXT_FILES = sorted(path.name for path in HOME.glob("*.txt"))
TOML_FILES = sorted(path.name for path in HOME.glob("*.toml"))

# What each lexicon must at least hold: below it something was lost.
LEAST = {
    "bare_objects": 80,
    "cue_nouns": 500,
    "demonyms": 300,
    "document_nouns": 280,
    "given_names": 7500,
    "group_nouns": 350,
    "honorifics": 700,
    "medium_rules": 40,
    "nicknames": 330,
    "organisation_nouns": 300,
    "outlets": 1500,
    "platforms": 45,
    "reporting_verbs": 800,
    "role_genders": 240,
    "role_modifiers": 140,
    "role_nouns": 1300,
    "role_verbs": 40,
    "title_cues": 220,
    "unnamed_nouns": 240,
    "us_states": 150,
}


def entries_of(name: str) -> list[str]:
    """The entries of a plain file as written: the key where a line has a value."""
    lines = (HOME / name).read_text(encoding="utf-8").splitlines()
    kept = (line for line in lines if line.strip() and not line.startswith("#"))
    return [line.split("\t")[0].split(": ")[0] for line in kept]


def strings_of(value: object) -> list[str]:
    """Every key and string of a TOML value, but for the names of tables and flags' values."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in strings_of(item)]
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in (key, *strings_of(item))]
    return []


@pytest.mark.parametrize("name", TEXT_FILES)
def test_plain_files_hold_each_entry_once_in_lower_case(name):
    entries = entries_of(name)
    assert entries
    assert [entry for entry, times in Counter(entries).items() if times > 1] == []
    assert [entry for entry in entries if entry != entry.lower().strip() or "’" in entry] == []


@pytest.mark.parametrize("name", TOML_FILES)
def test_toml_files_are_in_lower_case_with_straight_apostrophes(name):
    texts = strings_of(tomllib.loads((HOME / name).read_text(encoding="utf-8")))
    assert texts
    assert [text for text in texts if text != text.lower().strip() or "’" in text] == []


@pytest.mark.parametrize("kind", ["office", "epithet", "party", "relation", "kin"])
def test_what_a_role_is_worth_is_told_of_known_roles_only(kind):
    others = {"coordinator", "enthusiast", "counterpart", "mate"}
    unknown = lexicons.role_standing(kind) - lexicons.role_nouns() - others
    assert sorted(unknown) == []


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_each_lexicon_is_whole_and_is_read_once(name, least):
    load = getattr(lexicons, name)
    assert len(load()) >= least
    assert load() is load()
    assert not hasattr(load(), "add") and not hasattr(load(), "__setitem__")


def test_a_verb_stands_in_one_class_only():
    tables = tomllib.loads((HOME / "reporting_verbs.toml").read_text(encoding="utf-8"))
    times = Counter(key for table in tables.values() for key in table)
    assert [key for key, count in times.items() if count > 1] == []
    assert set(tables) == {verb_class.value for verb_class in VerbClass}


@pytest.mark.parametrize("name", ["cue_nouns.toml", "role_gender.toml", "platforms.toml"])
def test_an_entry_stands_under_one_heading_only(name):
    tables = tomllib.loads((HOME / name).read_text(encoding="utf-8"))
    times = Counter(entry for entries in tables.values() for entry in entries)
    assert [entry for entry, count in times.items() if count > 1] == []


def test_a_governor_and_an_object_name_one_medium_only():
    tables = tomllib.loads((HOME / "media.toml").read_text(encoding="utf-8"))
    media: dict[tuple[str, str], set[str]] = {}
    for medium, rules in tables.items():
        for rule in rules if medium != "bare" else ():
            for governor in rule["after"]:
                for noun in rule["objects"]:
                    media.setdefault((governor, noun), set()).add(medium)
    assert {pair: names for pair, names in media.items() if len(names) > 1} == {}
    assert set(tables) - {"bare"} == {medium.value for medium in Medium} - {"unspecified"}


def test_bare_objects_are_objects_of_some_rule():
    known = {noun for objects in lexicons.medium_rules().values() for noun in objects}
    assert lexicons.bare_objects() - known == set()


def test_lexicons_agree_with_each_other():
    named = lexicons.role_genders().keys() - lexicons.role_nouns()
    assert named <= {"male", "female", "goddess", "temptress", "madam", "madame", "dame"}
    unmarked = {t for t, h in lexicons.honorifics().items() if t in lexicons.given_names() and not h.name}
    assert unmarked == set()
    assert lexicons.group_nouns() & lexicons.unnamed_nouns() == set()
    assert {nick for nick, full in lexicons.nicknames().items() if nick in full} == set()


VERBS = [
    ("say", VerbClass.SAY, "the commonest of all"),
    ("add", VerbClass.SAY, "goes on with the same speaker"),
    ("concede", VerbClass.SAY, "a verb of stance"),
    ("quip", VerbClass.SAY, "names the manner"),
    ("criticise", VerbClass.EXPRESS, "British spelling"),
    ("criticize", VerbClass.EXPRESS, "American spelling"),
    ("call", VerbClass.EXPRESS, 'takes a quoted name: called it a "sham"'),
    ("slam", VerbClass.EXPRESS, "tabloid English"),
    ("read", VerbClass.SHOW, "the statement read"),
    ("ask", VerbClass.ASK, "a question"),
    ("think", VerbClass.THINK, "a thought"),
    ("laugh", VerbClass.GESTURE, "no verb of speech"),
    ("begin", VerbClass.BEGIN, "an aspect"),
    ("continue", VerbClass.BEGIN, "an aspect"),
]


@pytest.mark.parametrize(("lemma", "verb_class", "reason"), VERBS)
def test_verbs_have_their_class(lemma, verb_class, reason):
    assert reporting_verbs()[lemma].verb_class is verb_class, reason


@pytest.mark.parametrize(
    ("words", "key", "reason"),
    [
        (("point", "out"), ("point", "out"), "the particle makes it a verb of speech"),
        (("go", "on"), ("go", "on"), "go alone says nothing"),
        (("lash", "out"), ("lash", "out"), "a particle"),
        (("say", "again"), ("say", None), "an adverb is no part of the verb"),
        (("Say",), ("say", None), "any case"),
    ],
)
def test_a_verb_is_found_with_its_particle(words, key, reason):
    verb = reporting_verb(*words)
    assert verb is not None, reason
    assert (verb.lemma, verb.particle) == key, reason


@pytest.mark.parametrize("words", [("go",), ("eat", "up"), ("",)])
def test_verbs_that_report_nothing_are_not_found(words):
    assert reporting_verb(*words) is None


@pytest.mark.parametrize(
    ("lemma", "medium"),
    [
        ("tweet", Medium.TWITTER),
        ("testify", Medium.TESTIMONY),
        ("email", Medium.CORRESPONDENCE),
        ("write", None),
    ],
)
def test_verbs_name_a_medium_only_where_they_mean_one(lemma, medium):
    assert reporting_verbs()[lemma].medium is medium


@pytest.mark.parametrize("lemma", ["tell", "ask", "inform", "remind", "warn", "assure", "urge"])
def test_the_object_of_these_verbs_is_spoken_to(lemma):
    assert reporting_verbs()[lemma].addressee


MEDIA = [
    ("In a statement, she said", "In a statement", Medium.STATEMENT, "plain"),
    (
        "in a brief written statement",
        "in a brief written statement",
        Medium.STATEMENT,
        "the last noun rules",
    ),
    (
        "he wrote on X, formerly Twitter",
        "on X, formerly Twitter",
        Medium.TWITTER,
        "new name with old",
    ),
    ("in a post on Twitter", "in a post on Twitter", Medium.TWITTER, "a post alone is no tweet"),
    ("in a post on Bluesky", "in a post on Bluesky", Medium.SOCIAL_MEDIA, "another platform"),
    ("on Trump’s Truth Social account", "on Trump’s Truth Social account", Medium.SOCIAL_MEDIA, "possessive"),
    ("told reporters", "told reporters", Medium.BRIEFING, "reporters as a group"),
    ("at a joint news conference", "at a joint news conference", Medium.BRIEFING, "occasion"),
    ("in an interview with Sky", "in an interview with", Medium.INTERVIEW, "occasion"),
    ("at a campaign rally in Ohio", "at a campaign rally", Medium.SPEECH, "occasion"),
    ("told a cheering crowd", "told a cheering crowd", Medium.SPEECH, "addressee"),
    ("during Sunday's debate", "during Sunday's debate", Medium.DEBATE, "possessive before the noun"),
    ("in court on Monday", "in court", Medium.TESTIMONY, "court needs no article"),
    ("told the Old Bailey", "told the Old Bailey", Medium.TESTIMONY, "a court by its name"),
    ("on the Senate floor", "on the Senate floor", Medium.TESTIMONY, "floor of a legislature"),
    ("in an email to staff", "in an email to staff", Medium.CORRESPONDENCE, "longest object"),
    ("according to court documents", "according to court documents", Medium.PUBLICATION, "two-word governor"),
    ("in her 2015 memoir", "in her 2015 memoir", Medium.PUBLICATION, "a year between"),
    ("during a tense phone call", "during a tense phone call", Medium.CONVERSATION, "occasion"),
    ("through her lawyer", "through her lawyer", Medium.STATEMENT, "by a go-between"),
]


@pytest.mark.parametrize(("text", "phrase", "medium", "reason"), MEDIA)
def test_phrases_name_their_medium(text, phrase, medium, reason):
    assert [(m.span.text, m.cue.medium) for m in find_media(text)] == [(phrase, medium)], reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("in order to win", "a bare singular is no document"),
        ("in line with", "Line the platform has a capital"),
        ("on medium heat", "Medium the platform has a capital"),
        ("in a city of reports", "another noun stands first, and 'of' ends the phrase"),
        ("statement in", "nothing follows"),
        ("", "nothing at all"),
    ],
)
def test_words_that_only_look_like_a_medium_are_left(text, reason):
    assert list(find_media(text)) == [], reason


WORDS = [
    "in",
    "on",
    "a",
    "the",
    "statement",
    "X",
    ",",
    ".",
    "told",
    "court",
    "’s",
    "reporters",
    "1",
    "of",
    "\n",
]


@given(st.lists(st.sampled_from(WORDS)))
def test_found_media_are_verbatim_in_order_and_apart(words):
    text = " ".join(words)
    last = 0
    for mention in find_media(text):
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert last <= mention.span.start < mention.span.end
        last = mention.span.end


def test_a_noun_phrase_is_read_from_its_last_words():
    assert medium_cue("In", "a joint written statement").medium is Medium.STATEMENT
    assert medium_cue("told", "reporters").kind == "addressee"
    assert medium_cue("in", "a statement room") is None


SPOTS = [
    ("role_nouns", "midwife", True, "health"),
    ("role_nouns", "chief executive", True, "two words"),
    ("role_nouns", "co-founder", True, "hyphen"),
    ("role_nouns", "qc", True, "abbreviated"),
    ("role_nouns", "widow", True, "private description"),
    ("role_nouns", "table", False, "no role"),
    ("group_nouns", "police", True, "plural in sense"),
    ("group_nouns", "organisers", True, "British spelling"),
    ("group_nouns", "organizers", True, "American spelling"),
    ("unnamed_nouns", "official", True, "a senior official"),
    ("organisation_nouns", "ministry", True, "government"),
    ("document_nouns", "lawsuit", True, "speaks for itself"),
    ("title_cues", "nicknamed", True, "a nickname follows"),
    ("role_modifiers", "former", True, "belongs to the role"),
    ("outlets", "cnn", True, "US broadcaster"),
    ("outlets", "irish times", True, "without its article"),
    ("outlets", "record", False, "on record is no newspaper"),
    ("demonyms", "kazakh", True, "demonym"),
]


@pytest.mark.parametrize(("lexicon", "entry", "held", "reason"), SPOTS)
def test_sets_hold_the_words_that_articles_turn_on(lexicon, entry, held, reason):
    assert (entry in getattr(lexicons, lexicon)()) is held, reason


def test_names_and_titles_tell_what_they_tell():
    titles = lexicons.honorifics()
    assert (titles["mrs"].gender, titles["mrs"].rank) == ("f", False)
    assert (titles["sen."].gender, titles["sen."].rank) == (None, True)
    assert titles["lt. col."].rank and titles["dean"].name
    assert lexicons.role_genders()["congresswoman"] == "f"
    assert lexicons.role_genders()["spokesman"] == "m"
    assert "midwife" not in lexicons.role_genders()
    assert lexicons.given_names()["sajid"] == "m" and lexicons.given_names()["robin"] == "u"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bill", "William", True),
        ("Tony", "Antony", True),
        ("Bill", "Will", True),
        ("José", "José", True),
        ("Ann", "Andrew", False),
        ("Jon", "Joan", False),
    ],
)
def test_nicknames_join_forms_of_one_name_only(one, other, same):
    assert lexicons.same_given_name(one, other) is same
    assert lexicons.same_given_name(other, one) is same


def test_states_and_parties_are_known_by_tag_and_name():
    states = lexicons.us_states()
    assert (states["n.y."], states["ky."], states["tx"]) == ("new york", "kentucky", "texas")
    assert lexicons.parties()["united_states"]["d"] == "democratic"
    assert lexicons.parties()["united_kingdom"]["lib dem"] == "liberal democrat"


@pytest.mark.parametrize(
    ("noun", "medium"),
    [("tweet", Medium.TWITTER), ("testimony", Medium.TESTIMONY), ("remark", Medium.UNSPECIFIED)],
)
def test_cue_nouns_name_a_medium_only_where_they_mean_one(noun, medium):
    assert lexicons.cue_nouns()[noun] is medium
