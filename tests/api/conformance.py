"""Holds every answer against the specification: its status, its media type, its body."""

import copy
import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from werkzeug.test import TestResponse

Spec = dict[str, Any]


class Contract:
    """The specification, with answers closed: a member that it does not know is a fault."""

    def __init__(self, spec: Spec) -> None:
        self.spec = copy.deepcopy(spec)
        for schema in self.spec["components"]["schemas"].values():
            if "properties" in schema and "additionalProperties" not in schema:
                schema["additionalProperties"] = False
        self.seen: set[tuple[str, int]] = set()
        self.paths = {
            re.compile(re.sub(r"\{[^}]*\}", "[^/]+", path)): item
            # A path that is written out goes before one with a part to fill in.
            for path, item in sorted(self.spec["paths"].items(), key=lambda each: each[0].count("{"))
        }

    def operation(self, method: str, path: str) -> Spec | None:
        for pattern, item in self.paths.items():
            # /v1/articles/batch looks like the path of an article, but that has no POST.
            if pattern.fullmatch(path) and method.lower() in item:
                found: Spec = item[method.lower()]
                return found
        return None

    def check(self, method: str, path: str, response: TestResponse) -> None:
        operation = self.operation(method, path)
        if operation is None:
            return
        documented = operation["responses"].get(str(response.status_code))
        assert documented, f"{operation['operationId']} does not document {response.status_code}"
        if response.mimetype == "application/problem+json":
            known = operation["x-problems"][str(response.status_code)]
            kind = json.loads(response.data)["type"].rpartition("/")[2]
            assert kind in known, f"{operation['operationId']} does not name {kind}"
        if "$ref" in documented:
            documented = self.spec["components"]["responses"][documented["$ref"].rpartition("/")[2]]
        self.seen.add((operation["operationId"], response.status_code))
        if not documented.get("content"):
            assert response.data == b""
            return
        content = documented["content"].get(response.mimetype)
        assert content, f"{operation['operationId']} does not document {response.mimetype}"
        is_json = response.mimetype.endswith(("/json", "+json"))
        packed = response.headers.get("Content-Encoding") == "gzip"
        text = (gzip.decompress(response.data) if packed else response.data).decode()
        self.validate(json.loads(text) if is_json else text, content["schema"])

    def validate(self, value: object, schema: Spec) -> None:
        whole = {**schema, "components": self.spec["components"]}
        errors = list(Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(value))
        assert not errors, [f"{error.json_path}: {error.message}" for error in errors]


def spans(value: object) -> Iterator[dict[str, Any]]:
    """Every span anywhere in ``value``."""
    if isinstance(value, dict):
        if set(value) == {"start", "end", "text"}:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)
