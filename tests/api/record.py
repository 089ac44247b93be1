"""Records the specification's examples from the running service: ``python -m tests.api.record``.

Needs the real reader. Run it when an operation's shape changes, then ``quotes openapi > openapi.yaml``.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from service.api.examples import FOLDER
from service.app import create_app
from service.exports.offered import FORMATS
from service.extraction.reader import Reader
from service.settings import Settings
from service.storage import jobs, keys
from service.storage.database import connect, migrate

TEXT = (
    "“The Saltmarsh Bridge opens on Monday, and not a day later,” Mayor Amara Okafor said at a briefing on "
    "Tuesday. “We have tested every bolt twice,” she said."
)
EXTRACT = {"text": TEXT, "title": "Saltmarsh Bridge to open on Monday", "published_at": "2026-03-04"}
ARTICLE = {
    **EXTRACT,
    "url": "https://www.example.com/2026/03/04/saltmarsh-bridge",
    "external_id": "cms-20417",
    "publication": "The Saltmarsh Gazette",
    "byline": "Ines Vidal",
}
BATCH = [
    ARTICLE,
    {
        "text": "“The tolls stay,” the minister said.",
        "external_id": "cms-20418",
        "published_at": "2026-03-05",
    },
]

SECOND = {
    "text": "“The harbour budget is short of a crane,” Mayor Amara Okafor said on Thursday.",
    "external_id": "cms-20419",
    "published_at": "2026-03-06",
}

DECISION = {
    "status": "corrected",
    "by": "ines.vidal",
    "why": "The mayor's office sent the full title.",
    "role": "Mayor of Saltmarsh",
}

PREFIX = "7m2kq0xd"
KEY = {"name": "CMS plug-in", "scopes": ["write"], "expires_on": "2027-06-30", "rate_limit": 300}

Recorded = dict[str, dict[str, Any]]


def recorded(client: FlaskClient) -> Recorded:
    """What the service answers to one good request per operation."""
    return dict(_operations(client))


def _operations(client: FlaskClient) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "getHealth", _get(client, "/healthz")
    yield "getReadiness", _get(client, "/readyz")
    yield "extractQuotes", {"request": EXTRACT, "200": client.post("/v1/extract", json=EXTRACT).json}
    created = client.post("/v1/articles", json=ARTICLE)
    again = client.post("/v1/articles", json=ARTICLE)
    queued = client.post("/v1/articles", json=ARTICLE, headers={"Prefer": "respond-async"})
    yield "storeArticle", {"request": ARTICLE, "201": created.json, "200": again.json, "202": queued.json}
    batch = client.post("/v1/articles/batch", json=BATCH)
    lines = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in BATCH)
    yield "storeBatch", {"request": BATCH, "lines": lines, "202": batch.json}
    article_id = created.json["id"]
    quote = created.json["quotes"][0]
    speaker_id, slug = quote["speaker"]["id"], quote["topics"][0]["slug"]
    yield "listArticles", _get(client, "/v1/articles", query={"publication": "The Saltmarsh Gazette"})
    yield "getArticle", _get(client, "/v1/articles/{article_id}", article_id=article_id)
    yield "listArticleQuotes", _get(client, "/v1/articles/{article_id}/quotes", article_id=article_id)
    query = {"speaker": "okafor", "q": "open*"}
    yield "listQuotes", {**_get(client, "/v1/quotes", query=query), "formats": _formats(client, query)}
    yield "getQuote", _get(client, "/v1/quotes/{quote_id}", quote_id=quote["id"])
    yield (
        "listOccurrences",
        _get(client, "/v1/quotes/{quote_id}/occurrences", quote_id=quote["id"]),
    )
    yield "countQuotes", _get(client, "/v1/quotes/facets", query={"speaker": "okafor", "top": "5"})
    query = {"speaker": "okafor", "interval": "week"}
    yield "showTimeline", _get(client, "/v1/quotes/timeline", query=query)
    check = {"text": "The Saltmarsh Bridge opens on Friday, and not a day later", "speaker": "Mayor Okafor"}
    yield "checkQuote", {"request": check, "200": client.post("/v1/check", json=check).json}
    yield "reviewQuote", _reviewed(client, quote["id"])
    yield "listQuoteHistory", _get(client, "/v1/quotes/{quote_id}/history", quote_id=quote["id"])
    yield "listSpeakers", _get(client, "/v1/speakers", query={"q": "okafor"})
    yield "getSpeaker", _get(client, "/v1/speakers/{speaker_id}", speaker_id=speaker_id)
    yield "listSpeakerQuotes", _get(client, "/v1/speakers/{speaker_id}/quotes", speaker_id=speaker_id)
    yield from _edited(client, speaker_id)
    yield "listTopics", _get(client, "/v1/topics", query={"q": quote["topics"][0]["name"]})
    yield "getTopic", _get(client, "/v1/topics/{slug}", slug=slug)
    yield "listTopicQuotes", _get(client, "/v1/topics/{slug}/quotes", slug=slug)
    yield from _curated(client, quote["id"], slug)
    yield from _watches(client)
    yield "getJob", _get(client, "/v1/jobs/{job_id}", job_id=finished_job(article_id))
    yield "listJobItems", _get(client, "/v1/jobs/{job_id}/items", job_id=finished_job(article_id))
    queued = client.post("/v1/articles/batch", json=BATCH).json["id"]
    cancelled = client.post(f"/v1/jobs/{queued}/cancel")
    yield "cancelJob", {"path": {"job_id": queued}, "200": cancelled.json}
    client.delete(f"/v1/articles/{article_id}").get_data()
    yield "deleteArticle", {"path": {"article_id": article_id}}
    yield from _keys(client)


WATCH = {
    "name": "The mayor on the budget",
    "filters": {"speaker": "Amara Okafor", "min_confidence": 0.8},
    "target": "https://hooks.example.org/quotes",
    "events": ["quote.created", "quote.corrected"],
}


def _watches(client: FlaskClient) -> Iterator[tuple[str, dict[str, Any]]]:
    """A saved search and what it sends; the recorded secret is nobody's."""
    shown = {"secret": "whsec_" + "QUJD" * 10 + "QUI="}
    made = client.post("/v1/watches", json=WATCH)
    yield "createWatch", {"request": WATCH, "201": made.json | shown}
    parts = {"watch_id": made.json["id"]}
    at = f"/v1/watches/{made.json['id']}"
    yield "listWatches", _get(client, "/v1/watches")
    yield "getWatch", _get(client, "/v1/watches/{watch_id}", **parts)
    body = {"filters": {"topic": "budget", "min_confidence": 0.8}}
    yield "changeWatch", _decided(client, "PATCH", at, at, body, **parts)
    yield "rotateSecret", {"path": parts, "200": client.post(f"{at}/secret").json | shown}
    query = {"sort": "-said_on"}
    yield (
        "listWatchQuotes",
        _get(client, "/v1/watches/{watch_id}/quotes", query=query, **parts),
    )
    ping = client.post(f"{at}/ping").json
    yield "pingWatch", {"path": parts, "202": ping}
    yield "listDeliveries", _get(client, "/v1/watches/{watch_id}/deliveries", **parts)
    both = {**parts, "delivery_id": ping["id"]}
    path = "/v1/watches/{watch_id}/deliveries/{delivery_id}"
    yield "getDelivery", _get(client, path, **both)
    yield "resendDelivery", {"path": both, "202": client.post(f"{path}/resend".format(**both)).json}
    client.delete(at).get_data()
    yield "deleteWatch", {"path": parts}


