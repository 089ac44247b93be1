"""HTML bodies as a reader sees them: paragraphs apart, nothing of theirs lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.sources.markup import line_of, text_of


@pytest.mark.parametrize(
    ("markup", "text", "why"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo.", "paragraphs are apart"),
        ("<p>One.</p>\n  <p>Two.</p>\n", "One.\n\nTwo.", "white space between them says nothing"),
        ("<p>“A\n line,” she said.</p>", "“A line,” she said.", "a line end in the source is a space"),
        ("<p>One<br/>two</p>", "One\ntwo", "a break is a line end"),
        (
            "<p>An <em>old</em> <a href='/x'>hand</a>.</p>",
            "An old hand.",
            "words within a paragraph stay in it",
        ),
        ("<p>She said <q>no</q>.</p>", "She said “no”.", "browsers draw the marks of q"),
        ("<div><p>One.</p><div>Two.</div>Three.</div>", "One.\n\nTwo.\n\nThree.", "blocks within blocks"),
        ("<ul><li>One<li>Two</ul>", "One\n\nTwo", "end tags may be missing"),
        (
            "<p>One.</p><figure><img><figcaption>Ada. Photo: B</figcaption></figure><p>Two.</p>",
            "One.\n\nTwo.",
            "captions",
        ),
        ("<script>alert('“x”')</script><p>One.</p><style>p{}</style>", "One.", "scripts and styles"),
        ("<p>A<!-- note -->B</p>", "AB", "comments"),
        ("<p>Caf&eacute; &#8220;x&#8221; &amp;amp;</p>", "Café “x” &amp;", "entities, once"),
        (
            "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><p>One.</p></body></html>",
            "One.",
            "a whole page, without its title",
        ),
        ("plain words", "plain words", "no markup at all"),
        ("", "", "nothing"),
        ("<!-- only -->", "", "no words"),
    ],
)
def test_text_of(markup: str, text: str, why: str) -> None:
    assert text_of(markup) == text, why


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Mayor:  bridge\n opens", "Mayor: bridge opens"),
        ("Bridge &amp; tunnel", "Bridge & tunnel"),
        ("<b>Bridge</b> opens", "Bridge opens"),
        ("3 < 4 in vote", "3 < 4 in vote"),  # no markup
    ],
)
def test_line_of(title: str, line: str) -> None:
    assert line_of(title) == line


@given(st.text(alphabet=st.sampled_from("<>/&;pqbr \n\"'=!-?x“”é\x01"), max_size=60) | st.text(max_size=60))
def test_any_text_is_read_and_keeps_no_outer_space(markup: str) -> None:
    text = text_of(markup)
    assert text == text.strip()
    assert "\n\n\n" not in text


def test_deep_nesting_is_read() -> None:
    assert text_of("<div>" * 5_000 + "deep" + "</div>" * 5_000) in ("deep", "")
