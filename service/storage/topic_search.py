"""Finding topics by words of their names, of those that they had, and of topics merged into them."""

from service.storage import quote_filters, statements
from service.storage.cursors import Key, Position
from service.storage.database import is_postgresql
from service.storage.names import fold
from service.storage.records import Total
from service.storage.searches import BOUND

# A name has the word, or the slug does: that is the name which the machine gave. Topics are few beside
# quotes: reading all their keys, once, costs less than an index of their words.
HAS = "({find}(' ' || {table}.key, ?) > 0 OR {find}('-' || {table}.slug, ?) > 0)"
FOUND = (
    "WITH found AS (SELECT pk, key FROM topic WHERE into_id IS NULL{pinned} AND ({own} OR pk IN "
    "(SELECT into_id FROM topic AS other WHERE into_id IS NOT NULL AND {others}))) "
)
PAGE = "SELECT pk, key, (SELECT COUNT(*) FROM found) FROM found{after} ORDER BY key, pk LIMIT ?"
COUNT = "SELECT COUNT(*) FROM found"
AFTER = " WHERE (key, pk) > (?, ?)"


def page(
    q: str, pinned: bool | None, limit: int, after: Position | None
) -> tuple[list[tuple[int, Key]], Total]:
    """The keys and sort keys of up to ``limit`` topics after ``after``, by name; how many are found in all.

    They have every word of ``q``, or words that begin so, in one name; none without a word.
    """
    words = fold(q).split()[: quote_filters.MOST_WORDS]
    if not words:
        return [], Total(0, exact=True)
    found, asked = _found(words, pinned)
    place = [] if after is None else [after.key, after.pk]
    statement = found + PAGE.format(after="" if after is None else AFTER)
    rows = statements.rows(statement, *asked, *place, limit)
    count = rows[0][2] if rows else 0
    if not rows and after is not None:  # the last page has been seen, and some may have gone since
        ((count,),) = statements.rows(found + COUNT, *asked)
    return [(pk, key) for pk, key, _ in rows], Total(min(count, BOUND), exact=count <= BOUND)


def _found(words: list[str], pinned: bool | None) -> tuple[str, list[object]]:
    find = "strpos" if is_postgresql() else "instr"
    own, others = (
        " AND ".join([HAS.format(find=find, table=table)] * len(words)) for table in ("topic", "other")
    )
    marks: list[object] = [mark + word for word in words for mark in " -"]
    some = "" if pinned is None else " AND pinned = ?"
    pin = [] if pinned is None else [pinned]
    return FOUND.format(pinned=some, own=own, others=others), [*pin, *marks, *marks]