def _keys(client: FlaskClient) -> Iterator[tuple[str, dict[str, Any]]]:
    """What only a key with the scope admin may do; the recorded token is nobody's."""
    headers = {"X-API-Key": keys.create("newsroom admin", ["admin"]).token}
    made = client.post("/v1/keys", json=KEY, headers=headers)
    shown = made.json | {"token": f"qt_{PREFIX}_" + "0123456789" * 4, "prefix": f"qt_{PREFIX}"}
    yield "createKey", {"request": KEY, "201": shown}
    key_id = made.json["id"]
    one = client.get(f"/v1/keys/{key_id}", headers=headers).json | {"prefix": f"qt_{PREFIX}"}
    yield "getKey", {"path": {"key_id": key_id}, "200": one}
    listed = client.get("/v1/keys", headers=headers).json
    yield "listKeys", {"200": {**listed, "data": [one], "meta": {**listed["meta"], "total": 1}}}
    revoked = client.delete(f"/v1/keys/{key_id}", headers=headers).json | {"prefix": f"qt_{PREFIX}"}
    yield "revokeKey", {"path": {"key_id": key_id}, "200": revoked}
    query = {"record_id": key_id}
    entries = client.get("/v1/audit", query_string=query, headers=headers).json
    for entry in entries["data"]:
        entry["request_id"] = "3f0a6c1e9d9b4b7f8a55c4de0f7f3b21"
    yield "listAudit", {"query": query, "200": entries}


