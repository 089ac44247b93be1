"""The pages behind /docs/: every file of docs/, its links and anchors, and nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.api import markdown
from service.api.manual_pages import FOLDER, contents, pages, sources

DOCS = Path(__file__).resolve().parents[2] / "docs"
NAMES = sorted(file.relative_to(DOCS).as_posix().removesuffix(".md") for file in DOCS.glob("**/*.md"))


def addresses(html: str) -> list[str]:
    return re.findall(r"(?:href|src)=\"([^\"]*)\"", html)


def test_the_pages_are_those_of_the_folder() -> None:
    assert FOLDER.resolve() == DOCS
    assert sorted(pages()) == NAMES
    assert len({page.title for page in pages().values()}) == len(NAMES)


def test_the_index_names_every_page() -> None:
    listed = {link.address for _, links in contents() for link in links}
    assert {f"/docs/{name}" for name in NAMES if name != "README"} | {
        f"/docs/{name}" for name in sources() if name.endswith(".py")
    } == listed
    assert all(link.said for _, links in contents() for link in links)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_leads_nowhere_that_is_not_there(name: str, stateless: FlaskClient) -> None:
    page = stateless.get(f"/docs/{name}")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    for address in addresses(page.text):
        if address.startswith("https://"):
            continue
        path, _, fragment = address.partition("#")
        target = stateless.get(path) if path else page
        assert target.status_code == 200, address
        assert not fragment or f'id="{fragment}"' in target.text, address


@pytest.mark.parametrize("name", NAMES)
def test_a_page_loads_nothing_from_elsewhere(name: str, stateless: FlaskClient) -> None:
    page = stateless.get(f"/docs/{name}")
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert not re.search(
        r"<script(?! src=\"/docs/)|<style|<img(?! src=\"/docs/)|<link(?! [^>]*\"/docs/)", page.text
    )
    assert not re.search(r"<[^>]*\s(?:on\w+|style)=", page.text)


def test_examples_have_the_address_that_was_asked(stateless: FlaskClient) -> None:
    page = stateless.get("/docs/recipes/cms-plugin", base_url="https://quotes.example.org")
    assert "curl -fsS https://quotes.example.org/v1/articles" in page.text
    assert "127.0.0.1" not in page.text
    raw = stateless.get("/docs/recipes/cms-plugin.md", base_url="https://quotes.example.org")
    assert raw.mimetype == "text/markdown"
    assert raw.text.startswith("# CMS plug-in")
    assert 'SERVICE = os.environ.get("QUOTES_URL", "https://quotes.example.org")' in raw.text


def test_a_program_is_served_as_it_is(stateless: FlaskClient) -> None:
    program = stateless.get("/docs/examples/quote_tracker.py", base_url="http://127.0.0.1:8000")
    assert program.mimetype == "text/x-python"
    assert program.text == (DOCS / "examples" / "quote_tracker.py").read_text("utf-8")


@pytest.mark.parametrize(
    "name", ["nothing", "../README", "recipes", "recipes/../../pyproject.toml", "access.md/"]
)
def test_nothing_else_is_served(name: str, stateless: FlaskClient) -> None:
    assert stateless.get(f"/docs/{name}").status_code == 404


@pytest.mark.parametrize(
    ("written", "expected", "reason"),
    [
        ("[a](access.md#keys)", '<a href="/docs/recipes/access#keys">a</a>', "a page beside it"),
        ("[a](../review.md)", '<a href="/docs/review">a</a>', "a page above"),
        ("[a](../../openapi.yaml)", '<a href="/openapi.yaml">a</a>', "served elsewhere"),
        ("[a](../../CHANGELOG.md) b", "<p>a b</p>", "not served: the words stay"),
        ("[a](/problems)", '<a href="/problems">a</a>', "the service's own"),
        ("[a](#here)", '<a href="#here">a</a>', "this page"),
        (
            "## A `b`, c",
            '<h2 id="a-b-c">A <code>b</code>, c</h2>',
            "an anchor as the repository's host makes it",
        ),
        ("|a|\n|--:|\n|1|", '<td class="right">1</td>', "no style in the page, which its policy forbids"),
        ("```json\n<1>\n```", "<pre data-json>&lt;1&gt;", "code is escaped, JSON is coloured"),
        ("```python a.py\nx\n```", '<div class="file">a.py</div>', "the name of a program's file"),
    ],
)
def test_markdown_becomes_pages(written: str, expected: str, reason: str) -> None:
    shown = markdown.html(written, "recipes/one.md")
    assert expected in shown, reason
