"""The requests that the specification shows in curl and Python: every operation's is sent as it stands."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest
import requests
from requests.structures import CaseInsensitiveDict

from service.api.samples import SERVICE, Sent, curl, python
from tests.api.conformance import Contract
from tests.api.record import recorded
from tests.api.test_openapi import OPERATIONS

Send = Callable[[Sent, str, str], "Answer"]


@dataclass(frozen=True)
class Answer:
    """What was answered, with what tests.api.record asks of Flask's answers."""

    status_code: int
    headers: CaseInsensitiveDict[str]
    text: str

    @property
    def is_json(self) -> bool:
        return "json" in self.headers.get("Content-Type", "")

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    def get_data(self) -> str:
        return self.text


def by_curl(sent: Sent, url: str, key: str) -> Answer:
    command = curl(sent).replace(SERVICE, url) + " -s -i"
    done = subprocess.run(
        ["bash", "-euc", command],
        env=os.environ | {"QUOTES_KEY": key},
        capture_output=True,
        timeout=60,
        check=True,
    )
    head, _, body = done.stdout.decode().partition("\r\n\r\n")
    first, *headers = head.split("\r\n")
    return Answer(
        int(first.split()[1]), CaseInsensitiveDict(header.split(": ", 1) for header in headers), body
    )


def by_python(sent: Sent, url: str, key: str) -> Answer:
    program = python(sent).replace(SERVICE, url)
    names: dict[str, Any] = {}
    os.environ["QUOTES_KEY"] = key
    try:
        with redirect_stdout(StringIO()) as said:
            exec(compile(program, "sample", "exec"), names)
    finally:
        del os.environ["QUOTES_KEY"]
    assert said.getvalue()
    return _of(names["answer"])


def _of(response: requests.Response) -> Answer:
    return Answer(response.status_code, response.headers, response.text)


class Reader:
    """Sends what a FlaskClient would, by ``send``: what the specification shows for such a request."""

    def __init__(self, url: str, send: Send, contract: Contract) -> None:
        self.url, self.send, self.contract = url, send, contract
        self.tags: dict[str, str] = {}
        self.sent: set[str] = set()

    def open(
        self, path: str, *, method: str, query_string: Any = None, json: Any = None, headers: Any = None
    ) -> Answer:
        operation = self.contract.operation(method, path)
        given = dict(headers or {})
        key, tag = given.pop("X-API-Key", ""), given.pop("If-Match", None)
        if given or operation is None:  # of headers that are no part of the example, and other formats
            asked = {**given, "If-Match": tag, "X-API-Key": key}
            return _of(
                requests.request(
                    method, self.url + path, params=query_string, json=json, headers=asked, timeout=60
                )
            )
        sent = Sent(
            method=method.lower(),
            path=path,
            query=query_string or {},
            body=json,
            seen=tag and self.tags[tag],
            public=not operation["security"],
            silent="204" in operation["responses"],
        )
        answer = self.send(sent, self.url, key)
        self.sent.add(operation["operationId"])
        if method == "GET" and "ETag" in answer.headers:
            self.tags[answer.headers["ETag"]] = path
        return answer

    def __getattr__(self, name: str) -> Callable[..., Answer]:
        return lambda path, **given: self.open(path, method=name.upper(), **given)


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="no curl or no bash here")
@pytest.mark.parametrize("send", [by_curl, by_python])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_every_operation_answers_its_samples(send: Send, served: str, contract: Contract) -> None:
    """All that the examples are recorded from, sent as a reader of the specification would send it."""
    reader = Reader(served, send, contract)
    recorded(reader)  # type: ignore[arg-type]
    assert reader.sent == set(OPERATIONS)


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_every_operation_shows_both(operation_id: str) -> None:
    method, path, operation = OPERATIONS[operation_id]
    shell, program = operation["x-codeSamples"]
    assert (shell["lang"], program["lang"]) == ("Shell", "Python")
    address = re.sub(r"\\{\w+\\}", "[^/?'\"]+", re.escape(path)) + "['\"?]"
    assert re.search(re.escape(SERVICE) + address, shell["source"])
    assert re.search(r"\{SERVICE\}" + address, program["source"])
    assert f"requests.{method}(" in program["source"]
    subprocess.run(["bash", "-n"], input=shell["source"], text=True, check=True)
    compile(program["source"], "sample", "exec")
    keyed = bool(operation["security"])
    assert ("QUOTES_KEY" in shell["source"], "QUOTES_KEY" in program["source"]) == (keyed, keyed)
    decides = any(each["name"] == "If-Match" for each in operation.get("parameters", ()))
    assert ("If-Match" in shell["source"], "If-Match" in program["source"]) == (decides, decides)
