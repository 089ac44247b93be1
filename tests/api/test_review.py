"""PATCH /v1/quotes/{id} and its history: conditional, precise in refusing, undone by no reading."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api.news import BRIDGE, article

OPENS = "The bridge opens on Monday"
VERIFY = {"status": "verified", "by": "ines"}


@pytest.fixture
def path(client: FlaskClient) -> str:
    quotes = client.post("/v1/articles", json=article()).get_json()["quotes"]
    return f"/v1/quotes/{quotes[0]['id']}"


def tag(client: FlaskClient, path: str) -> str:
    return client.get(path).headers["ETag"]


def patch(client: FlaskClient, path: str, body: dict[str, Any]) -> TestResponse:
    return client.patch(path, json=body, headers={"If-Match": tag(client, path)})


def test_a_decision_is_recorded_and_answered(client: FlaskClient, path: str) -> None:
    before = client.get(path).get_json()
    answer = patch(client, path, {**VERIFY, "why": "heard the tape"})
    quote = answer.get_json()
    assert (answer.status_code, quote["status"], answer.headers["ETag"]) == (
        200,
        "verified",
        tag(client, path),
    )
    assert quote["reading"]["differs"] == []
    assert {name for name in quote if quote[name] != before[name]} == {"status", "reading", "updated_at"}
    assert client.get(path).get_json() == quote
    (entry,) = client.get(f"{path}/history").get_json()["data"]
    assert (entry["kind"], entry["status"], entry["by"], entry["why"], entry["changes"]) == (
        "decision",
        "verified",
        "ines",
        "heard the tape",
        [],
    )


def test_everything_that_can_be_corrected(client: FlaskClient, path: str) -> None:
    start = BRIDGE.index("bridge")
    body = {
        "status": "corrected", "by": "ines", "speaker": "Noor Haddad", "role": None, "medium": "speech",
        "said_on": "2026-03", "segments": [{"start": start, "end": start + 12, "text": "bridge opens"}],
    }  # fmt: skip
    quote = patch(client, path, body).get_json()
    assert (quote["speaker"]["name"], quote["role"], quote["medium"], quote["said_on"], quote["text"]) == (
        "Noor Haddad",
        None,
        "speech",
        "2026-03",
        "bridge opens",
    )
    assert not any(quote["evidence"].values()), "an editor's word is no word of the article"
    assert quote["reading"]["differs"] == ["speaker", "role", "medium", "said_on", "segments"]
    assert (quote["reading"]["text"], quote["reading"]["role"]) == (OPENS, "Mayor")
    (entry,) = client.get(f"{path}/history").get_json()["data"]
    changes = {change["field"]: (change["was"], change["now"]) for change in entry["changes"]}
    assert changes["role"] == ("Mayor", None)
    assert [side["name"] for side in changes["speaker"]] == ["Ada Bright", "Noor Haddad"]
    assert [side[0]["text"] for side in changes["segments"]] == [OPENS, "bridge opens"]
    back = patch(client, path, {"status": "extracted", "by": "ines"}).get_json()
    assert (back["text"], back["speaker"]["name"], back["evidence"]["role"]["text"], back["reading"]) == (
        OPENS,
        "Ada Bright",
        "Mayor",
        None,
    )
    assert client.get(f"{path}/history").get_json()["meta"]["total"] == 2


def test_two_editors_can_not_overwrite_each_other(client: FlaskClient, path: str) -> None:
    seen = tag(client, path)
    first = client.patch(path, json=VERIFY, headers={"If-Match": seen})
    second = client.patch(path, json={"status": "rejected", "by": "ed"}, headers={"If-Match": seen})
    problem = second.get_json()
    assert (second.status_code, problem["type"]) == (412, "/problems/precondition-failed")
    assert second.headers["ETag"] == first.headers["ETag"] != seen
    (fault,) = problem["errors"]
    assert (fault["pointer"], fault["place"]) == ("If-Match", "header")
    assert first.headers["ETag"] in fault["expected"]
    assert client.get(path).get_json() == first.get_json()
    retry = client.patch(
        path, json={"status": "rejected", "by": "ed"}, headers={"If-Match": second.headers["ETag"]}
    )
    assert retry.get_json()["status"] == "rejected"


# The header (None: not sent; TAG stands for the current one), the status, why.
CONDITIONS: list[tuple[str | None, int, str]] = [
    (None, 428, "missing"),
    ("*", 428, "any version: whatever somebody else decided"),
    (" * ", 428, "with spaces around it"),
    ("TAG", 200, "the current one"),
    ('"old", TAG', 200, "one of several"),
    (',"old" ,, TAG,', 200, "a list with empty elements, which RFC 9110 lets pass"),
    ('"old"', 412, "another"),
    ("W/TAG", 412, "a weak one never matches strongly"),
    ('""', 412, "an empty one"),
    ("", 400, "no tag at all"),
    ("old", 400, "without its quotation marks"),
    ('"old', 400, "unclosed"),
    ('"a" b "c"', 400, "words in between"),
    ('"a b"', 400, "a blank within"),
    ('w/"a"', 400, "the prefix is W/"),
]


@pytest.mark.parametrize(("header", "status", "why"), CONDITIONS, ids=[row[2] for row in CONDITIONS])
def test_if_match(client: FlaskClient, path: str, header: str | None, status: int, why: str) -> None:
    headers = {} if header is None else {"If-Match": header.replace("TAG", tag(client, path))}
    answer = client.patch(path, json=VERIFY, headers=headers)
    assert answer.status_code == status, why
    assert client.get(path).get_json()["status"] == ("verified" if status == 200 else "extracted")
    if status != 200:
        assert answer.get_json()["errors"][0]["pointer"] == "If-Match"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("TAG", 304),
        ("W/TAG", 304),
        ('"old", TAG', 304),
        ("*", 304),
        ('"old"', 200),
        ("old", 200),
        (None, 200),
    ],
)
def test_if_none_match(client: FlaskClient, path: str, header: str | None, status: int) -> None:
    current = tag(client, path)
    answer = client.get(
        path, headers={} if header is None else {"If-None-Match": header.replace("TAG", current)}
    )
    assert answer.status_code == status
    assert (answer.data == b"") is (status == 304)
    assert (answer.headers["ETag"], answer.headers["Cache-Control"]) == (current, "private, no-cache")


def test_the_tag_is_strong_and_changes_with_the_answer_alone(client: FlaskClient, path: str) -> None:
    current = tag(client, path)
    assert current[0] == current[-1] == '"'
    assert client.head(path).headers["ETag"] == tag(client, path) == current
    client.post("/v1/articles", json=article())
    assert tag(client, path) == current, "the same article again"
    client.post("/v1/articles", json=article(url="https://www.example.com/bridge"))
    assert tag(client, path) != current, "the answer shows the article's url"


def test_a_refused_body_comes_before_the_condition(client: FlaskClient, path: str) -> None:
    assert client.patch(path, json={"status": "verified"}).status_code == 422
    assert client.patch(f"/v1/quotes/{'a' * 26}", json=VERIFY).status_code == 404


SEGMENT = {"start": 1, "end": 4}
CORRECT = {"status": "corrected", "by": "ines"}

# The body, where it is wrong, the status, why.
REFUSED: list[tuple[dict[str, Any], str, int, str]] = [
    ({}, "/status", 422, "nothing"),
    ({"status": "verified"}, "/by", 422, "nobody"),
    ({"status": "verified", "by": " "}, "/by", 422, "blank"),
    ({"status": "verified", "by": "a" * 201}, "/by", 422, "too long"),
    ({"status": "verified", "by": "a\0"}, "/by", 422, "NUL"),
    ({"status": "approved", "by": "ines"}, "/status", 422, "not a status"),
    ({"status": None, "by": "ines"}, "/status", 422, "null"),
    ({"status": "extracted", "by": "ines"}, "/status", 409, "nothing to take back"),
    ({**VERIFY, "reason": "x"}, "/reason", 422, "not known"),
    ({**VERIFY, "role": "x"}, "/role", 422, "a value without a correction"),
    ({**VERIFY, "apply_to": "occurrences"}, "/apply_to", 422, "nothing to move"),
    (CORRECT, "/status", 422, "nothing to correct"),
    ({**CORRECT, "medium": None}, "/medium", 422, "there is always a medium"),
    ({**CORRECT, "medium": "smoke"}, "/medium", 422, "not a medium"),
    ({**CORRECT, "said_on": "2026-02-30"}, "/said_on", 422, "no such day"),
    ({**CORRECT, "said_on": "2026-13"}, "/said_on", 422, "no such month"),
    ({**CORRECT, "said_on": "0000"}, "/said_on", 422, "no such year"),
    ({**CORRECT, "said_on": "Tuesday"}, "/said_on", 422, "not a date"),
    ({**CORRECT, "said_on": "2026-03-01T10:00:00Z"}, "/said_on", 422, "a date-time"),
    ({**CORRECT, "said_on": "２０２６"}, "/said_on", 422, "digits of another script"),
    ({**CORRECT, "role": ""}, "/role", 422, "empty; null would be right"),
    ({**CORRECT, "speaker": {"id": "x"}}, "/speaker", 422, "a name is a string"),
    ({**CORRECT, "speaker": "–"}, "/speaker", 422, "no letter in it"),
    ({**CORRECT, "speaker": "A B", "speaker_id": "x"}, "/speaker_id", 422, "two of them"),
    ({**CORRECT, "speaker_id": None}, "/speaker_id", 422, "speaker null says nobody"),
    ({**CORRECT, "speaker_id": "x"}, "/speaker_id", 409, "nobody has this id"),
    ({**CORRECT, "speaker_kind": "person"}, "/status", 422, "a kind alone corrects nothing"),
    ({**CORRECT, "speaker": "A B", "speaker_kind": "dog"}, "/speaker_kind", 422, "not a kind"),
    ({**CORRECT, "speaker": None, "speaker_kind": "person"}, "/speaker_kind", 422, "the kind of nobody"),
    ({**CORRECT, "segments": None}, "/segments", 422, "null"),
    ({**CORRECT, "segments": []}, "/segments", 422, "none"),
    ({**CORRECT, "segments": [SEGMENT] * 101}, "/segments", 422, "too many"),
    ({**CORRECT, "segments": SEGMENT}, "/segments", 422, "not a list"),
    ({**CORRECT, "segments": [[1, 4]]}, "/segments/0", 422, "not an object"),
    ({**CORRECT, "segments": [{"start": 1}]}, "/segments/0/end", 422, "no end"),
    ({**CORRECT, "segments": [{"start": "1", "end": 4}]}, "/segments/0/start", 422, "a string"),
    ({**CORRECT, "segments": [{"start": 1.5, "end": 4}]}, "/segments/0/start", 422, "half a character"),
    ({**CORRECT, "segments": [{"start": True, "end": 4}]}, "/segments/0/start", 422, "a truth"),
    ({**CORRECT, "segments": [{"start": -1, "end": 4}]}, "/segments/0/start", 422, "before the text"),
    ({**CORRECT, "segments": [{"start": 1, "end": 10**30}]}, "/segments/0/end", 422, "beyond any text"),
    ({**CORRECT, "segments": [{"start": 1, "end": 9_999}]}, "/segments/0/end", 422, "beyond this text"),
    ({**CORRECT, "segments": [{"start": 4, "end": 4}]}, "/segments/0/end", 422, "empty"),
    ({**CORRECT, "segments": [SEGMENT, {"start": 3, "end": 9}]}, "/segments/1/start", 422, "overlapping"),
    ({**CORRECT, "segments": [{**SEGMENT, "text": "the"}]}, "/segments/0/text", 422, "other words"),
    ({**CORRECT, "segments": [{**SEGMENT, "note": "x"}]}, "/segments/0/note", 422, "not known"),
    ({**CORRECT, "segments": [SEGMENT], "apply_to": "occurrences"}, "/apply_to", 422, "of another place"),
    ({**CORRECT, "role": "x", "apply_to": "all"}, "/apply_to", 422, "not known"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "pointer", "status", "why"), REFUSED, ids=[f"{r[1]} {r[3]}" for r in REFUSED]
)
def test_refuses(
    client: FlaskClient, path: str, body: dict[str, Any], pointer: str, status: int, why: str
) -> None:
    before = client.get(path)
    answer = client.patch(path, json=body, headers={"If-Match": before.headers["ETag"]})
    assert answer.status_code == status, why
    fault = answer.get_json()["errors"][0]
    assert (fault["pointer"], fault["place"]) == (pointer, "body")
    assert fault["detail"]
    assert client.get(path).headers["ETag"] == before.headers["ETag"], "nothing was done"


def test_a_correction_moves_to_all_occurrences_only_when_told_so(client: FlaskClient, path: str) -> None:
    wire = article(external_id="wire-9", publication="The Wire", published_at="2026-03-03")
    client.post("/v1/articles", json=wire)
    listed = client.get(f"{path}/occurrences").get_json()["data"]
    (other,) = (f"/v1/quotes/{one['quote']['id']}" for one in listed if one["quote"]["id"] not in path)
    body = {"status": "corrected", "by": "ines", "why": "heard the tape", "role": "Lord Mayor"}
    patch(client, path, body)
    assert client.get(other).get_json()["role"] == "Mayor", "nobody said that it holds elsewhere"
    patch(client, path, {**body, "speaker": "Noor Haddad", "apply_to": "occurrences"})
    for each in (path, other):
        quote = client.get(each).get_json()
        assert (quote["role"], quote["speaker"]["name"], quote["status"]) == (
            "Lord Mayor", "Noor Haddad", "corrected",
        ), each  # fmt: skip
    (moved,) = client.get(f"{other}/history").get_json()["data"]
    assert (moved["origin"], moved["by"], moved["why"]) == (path.rpartition("/")[2], "ines", "heard the tape")


def test_a_correction_moves_to_none_where_an_editor_decided_otherwise(client: FlaskClient, path: str) -> None:
    for name in ("wire-8", "wire-9"):
        client.post("/v1/articles", json=article(external_id=name, publication=name))
    listed = client.get(f"{path}/occurrences").get_json()["data"]
    decided, *_ = (f"/v1/quotes/{one['quote']['id']}" for one in listed if one["quote"]["id"] not in path)
    patch(client, decided, {"status": "corrected", "by": "ed", "role": "Mayoress"})
    before = client.get("/v1/quotes").get_json()["data"]
    refused = patch(
        client, path, {"status": "corrected", "by": "ines", "role": "Lord Mayor", "apply_to": "occurrences"}
    )
    (fault,) = refused.get_json()["errors"]
    assert (refused.status_code, fault["pointer"]) == (409, "/apply_to")
    assert decided.rpartition("/")[2] in fault["detail"] + refused.get_json()["detail"], "which one"
    assert client.get("/v1/quotes").get_json()["data"] == before, "nothing was done"


def test_a_rejected_quote_is_in_no_list_unless_asked_for(client: FlaskClient, path: str) -> None:
    stored = client.post("/v1/articles", json=article()).get_json()
    assert patch(client, path, {"status": "rejected", "by": "ines"}).status_code == 200
    speaker, slug = stored["quotes"][0]["speaker"]["id"], stored["quotes"][0]["topics"][0]["slug"]
    lists = {
        "/v1/quotes": 1,
        f"/v1/articles/{stored['id']}/quotes": 1,
        f"/v1/speakers/{speaker}/quotes": 0,
        f"/v1/topics/{slug}/quotes": 0,
    }
    for url, shown in lists.items():
        counts = [
            client.get(f"{url}?{query}").get_json()["meta"]["total"]
            for query in ("", "status=rejected", "status=any", "status=extracted")
        ]
        assert counts == [shown, 1, shown + 1, shown], url
    again = client.post("/v1/articles", json=article()).get_json()
    assert [quote["text"] for quote in again["quotes"]] == ["We tested every bolt"]
    assert (again["quote_count"], client.get(f"/v1/speakers/{speaker}").get_json()["quote_count"]) == (1, 0)
    assert client.get(path).status_code == 200


def test_history_goes_in_pages_and_belongs_to_its_quote(client: FlaskClient, path: str) -> None:
    for number in range(3):
        patch(client, path, {**CORRECT, "role": f"role {number}"})
    page = client.get(f"{path}/history?limit=2").get_json()
    assert (len(page["data"]), page["meta"]["total"]) == (2, 3)
    last = client.get(page["links"]["next"]).get_json()
    assert [change["now"] for entry in (*page["data"], *last["data"]) for change in entry["changes"]] == [
        "role 0",
        "role 1",
        "role 2",
    ]
    assert last["links"]["next"] is None
    other = client.get("/v1/quotes?q=bolt").get_json()["data"][0]["id"]
    cursor = page["links"]["next"].partition("cursor=")[2]
    assert client.get(f"/v1/quotes/{other}/history?cursor={cursor}").status_code == 400
    assert client.get(f"/v1/quotes/{other}/history").get_json()["data"] == []
    assert client.get(f"/v1/quotes/{'a' * 26}/history").status_code == 404


def test_a_revised_article_undoes_no_decision_and_shows_what_is_read_now(
    client: FlaskClient, path: str
) -> None:
    patch(client, path, {**CORRECT, "role": "Mayor of Saltmarsh"})
    revised = BRIDGE.replace("Mayor Ada", "Judge Ada").replace("briefing", "debate")
    client.post("/v1/articles", json=article(text=revised))
    quote = client.get(path).get_json()
    assert (quote["revision"], quote["role"], quote["medium"]) == (2, "Mayor of Saltmarsh", "debate")
    assert (quote["reading"]["role"], quote["reading"]["differs"]) == ("Judge", ["role"])
    (listed,) = client.get("/v1/quotes?reading=changed").get_json()["data"]
    assert listed == quote | {"hit": None}
    entry = client.get(f"{path}/history").get_json()["data"][-1]
    assert (entry["kind"], entry["by"], entry["extractor"], entry["revision"]) == (
        "reading",
        None,
        "fake-1",
        2,
    )
    assert [(change["field"], change["kept"]) for change in entry["changes"]] == [
        ("role", True),
        ("medium", False),
    ]
    client.post("/v1/articles", json=article(text="Nothing said."))
    (lost,) = client.get("/v1/quotes?reading=lost").get_json()["data"]
    assert (lost["id"], lost["revision"], lost["reading"]["found"]) == (quote["id"], 2, False)