def _curated(client: FlaskClient, quote_id: str, slug: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What editors make of topics: one is named, another put on a quote, merged, and alone again."""
    topics = client.post("/v1/articles", json=SECOND).json["quotes"][0]["topics"]
    other = next(topic["slug"] for topic in topics if topic["slug"] != slug)
    editor = {"by": "ines.vidal", "why": "The desk calls it so."}
    path, name = f"/v1/topics/{slug}", client.get(f"/v1/topics/{slug}").json["name"]
    body: dict[str, Any] = {**editor, "name": f"{name} of Saltmarsh", "pinned": True}
    yield "changeTopic", _decided(client, "PATCH", path, path, body, slug=slug)
    at = f"/v1/quotes/{quote_id}"
    put = {**editor, "about": True}
    parts = {"quote_id": quote_id, "slug": other}
    yield "decideQuoteTopic", _decided(client, "PUT", f"{at}/topics/{other}", at, put, **parts)
    path = f"/v1/topics/{other}"
    body = {**editor, "into": slug}
    yield "mergeTopic", _decided(client, "POST", f"{path}/merge", path, body, slug=other)
    yield "unmergeTopic", _decided(client, "POST", f"{path}/unmerge", path, editor, slug=other)
    yield "listTopicHistory", _get(client, "/v1/topics/{slug}/history", slug=other)


def _decided(
    client: FlaskClient, method: str, path: str, seen: str, body: dict[str, Any], **parts: str
) -> dict[str, Any]:
    headers = {"If-Match": client.get(seen).headers["ETag"]}
    answer = client.open(path, method=method, json=body, headers=headers)
    assert answer.status_code == 200, answer.json
    return {"path": parts, "request": body, "200": answer.json}


CHANGE = {"by": "ines.vidal", "why": "As the city's own pages have it."}
NAMESAKES = (
    ("cms-20431", "“We won with ten men,” goalkeeper Nils Aaltonen said after the match in Quayside."),
    ("cms-20432", "“The sentence is eight years,” Judge Nils Aaltonen said in court."),
    ("cms-20433", "“The sentence stands,” Judge N. Aaltonen-Virta said, who heard the appeal."),
    ("cms-20434", "“I will appeal,” lawyer Niels Aaltonen said for the defence."),
)


def _edited(client: FlaskClient, speaker_id: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What editors do to speakers: of one name, of like names, and to one that has what it needs."""
    people = []
    for external_id, text in NAMESAKES:
        body = {"text": text, "external_id": external_id, "published_at": "2026-03-06"}
        people.append(client.post("/v1/articles", json=body).json["quotes"][0]["speaker"]["id"])
    keeper, judge, _, lawyer = people
    path = f"/v1/speakers/{speaker_id}"
    edit = {**CHANGE, "add_aliases": ["Amara N. Okafor-Lund"], "external_ids": {"wikidata": "Q100000001"}}
    tag = {"If-Match": client.get(path).headers["ETag"]}
    yield "editSpeaker", _sent(client.patch(path, json=edit, headers=tag), edit, speaker_id=speaker_id)
    yield "listSuggestions", _get(client, "/v1/speakers/{speaker_id}/suggestions", speaker_id=lawyer)
    yield "listAmbiguities", _get(client, "/v1/speakers/ambiguities", query={"state": "open"})
    (open_one,) = client.get("/v1/speakers/ambiguities").json["data"]
    settled = {"verdict": "different", "by": "ines.vidal", "why": "A judge and a goalkeeper."}
    answer = client.post(f"/v1/speakers/ambiguities/{open_one['id']}/settle", json=settled)
    yield "settleAmbiguity", _sent(answer, settled, ambiguity_id=open_one["id"])
    merge = {"into": judge, "by": "ines.vidal", "why": "The same man, misspelt."}
    yield (
        "mergeSpeaker",
        _sent(client.post(f"/v1/speakers/{lawyer}/merge", json=merge), merge, speaker_id=lawyer),
    )
    (entry,) = client.get(f"/v1/speakers/{lawyer}/history").json["data"]
    yield "listSpeakerHistory", _get(client, "/v1/speakers/{speaker_id}/history", speaker_id=lawyer)
    quotes = client.get(f"/v1/speakers/{judge}/quotes").json["data"]
    split = {"quotes": [quotes[0]["id"]], "into": keeper, "by": "ines.vidal", "why": "Said after the match."}
    yield (
        "splitSpeaker",
        _sent(client.post(f"/v1/speakers/{judge}/split", json=split), split, speaker_id=judge),
    )
    undo = {"by": "ines.vidal", "why": "They are two after all."}
    answer = client.post(f"/v1/speakers/{lawyer}/history/{entry['id']}/undo", json=undo)
    yield "undoSpeakerEntry", _sent(answer, undo, speaker_id=lawyer, entry_id=entry["id"])


def _sent(answer: Any, body: dict[str, Any], **parts: str) -> dict[str, Any]:
    assert answer.status_code == 200, answer.json
    return {"path": parts, "request": body, "200": answer.json}


def _reviewed(client: FlaskClient, quote_id: str) -> dict[str, Any]:
    tag = client.get(f"/v1/quotes/{quote_id}").headers["ETag"]
    answer = client.patch(f"/v1/quotes/{quote_id}", json=DECISION, headers={"If-Match": tag})
    assert answer.status_code == 200, answer.json
    again = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(f"/v1/quotes/{quote_id}", headers=again).status_code == 304
    return {"path": {"quote_id": quote_id}, "request": DECISION, "200": answer.json}


def _formats(client: FlaskClient, query: dict[str, str]) -> dict[str, Any]:
    """The same list in each format, by its suffix."""
    answers = {each.suffix: client.get(f"/v1/quotes.{each.suffix}", query_string=query) for each in FORMATS}
    return {name: answer.json if answer.is_json else answer.text for name, answer in answers.items()}


def finished_job(article_id: str) -> str:
    """The id of a job that stored one article, as a worker leaves it behind."""
    job = jobs.create("article", [{"text": TEXT}])
    jobs.claim(job.id, "worker-1")
    jobs.begin_item(job.id, 0, "worker-1")
    jobs.finish_item(job.id, 0, {"article_id": article_id, "outcome": "created", "quote_count": 2})
    return jobs.finish(job.id).id


def _get(client: FlaskClient, path: str, query: dict[str, str] | None = None, **parts: str) -> dict[str, Any]:
    answer = client.get(path.format(**parts), query_string=query)
    assert answer.status_code == 200, answer.json
    shown: dict[str, Any] = {"200": answer.json}
    return {**({"path": parts} if parts else {}), **({"query": query} if query else {}), **shown}


def shape(value: object) -> object:
    """``value`` with each leaf replaced by its type, and each list by the shapes in it."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return sorted({json.dumps(shape(inner), sort_keys=True) for inner in value})
    return type(value).__name__


def run(reader: Reader) -> Recorded:
    """What a fresh service with ``reader`` answers."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/quotes.db", queue_url="memory:")
        database = connect(settings.database_url)
        migrate(database)
        return recorded(create_app(settings, reader, database).test_client())


def main() -> None:
    from service.extraction.extractor import Extractor

    for operation, shown in run(Extractor()).items():
        text = json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
        path = Path(FOLDER) / f"{operation}.json"
        # Ids and times are new with every recording: alone they are no reason to write the file anew.
        if not path.exists() or _lasting(path.read_text(encoding="utf-8")) != _lasting(text):
            path.write_text(text, encoding="utf-8")
            print(operation)


def _lasting(text: str) -> str:
    """``text`` without what no two recordings share: ids, and the times of storing."""
    return re.sub(r"\b[0-9a-z]{26}\b|\b[0-9T:.-]{20,27}Z", "", text)


if __name__ == "__main__":
    main()
