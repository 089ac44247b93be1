"""The pages of docs/, for people: the same Markdown that the repository shows, as HTML, and as it is written.

``service/api/manual`` is that folder, by a link, so that an installed package has the pages too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from service.api import markdown
from service.api.markdown import Link

FOLDER = Path(__file__).parent / "manual"
INDEX = "README.md"
EXAMPLE = "http://127.0.0.1:8000"
"""Where the service of the examples listens; pages have in its place the address that they were asked at."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of docs/: ``name`` is its file's path there, ``body`` its HTML."""

    name: str
    title: str
    body: str


@cache
def pages() -> Mapping[str, Page]:
    """Every page by what stands behind /docs/: ``access``, ``recipes/cms-plugin``."""
    found = {}
    for file in sorted([*FOLDER.glob("*.md"), *FOLDER.glob("*/*.md")]):
        name = file.relative_to(FOLDER).as_posix()
        text = file.read_text("utf-8")
        found[name.removesuffix(".md")] = Page(name, markdown.title(text), markdown.html(text, name))
    return found


@cache
def sources() -> Mapping[str, Path]:
    """What is served as it is written, by what stands behind /docs/: pages in Markdown, and programs."""
    files = [FOLDER / page.name for page in pages().values()]
    return {file.relative_to(FOLDER).as_posix(): file for file in [*files, *FOLDER.glob("examples/*.py")]}


@cache
def contents() -> list[tuple[str, list[Link]]]:
    """The index: each of its headings, with the pages beneath and a word on each."""
    return list(markdown.contents((FOLDER / INDEX).read_text("utf-8"), INDEX))


def here(text: str, url: str) -> str:
    """``text`` with the service at ``url``, without a slash at its end, in the place of the examples' one."""
    return text.replace(EXAMPLE, url)
