"""The specification, generated from the operations that are served."""

import inspect
import json
from copy import deepcopy
from typing import Any

import yaml
from flask import Flask

from service.api import paths
from service.api.examples import example
from service.api.samples import samples

Spec = dict[str, Any]
SAMPLES = "x-codeSamples"
METHODS = frozenset({"get", "post", "put", "patch", "delete"})
MEMBERS = (
    "operationId",
    "summary",
    "description",
    "deprecated",
    "tags",
    "security",
    "parameters",
    "requestBody",
    "responses",
    "x-problems",
)
WITHOUT_BODY = {
    "204": "Done; there is nothing to say.",
    "304": "The version that `If-None-Match` names is still the current one.",
}
JSON = "application/json"
HEADERS = "x-headers"
"""Where operations keep the request headers that they take, until they are put among the parameters."""

PAGING = ("sort", "limit", "cursor")


def specification(app: Flask) -> Spec:
    """The OpenAPI 3.1 document of ``app``."""
    api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    spec: Spec = deepcopy(api.spec.to_dict())
    _describe_schemas(spec, api.ma_plugin.converter.refs)
    # flask-smorest's own, of pages that we don't have
    del spec["components"]["schemas"]["PaginationMetadata"]
    for path, item in spec["paths"].items():
        _show_parameters(item)
        for method in METHODS & item.keys():
            operation = item[method]
            shown = example(operation["operationId"])
            item[method] = _in_order(operation, spec["components"]["schemas"])
            item[method][SAMPLES] = samples(method, path, item[method], shown)
    first = ("openapi", "info", "servers", "tags", "paths", "components")
    # Through JSON, so that what YAML gets are plain lists and dicts with string keys.
    ordered = {key: spec[key] for key in first}
    plain: Spec = json.loads(json.dumps(ordered))
    return plain


def as_yaml(spec: Spec) -> str:
    """``spec`` as YAML that a person can read; the same spec always gives the same text."""
    return yaml.dump(spec, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def as_json(spec: Spec) -> str:
    """``spec`` as JSON."""
    return json.dumps(spec, ensure_ascii=False, indent=2) + "\n"


def _describe_schemas(spec: Spec, refs: dict[Any, str]) -> None:
    """Give every component the docstring of its class; apispec would drop additionalProperties for one."""
    classes = {name: key[0] for key, name in refs.items()}
    components = spec["components"]["schemas"]
    for name, schema in components.items():
        components[name] = {"description": inspect.getdoc(classes[name]), **schema}
    for name in ("ExtractRequest", "ArticleRequest"):
        whole = components[name]["properties"]
        components[name]["oneOf"] = [_only("text", "html", whole), _only("html", "text", whole)]


def _only(present: str, absent: str, whole: Spec) -> Spec:
    """A schema for exactly one of two members: marshmallow checks it, but has no word for it.

    The others are said again: generators of clients read the parts alone.
    """
    properties = {**whole, present: {**whole[present], "type": "string"}, absent: {"type": "null"}}
    return {"required": [present], "properties": properties}


def _in_order(operation: Spec, schemas: Spec) -> Spec:
    """``operation`` in the order in which a person reads it, its answers described by what they are."""
    responses = dict(sorted(operation["responses"].items()))
    for status, response in responses.items():
        if "$ref" not in response:
            forms = response.get("content", {})
            if JSON in forms:
                response["content"] = {JSON: forms[JSON], **forms}
            content = forms.get(JSON)
            ref = content and content["schema"]["$ref"].rpartition("/")[2]
            response["description"] = schemas[ref]["description"] if ref else WITHOUT_BODY[status]
    operation = {**operation, "responses": responses}
    parameters = [*operation.get("parameters", ()), *operation.get(HEADERS, ())]
    if parameters:
        paging = {name: place for place, name in enumerate(PAGING)}
        operation["parameters"] = sorted(
            parameters,
            key=lambda each: (each["in"] == "header", paging.get(each["name"], -1)),
        )
    return {name: operation[name] for name in MEMBERS if name in operation}


def _show_parameters(item: Spec) -> None:
    """Say what each parameter means, with a real value where an operation's example has one."""
    operations = [operation for name, operation in item.items() if name in METHODS]
    shown = [example(operation["operationId"]) for operation in operations]
    for parameter in item.get("parameters", []):
        parameter["description"] = paths.MEANINGS[parameter["name"]]
        values = [each["path"][parameter["name"]] for each in shown if "path" in each]
        if values:
            parameter["example"] = values[0]
    for operation, each in zip(operations, shown, strict=True):
        for parameter in operation.get("parameters", []):
            if parameter["name"] in each.get("query", {}):
                parameter["example"] = _typed(each["query"][parameter["name"]], parameter["schema"])


def _typed(sent: str, schema: Spec) -> object:
    """What ``sent`` in a query stands for, as a value of ``schema``."""
    plain = schema.get("type") in ("integer", "number", "boolean")
    return json.loads(sent) if plain else sent


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, and never an alias."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        """Repeat equal parts instead of pointing at the first."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # PyYAML writes YAML 1.1, where 08 is a text; of YAML 1.2 and of OpenAPI it is a number.
    style = "|" if "\n" in text else "'" if text.isdecimal() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
