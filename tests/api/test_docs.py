"""The docs page: what stands in it, that it needs nothing from elsewhere, and that it works in a browser."""

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.api.docs import ASSETS, _curl, _pieces
from tests.api import browser
from tests.api.browser import Browser
from tests.api.record import EXTRACT

ANSWER = ".live-responses-table tr.response"


@pytest.mark.parametrize("path", ["/docs", "/"])
def test_it_opens_with_a_request_and_its_answer(stateless: FlaskClient, path: str) -> None:
    page = stateless.get(path)
    assert page.mimetype == "text/html"
    assert "<title>Quote tracker – API for newsrooms</title>" in page.text
    assert "curl http://localhost/v1/extract" in page.text
    assert "Amara Okafor" in page.text


def test_the_request_on_the_page_works_when_pasted(stateless: FlaskClient) -> None:
    curl = _curl("http://localhost/v1/extract", EXTRACT)
    body = re.search(r"-d '(.*)'$", curl, re.DOTALL)
    assert body
    assert stateless.post("/v1/extract", json=json.loads(body[1].replace("'\\''", "'"))).status_code == 200


def test_the_policy_allows_nothing_from_elsewhere(stateless: FlaskClient) -> None:
    page = stateless.get("/docs")
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert not re.search(r"<script(?! src=)|<style|\son\w+=|\sstyle=", page.text)
    for source in re.findall(r"(?:src|href)=\"([^\"]*)\"", page.text):
        assert source.startswith("/"), source
        assert stateless.get(source.partition("#")[0]).status_code == 200


@pytest.mark.parametrize("name", ASSETS)
def test_assets_come_from_here_and_are_revalidated(stateless: FlaskClient, name: str) -> None:
    first = stateless.get(f"/docs/{name}")
    assert first.status_code == 200
    again = stateless.get(f"/docs/{name}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_text_is_cut_at_the_words_that_prove() -> None:
    text = "“It works,” said Ada, here."
    quote = {
        "segments": [{"start": 1, "end": 9}],
        "evidence": {"cue": {"start": 12, "end": 16}, "speaker": {"start": 17, "end": 20}, "role": None},
    }
    pieces = _pieces(text, quote)
    assert [(words, field) for words, field in pieces if field] == [
        ("It works", "quote"),
        ("said", "cue"),
        ("Ada", "speaker"),
    ]
    assert "".join(words for words, _ in pieces) == text


@pytest.mark.skipif(
    bool(browser.missing()), reason=f"{browser.missing()}: the page is not tried in a browser"
)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_try_it_out_works_in_a_browser(served: str, tmp_path: Path) -> None:
    with Browser(tmp_path / "profile") as page:
        page.open(f"{served}/docs")
        page.until("return document.querySelectorAll('.opblock').length >= 18")
        assert page.run("return document.querySelectorAll('pre[data-json] .key').length") > 10
        bottom = page.run("return document.querySelector('.answer').getBoundingClientRect().bottom")
        assert bottom <= page.run("return window.innerHeight"), "the answer is not in the first screen"
        page.run(
            "document.querySelector('#operations-Extract-extractQuotes .opblock-summary-control').click()"
        )
        page.until("return document.querySelector('.opblock .execute')")
        samples = page.run("return [...document.querySelectorAll('.sample pre')].map(e => e.textContent)")
        assert [served in sample for sample in samples] == [True, True], "in curl and in Python"
        page.run("document.querySelector('.opblock .execute').click()")
        status = page.until(f"return document.querySelector('{ANSWER} .response-col_status')?.innerText")
        assert status.startswith("200")
        answer = page.run(f"return document.querySelector('{ANSWER} .response-col_description').innerText")
        assert "Amara Okafor" in answer
        assert page.console() == []
        assert page.run("return performance.getEntriesByType('resource').map(e => new URL(e.name).host)") == [
            served.removeprefix("http://")
        ] * page.run("return performance.getEntriesByType('resource').length")
