"""The closed lists of the wire: every value that an enumerated field can have, and what it means."""

from collections.abc import Mapping

MEDIA: Mapping[str, str] = {
    "twitter": "a post on Twitter or X",
    "social_media": "a post on another network, a video channel or a blog",
    "briefing": "a press briefing or news conference, told to reporters as a group",
    "statement": "a written statement or press release",
    "interview": "an interview, or told to a named outlet or programme",
    "speech": "a speech, rally, sermon or other remarks to an audience",
    "debate": "a debate between candidates or sides",
    "testimony": "court, a hearing, a deposition or the floor of a legislature",
    "correspondence": "a letter, e-mail, text message, memo or note",
    "publication": "a report, survey, book, law, ruling, filing, web site or advertisement",
    "conversation": "a private meeting, phone call, leaked tape or overheard talk",
    "unspecified": "the article does not say",
}

SUBJECTS: Mapping[str, str] = {
    "01000000": "arts, culture, entertainment and media",
    "02000000": "crime, law and justice",
    "03000000": "disaster, accident and emergency incident",
    "04000000": "economy, business and finance",
    "05000000": "education",
    "06000000": "environment",
    "07000000": "health",
    "08000000": "human interest",
    "09000000": "labour",
    "10000000": "lifestyle and leisure",
    "11000000": "politics and government",
    "12000000": "religion",
    "13000000": "science and technology",
    "14000000": "society",
    "15000000": "sport",
    "16000000": "conflict, war and peace",
    "17000000": "weather",
}

SPEAKER_KINDS: Mapping[str, str] = {
    "person": "a named human being",
    "organization": "a company, agency, party or other body",
    "group": "people spoken of together, such as police or residents",
    "unnamed": "a source the article describes but does not name",
}

STATUSES: Mapping[str, str] = {
    "extracted": "read by the machine, seen by no editor yet",
    "verified": "an editor found it right",
    "corrected": "an editor changed something",
    "rejected": "an editor found that it is not a quote",
}

ANY_STATUS: Mapping[str, str] = {"any": "every quote, rejected ones too"}

DECISIONS: Mapping[str, str] = {
    "verified": "the quote is right as it stands, and stays so",
    "corrected": "what is sent is right in place of what stood there; the rest is as the machine reads it",
    "rejected": "it is not a quote: lists leave it out",
    "extracted": "takes all decisions back: what the machine reads is in force again",
}

MOVES: Mapping[str, str] = {
    "quote": "only this quote is corrected",
    "occurrences": "so are its other occurrences, in whatever article; boundaries can't move, and nothing is "
    "done if an editor decided otherwise on one of them",
}

TOPIC_DECISIONS: Mapping[str, str] = {
    "named": "it got another name",
    "pinned": "it was pinned or unpinned",
    "merged": "it was merged into another topic, or stands on its own again",
    "took_in": "another topic was merged into it, or left it again",
    "quote": "whether a quote is about it: true, false, or null for what the machine reads",
}

PINNED: Mapping[str, str] = {"true": "those that an editor pinned", "false": "the others"}

CORRECTABLE: Mapping[str, str] = {
    "speaker": "who said it",
    "role": "the speaker's role",
    "medium": "the channel",
    "said_on": "the day",
    "segments": "the boundaries of the words",
}

HISTORY_KINDS: Mapping[str, str] = {
    "decision": "an editor decided",
    "reading": "the machine read the text again, or a new revision of it, and read something else",
}

NAMED_KINDS: Mapping[str, str] = {kind: SPEAKER_KINDS[kind] for kind in ("person", "organization", "group")}

SPEAKER_ENTRY_KINDS: Mapping[str, str] = {
    "merge": "two speakers were found to be one",
    "split": "what was one speaker's was found to be another's",
    "edit": "the name, the kind, aliases or external ids were changed",
    "settle": "an ambiguous speaker was found to be somebody else of that name",
    "undo": "an earlier entry was taken back",
}

AMBIGUITY_STATES: Mapping[str, str] = {
    "open": "nobody has settled it yet",
    "same": "the speaker is one of the candidates, and was merged",
    "different": "the speaker is somebody else of that name",
}

VERDICTS_ON_AMBIGUITIES: Mapping[str, str] = {
    "same": "the speaker is a candidate: the two are merged",
    "different": "the speaker is somebody else: later articles are told from either by the same evidence",
}

SUGGESTION_REASONS: Mapping[str, str] = {
    "same_name": "the same name, and nothing else that both share",
    "acronym": "the one is the other's acronym",
    "joined": "the same letters, written apart",
    "spelling": "another spelling, or another transliteration",
    "order": "the same words in another order",
    "nickname": "a short form of the given name",
    "longer_name": "a name more",
    "initial": "an initial for the given name",
    "suffix": "with and without Jr., III or the like",
}

REREADINGS: Mapping[str, str] = {
    "changed": "the machine reads something else than when an editor decided, and than what is in force",
    "lost": "the machine no longer finds the quote",
}

