"""RSS 2.0 (and 1.0) and Atom: the articles that a feed carries whole. Its addresses are never fetched."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from service.sources.found import Document, Found, Unreadable
from service.sources.markup import line_of, text_of
from service.sources.moments import from_iso, from_mail

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
DATE = "{http://purl.org/dc/elements/1.1/}date"
SUMMARY = "has a summary only: the feed does not carry the article itself"

Element: TypeAlias = Any
"""lxml's, which has no types."""


def documents(where: str, data: bytes) -> Iterator[Found]:
    """The articles of the feed ``data``, each told as ``where[n]`` with n from 0."""
    try:
        root = _root(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        yield Unreadable(where, f"not XML: {error}", len(data))
        return
    if root.getroottree().docinfo.doctype:
        # No feed needs one, and entities are how XML attacks its readers.
        yield Unreadable(where, "the feed has a document type declaration, which is refused", len(data))
        return
    atom = root.tag == f"{ATOM}feed"
    if not atom and etree.QName(root).localname not in ("rss", "RDF"):
        yield Unreadable(where, f"neither RSS nor Atom: its root is {etree.QName(root).localname}", len(data))
        return
    items = list(root.iter(f"{ATOM}entry" if atom else "{*}item"))
    publication = _words(root.find(f"{ATOM}title" if atom else "{*}channel/{*}title"))
    for index, item in enumerate(items):
        at = f"{where}[{index}]"
        yield (_entry if atom else _item)(at, item, publication, len(data) // len(items))


def _root(data: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    return etree.fromstring(data, parser)


def _item(where: str, item: Element, publication: str | None, size: int) -> Found:
    """An item of RSS: its words stand in ``content:encoded``; ``description`` is a summary."""
    text = text_of(_text(item.find(CONTENT)) or "")
    if not text:
        return Unreadable(where, SUMMARY, size)
    published = from_mail(_text(item.find("{*}pubDate"))) or from_iso(_text(item.find(DATE)))
    link, guid = _address(_text(item.find("{*}link"))), _text(item.find("{*}guid"))
    byline = _words(item.find(CREATOR)) or _words(item.find("{*}author"))
    return _document(
        where, size, text, item.find("{*}title"), published, link, guid or link, publication, byline
    )


def _entry(where: str, entry: Element, publication: str | None, size: int) -> Found:
    """An entry of Atom: its words stand in ``content``."""
    content = entry.find(f"{ATOM}content")
    if content is not None and content.get("src"):
        return Unreadable(where, "its content stands elsewhere (src), and nothing is fetched", size)
    text = _construct(content)
    if not text:
        return Unreadable(where, SUMMARY, size)
    published = from_iso(_text(entry.find(f"{ATOM}published"))) or from_iso(
        _text(entry.find(f"{ATOM}updated"))
    )
    links = [
        link.get("href")
        for link in entry.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    ]
    names = [_words(name) for name in entry.findall(f"{ATOM}author/{ATOM}name")]
    publication = _words(entry.find(f"{ATOM}source/{ATOM}title")) or publication
    link, byline = next(filter(None, map(_address, links)), None), ", ".join(filter(None, names)) or None
    identity = _text(entry.find(f"{ATOM}id")) or link
    title = entry.find(f"{ATOM}title")
    return _document(where, size, text, title, published, link, identity, publication, byline)


def _document(
    where: str,
    size: int,
    text: str,
    title: Element | None,
    published_at: str | None,
    url: str | None,
    external_id: str | None,
    publication: str | None,
    byline: str | None,
) -> Document:
    fields = {
        "text": text,
        "title": _words(title),
        "published_at": published_at,
        "url": url,
        "external_id": external_id,
        "publication": publication,
        "byline": byline,
    }
    return Document(where, {name: value for name, value in fields.items() if value}, size)


def _construct(element: Element | None) -> str:
    """The words of an Atom text construct: text, escaped HTML, or XHTML inside."""
    if element is None:
        return ""
    kind = element.get("type", "text")
    if kind == "xhtml" or len(element):
        return text_of("".join(etree.tostring(child, encoding="unicode") for child in element))
    words = element.text or ""
    return text_of(words) if kind in ("html", "text/html") else words.strip()


def _words(element: Element | None) -> str | None:
    """One line of words; a title may be escaped HTML, whatever it says of itself."""
    if element is None:
        return None
    if len(element):
        return " ".join(_construct(element).split()) or None
    return line_of(element.text or "") or None


def _text(element: Element | None) -> str | None:
    return ((element.text or "").strip() or None) if element is not None else None


def _address(value: str | None) -> str | None:
    return value if value and value.lower().startswith(("http://", "https://")) else None
