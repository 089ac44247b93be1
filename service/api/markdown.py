"""Markdown as the pages show it: HTML with anchors, links that lead to pages, code that can be copied."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from posixpath import dirname, join, normpath
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

DOCS = "/docs"
ELSEWHERE = {"../openapi.yaml": "/openapi.yaml"}
"""What is linked from the docs, is not in their folder, and is served all the same."""

MARKS = re.compile(r"[^\w\s-]")
READER = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of an index, and what is said of where it leads."""

    title: str
    address: str
    said: str


def html(text: str, name: str) -> str:
    """``text`` as HTML; ``name`` is its file's path in docs/, by which links are resolved."""
    return str(READER.renderer.render(_tokens(text, name), READER.options, {}))


def title(text: str) -> str:
    """The words of the first heading of ``text``."""
    return _words(READER.parse(text), 0)


def contents(text: str, name: str) -> Iterator[tuple[str, list[Link]]]:
    """Each heading of the second level of ``text``, with the items beneath that begin with a link."""
    heading, found = "", list[Link]()
    tokens = _tokens(text, name)
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            heading, found = _words(tokens, place), []
            yield heading, found
        parts = token.children or []
        if heading and parts and parts[0].type == "link_open":
            said = "".join(part.content for part in parts[3:]).removeprefix(": ")
            found.append(Link(parts[1].content, str(parts[0].attrGet("href")), said))


def anchor(words: str) -> str:
    """The id of the heading ``words``, made as the repository's host makes it."""
    return MARKS.sub("", words.lower()).replace(" ", "-")


def _tokens(text: str, name: str) -> list[Token]:
    tokens = READER.parse(text)
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(_words(tokens, place)))
        if token.attrs.get("style"):  # the policy of the pages allows no styles in them
            token.attrs = {"class": str(token.attrs["style"]).removeprefix("text-align:")}
        if token.children:
            token.children = list(_linked(token.children, name))
    return tokens


def _words(tokens: Sequence[Token], place: int) -> str:
    return "".join(part.content for part in tokens[place + 1].children or ())


def _linked(parts: Sequence[Token], name: str) -> Iterator[Token]:
    """``parts`` with each link leading to a page; of a link to what is not served only its words stay."""
    dropped = False
    for part in parts:
        if part.type == "link_open":
            address = _address(str(part.attrGet("href")), name)
            dropped = address is None
            if address is not None:
                part.attrSet("href", address)
        if not (dropped and part.type in ("link_open", "link_close")):
            yield part


def _address(target: str, name: str) -> str | None:
    """Where the link ``target`` of the file ``name`` leads in the service."""
    if re.match(r"[a-z]+:|/|#", target):
        return target
    path, mark, fragment = target.partition("#")
    path = normpath(join(dirname(name), path))
    if path.startswith(".."):
        return ELSEWHERE.get(path)
    return f"{DOCS}/{path.removesuffix('.md')}{mark}{fragment}"


def _fence(_renderer: RendererHTML, tokens: Sequence[Token], at: int, *_options: Any) -> str:  # noqa: ANN401
    """A block of code, with the name of its file where it has one, and a button that copies it."""
    language, _, file = tokens[at].info.strip().partition(" ")
    caption = f'<div class="file">{escape(file)}</div>' if file else ""
    copy = '<button class="copy" type="button">Copy</button>' if language not in ("", "text") else ""
    kind = " data-json" if language == "json" else ""
    return f'<div class="code">{caption}{copy}<pre{kind}>{escape(tokens[at].content)}</pre></div>\n'


READER.add_render_rule("fence", _fence)
