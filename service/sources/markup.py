"""The text of an article's body in HTML, where all of it is the article: nothing is judged to be ornament."""

import re

import lxml.html
from lxml import etree

# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
_WITHOUT_WORDS = frozenset({
    "audio", "button", "canvas", "embed", "figure", "figcaption", "form", "head", "iframe", "map", "math",
    "noscript", "object", "script", "select", "style", "svg", "template", "title", "video",
})
# fmt: on
_LOOKS = re.compile(r"\s*<(?:!doctype|\?xml|!--|[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MARKED_UP = re.compile(r"<[a-zA-Z/]|&(?:\w{2,8}|#\w{1,6});")


def looks_marked_up(text: str) -> bool:
    """Whether ``text`` begins with an element."""
    return _LOOKS.match(text) is not None


def text_of(markup: str) -> str:
    """The words of ``markup`` (HTML or XHTML, whole or a part) as a reader sees them, paragraphs apart.

    A paragraph is followed by an empty line; ``<q>`` has the marks that browsers draw. Captions, scripts and
    forms are left out. Empty where there are no words.
    """
    try:
        page = lxml.html.document_fromstring(_DECLARATION.sub("", markup))
    except (etree.ParserError, ValueError):
        return ""
    parts: list[str] = []
    walk = etree.iterwalk(page, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in _WITHOUT_WORDS:
                walk.skip_subtree()
            else:
                parts += _opened(element.tag), _collapsed(element.text)
        elif event == "end":
            parts += _closed(element.tag), _collapsed(element.tail)
        else:
            parts.append(_collapsed(element.tail))
    return _tidy("".join(parts))


def line_of(text: str) -> str:
    """``text``, which may be marked up, as one line of words."""
    return " ".join((text_of(text) if _MARKED_UP.search(text) else text).split())


def _opened(tag: str) -> str:
    if tag == "br":
        return "\n"
    return "\n\n" if tag in _BLOCKS else "“" if tag == "q" else ""


def _closed(tag: str) -> str:
    return "\n\n" if tag in _BLOCKS else "”" if tag == "q" else ""


def _collapsed(text: str | None) -> str:
    return _SPACES.sub(" ", text or "")


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text))).strip()
