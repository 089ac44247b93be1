"""IPTC ninjs, "News in JSON": 2.x (``versioncreated``), 3.x (``versionCreated``) and 1.x (``body_html``).

Follows the schemas at iptc.org/std/ninjs. Names are compared without regard to case: that, and
``embargoedUntil`` for ``embargoed``, is all that parts 3.x from 2.x here.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from service.errors import InvalidArticle
from service.sources.markup import line_of, looks_marked_up, text_of
from service.sources.moments import from_iso

MEDIA_TYPE = "application/vnd.iptc.ninjs+json"
PLAIN = ("text/plain", "text/vnd.in3d.spot", "")
MARKED_UP = ("text/html", "application/xhtml+xml")
STORY_ROLES = ("main", "body", "story", "article", "richtext", "html", "text", "")
PROVIDERS = ("provider", "contentprovider", "publisher", "distributor", "origprov")

Item = Mapping[str, object]


def looks_like(value: object) -> bool:
    """Whether ``value`` is a ninjs item rather than an article with fields of ours."""
    if not isinstance(value, dict) or {"text", "html"} & value.keys():
        return False
    item = _lower(value)
    standard = item.get("standard")
    if isinstance(standard, dict) and str(standard.get("name", "")).lower() == "ninjs":
        return True
    known = {"headlines", "headline", "versioncreated", "representationtype", "pubstatus"}
    return (
        "bodies" in item
        or any(name.startswith("body_") for name in item)
        or bool("uri" in item and known & item.keys())
    )


def fields_of(value: Item, now: datetime | None = None) -> dict[str, object]:
    """The fields of ``POST /v1/articles`` in the item ``value``; raises InvalidArticle where it is none.

    ``uri`` identifies the item and is no address (ninjs says so): it is the ``external_id``. "Thursday"
    counts from the version, for which the words were written. ``now`` is what an embargo is held against.
    """
    item = _lower(value)
    _check_usable(item, now or datetime.now(UTC))
    times = (from_iso(item.get(name)) for name in ("versioncreated", "firstcreated", "contentcreated"))
    fields: dict[str, object | None] = {
        "text": _body(item),
        "title": _headline(item),
        "published_at": next((time for time in times if time), None),
        "external_id": _text(item.get("uri")) or next(_values(item.get("altids")), None),
        "publication": _provider(item),
        "byline": _text(item.get("by")) or _text(item.get("byline")),
    }
    return {name: content for name, content in fields.items() if content is not None}


def _check_usable(item: Item, now: datetime) -> None:
    kind, status = item.get("type") or "text", item.get("pubstatus") or "usable"
    if kind not in ("text", "composite"):
        raise InvalidArticle(f"The ninjs item is of type {str(kind)[:40]!r}, not text.", field="type")
    if status != "usable":
        raise InvalidArticle(f"The ninjs item is {status!s:.40}, by its pubstatus.", field="pubstatus")
    if item.get("representationtype") == "partial":
        raise InvalidArticle("The ninjs item is partial, not the whole article.", field="representationtype")
    embargo = _text(item.get("embargoed")) or _text(item.get("embargoeduntil"))
    if embargo is None:
        return
    until = _moment(embargo)
    if until is None:
        # Who can't tell when it ends can't tell that it is over.
        raise InvalidArticle(
            f"The ninjs item is embargoed until {embargo[:40]!r}, which is no time.", field="embargoed"
        )
    if until > now:
        raise InvalidArticle(f"The ninjs item is embargoed until {from_iso(embargo)}.", field="embargoed")


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(from_iso(value) or "")
    except ValueError:  # a 30 February too
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _body(item: Item) -> str:
    """The article's words: a plain body with paragraphs, else one with markup, else any plain one."""
    found = [*_bodies(item)]
    stories = [body for body in found if body[0] in STORY_ROLES] or found
    plain = [
        text for _, kind, text in stories if kind in PLAIN and not (kind == "" and looks_marked_up(text))
    ]
    rich = [text for _, kind, text in stories if kind in MARKED_UP or (kind == "" and looks_marked_up(text))]
    for text in plain:
        if "\n" in text.strip() or not rich:
            return text
    for text in filter(None, map(text_of, rich)):
        return text
    kinds = ", ".join(sorted({kind for _, kind, _ in found if kind})) or "none"
    raise InvalidArticle(
        f"The ninjs item has no body in plain text or HTML (there is: {kinds}).", field="bodies"
    )


def _bodies(item: Item) -> Iterator[tuple[str, str, str]]:
    """Role, media type and words of each body that has words."""
    for body in _objects(item.get("bodies")):
        text = body.get("value")
        if isinstance(text, str) and text.strip():
            kind = (_text(body.get("contenttype")) or "").partition(";")[0].strip().lower()
            yield (_text(body.get("role")) or "").lower(), kind, text
    for name, text in item.items():
        if name.startswith("body_") and isinstance(text, str) and text.strip():
            ending = name.removeprefix("body_")
            yield "", "text/plain" if ending == "text" else "text/html" if "html" in ending else ending, text


def _headline(item: Item) -> str | None:
    """The main headline on one line; without a main one the first."""
    all_ = [
        ((_text(each.get("role")) or "").lower(), line_of(text))
        for each in _objects(item.get("headlines"))
        if (text := _text(each.get("value")))
    ]
    main = [text for role, text in all_ if role == "main"] or [text for _, text in all_]
    single = _text(item.get("headline"))
    return next(iter(main), None) or (line_of(single) if single else None)


def _provider(item: Item) -> str | None:
    """Whose the content is: the source that says it provides it, or the only one, else the rights' holder."""
    sources = [
        ((_text(each.get("role")) or "").lower().replace("/", ":").rpartition(":")[2], name)
        for each in _objects(item.get("infosources"))
        if (name := _text(each.get("name")))
    ]
    named = [name for role, name in sources if role in PROVIDERS]
    if not named and len(sources) == 1:
        named = [sources[0][1]]
    return next(iter(named), None) or _text(item.get("copyrightholder")) or _text(item.get("provider"))


def _values(value: object) -> Iterator[str]:
    if isinstance(value, dict):  # 1.x: roles as names
        yield from (text for each in value.values() if (text := _text(each)))
    yield from (text for each in _objects(value) if (text := _text(each.get("value"))))


def _objects(value: object) -> Iterator[Item]:
    if isinstance(value, list):
        yield from (_lower(each) for each in value if isinstance(each, dict))


def _lower(value: Mapping[str, object]) -> dict[str, object]:
    return {str(name).lower(): content for name, content in value.items()}


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