QUOTE_SORTS: Mapping[str, str] = {
    "-published_at": "latest article first",
    "published_at": "earliest article first",
    "-said_on": "latest words first",
    "said_on": "earliest words first",
    "-confidence": "surest first",
    "relevance": "best match first; only together with `q`, or with a topic and `include=text`. Where more "
    "than 1,000 quotes match, those 1,000 are ranked that were stored last (of a topic, the nearest "
    "matches), and the list ends with them",
}

POSITION: Mapping[str, str] = {"position": "in the order of the article"}

INCLUDED: Mapping[str, str] = {
    "text": "quotes that have the topic's name in them, in their article's headline or in its text; `hit` "
    "tells which"
}

WAYS: Mapping[str, str] = {
    "words": "the words of `q` stand in it",
    "topic": "it has the topic",
    "text": "the topic's name stands in it",
    "headline": "the topic's name stands in its article's headline",
    "context": "the topic's name stands in the paragraph around it",
    "article": "the topic's name stands elsewhere in its article",
}

INTERVALS: Mapping[str, str] = {
    "day": "a day",
    "week": "a week from Monday, as ISO 8601 has it",
    "month": "a month of the calendar",
    "year": "a year of the calendar",
}

DAYS: Mapping[str, str] = {
    "published": "the day of the article, as it is printed",
    "said": "the day of the words; where only the month or year is known, it counts in what has all of it",
}

TOTALS: Mapping[str, str] = {
    "exact": "the list has so many records",
    "at_least": "it has so many and perhaps more; to count them all would take too long",
}

SERIES_TOTALS: Mapping[str, str] = {
    "exact": "every quote was counted",
    "estimate": "very many quotes have these words or topics: an even part was counted, and multiplied",
}

VERDICTS: Mapping[str, str] = {
    "exact": "said so, word for word (and by this speaker, if one was sent)",
    "altered": "said, but with other words; `changes` shows them",
    "misattributed": "said, but by somebody else than the speaker that was sent",
    "not_found": "in no stored article; `matches` are the nearest, if anything is near",
}

CHANGES: Mapping[str, str] = {
    "replaced": "other words stand in their place",
    "added": "words that were not said",
    "dropped": "words that were said are missing, and no ellipsis shows it",
    "joined": "two quotes are run into one, and no ellipsis shows it",
}

FLAGS: Mapping[str, str] = {
    "negation": "a “not”, “never” or the like was lost or added",
    "number": "a number is not the same",
    "name": "a name is not the same",
}

DIFFERENCES: Mapping[str, str] = {
    **FLAGS,
    "words": "too many words are not the same",
    "speaker": "the article gives another speaker",
    "said_on": "a short quote that was said on another day",
}

OUTCOMES: Mapping[str, str] = {
    "created": "the article is new",
    "unchanged": "the same article was stored already; nothing was doubled",
    "revised": "the article's text changed; this is its next revision",
}

JOB_KINDS: Mapping[str, str] = {
    "article": "stores one article that was sent with `Prefer: respond-async`",
    "batch": "stores the articles of a batch",
}

ITEM_STATES: Mapping[str, str] = {
    "queued": "waiting for its turn",
    "running": "a worker is at it",
    "done": "stored, or found to be stored already",
    "failed": "not stored; `problem` says why",
    "cancelled": "not begun before the job was cancelled",
}

JOB_ITEMS: Mapping[str, str] = {
    "all": "every item",
    "failed": "those that failed",
    "none": "none: `items` is empty",
}

JOB_STATES: Mapping[str, str] = {
    "queued": "waiting for a worker",
    "running": "a worker is at it",
    "done": "every item was tried; see `failed` for those that did not work",
    "failed": "the job as a whole did not work; `error` says why",
    "cancelled": "stopped before its end: what was not begun is `cancelled`",
}

SCOPES: Mapping[str, str] = {
    "read": "find and show what is stored; read and check texts without storing them",
    "write": "store and delete articles, and all of `read`",
    "review": "decide on quotes and topics, and all of `read`",
    "admin": "make and revoke keys, read the trail of writes, and all of the others",
}

KEY_STATES: Mapping[str, str] = {
    "active": "it is let in",
    "expired": "its last day is over",
    "revoked": "somebody revoked it",
}


def explained(lead: str, values: Mapping[str, str]) -> str:
    """``lead`` followed by every value with its meaning, as Markdown for the docs page."""
    return lead + "\n\n" + "\n".join(f"* `{value}` – {meaning}" for value, meaning in values.items())


EVENTS: Mapping[str, str] = {
    "quote.created": "a quote was stored that was not there before",
    "quote.verified": "an editor found it right",
    "quote.corrected": "an editor corrected it",
    "quote.rejected": "an editor found that it is not a quote",
    "quote.reopened": "an editor took all decisions back",
    "quote.changed": "the machine reads it otherwise, or an editor changed its topics",
    "quote.removed": "its article was deleted, or no longer has it",
}

WATCH_STATES: Mapping[str, str] = {
    "active": "what happens is sent, if there is a target",
    "paused": "`active` was set to false",
    "disabled": "the target did not want more, or could not be reached for days; `reason` says which",
}

DELIVERY_STATES: Mapping[str, str] = {
    "waiting": "it is sent when it is due",
    "held": "the watch is not active: it is sent when that is so again",
    "delivered": "it arrived: the target answered 2xx",
    "failed": "it was given up after three days",
}
