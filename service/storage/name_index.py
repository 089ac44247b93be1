"""An index of the words in names: which are one slip of the pen apart, and which sound alike."""

from collections.abc import Collection, Iterable, Iterator

from peewee import chunked
from rapidfuzz.distance import OSA

from service.storage import statements
from service.storage.database import is_postgresql, tuples
from service.storage.models import AliasWord
from service.storage.sounds import sound
from service.storage.speaker_tables import NameSlip, NameWord

SHORTEST, LONGEST = 4, 30
"""Shorter words are another with every slip, longer ones are no names."""

CHUNK = 200
"""How many rows one statement takes."""


def learn(words: Iterable[str]) -> None:
    """Adds the words that are new; within a transaction."""
    wanted = sorted({word for word in words if len(word) <= 240})
    for some in chunked(wanted, CHUNK):
        known = _held(some, "FOR KEY SHARE")
        new = [word for word in some if word not in known]
        words = [(row["word"], row["sound"]) for row in words_rows(new)]
        statements.insert_new(NameWord, ("word", "sound"), words)
        slips = [(row["rest"], row["word"]) for row in slip_rows(new)]
        statements.insert_new(NameSlip, ("rest", "word"), slips)


def forget(words: Iterable[str]) -> None:
    """Takes those of ``words`` out that are in no name any more; within a transaction."""
    for some in chunked(sorted(set(words)), CHUNK):
        # Held first, looked up then: a name that another writer adds is seen, or finds the word gone.
        _held(some, "FOR UPDATE")
        used = AliasWord.select(AliasWord.word).where(AliasWord.word.in_(some)).distinct()
        gone = sorted({*some} - {word for (word,) in tuples(used)})
        for word in gone:
            NameSlip.delete().where(NameSlip.rest.in_(_rests(word)), NameSlip.word == word).execute()
        NameWord.delete().where(NameWord.word.in_(gone)).execute()


def _held(words: Collection[str], lock: str) -> set[str]:
    """Those of ``words`` that are known; on PostgreSQL they stay so, or as they are, to the end."""
    asked = "SELECT word FROM name_word WHERE word {among} ORDER BY word"
    if is_postgresql():
        asked += f" {lock}"
    return {word for (word,) in statements.rows_among(asked, words)}


def words_rows(words: Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of NameWord for ``words``."""
    return ({"word": word, "sound": sound(word)[:240]} for word in words)


def slip_rows(words: Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of NameSlip for ``words``."""
    for word in words:
        if SHORTEST <= len(word) <= LONGEST:
            yield from ({"rest": rest, "word": word} for rest in sorted(_rests(word)))


def a_slip_away(word: str) -> frozenset[str]:
    """The words of names that differ from ``word`` by one letter more, less or other, or by two exchanged."""
    if not SHORTEST <= len(word) <= LONGEST:
        return frozenset()
    query = NameSlip.select(NameSlip.word).where(NameSlip.rest.in_(_rests(word))).distinct()
    return frozenset(other for (other,) in tuples(query) if OSA.distance(word, other, score_cutoff=1) == 1)


def sounding_like(words: Collection[str]) -> frozenset[str]:
    """The words of names that sound like one of ``words``."""
    query = NameWord.select(NameWord.word).where(NameWord.sound.in_({sound(word)[:240] for word in words}))
    return frozenset(word for (word,) in tuples(query))


def _rests(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
