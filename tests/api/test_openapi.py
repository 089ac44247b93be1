"""openapi.yaml: generated, committed, valid, and every part of it explained and shown."""

from pathlib import Path

import pytest
import yaml
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from service.api.openapi import as_yaml
from tests.api.conformance import Contract, Spec, spans
from tests.api.record import recorded, shape

ROOT = Path(__file__).resolve().parent.parent.parent
SPEC: Spec = yaml.safe_load((ROOT / "openapi.yaml").read_text("utf-8"))
OPERATIONS: dict[str, tuple[str, str, Spec]] = {
    operation["operationId"]: (method, path, operation)
    for path, item in SPEC["paths"].items()
    for method, operation in item.items()
    if method != "parameters"
}


def test_it_is_what_the_code_makes(stateless: FlaskClient) -> None:
    made = stateless.get("/openapi.yaml").text
    assert (ROOT / "openapi.yaml").read_text("utf-8") == made, "run: quotes openapi > openapi.yaml"
    assert stateless.get("/openapi.json").get_json() == SPEC
    assert as_yaml(SPEC) == made


def test_it_is_valid() -> None:
    validate(SPEC, cls=OpenAPIV31SpecValidator)  # type: ignore[arg-type]


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_every_operation_is_described_and_shown(operation_id: str, contract: Contract) -> None:
    _, path, operation = OPERATIONS[operation_id]
    assert len(operation["summary"]) > 5
    assert len(operation["description"]) > 30
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body:
        contract.validate(body["example"], body["schema"])
    for status, response in operation["responses"].items():
        if status[0] == "2" and status != "204":
            content = response["content"]["application/json"]
            contract.validate(content["example"], content["schema"])
            assert response["description"]
        elif status[0] not in "23":
            assert response["$ref"].startswith("#/components/responses/")
    parameters = [*SPEC["paths"][path].get("parameters", []), *operation.get("parameters", [])]
    assert all(parameter["description"] for parameter in parameters)
    assert all("example" in parameter for parameter in parameters if parameter["in"] == "path")


@pytest.mark.parametrize("name", SPEC["components"]["responses"])
def test_every_problem_is_shown(name: str, contract: Contract) -> None:
    content = SPEC["components"]["responses"][name]["content"]
    assert list(content) == ["application/problem+json"]
    problem = content["application/problem+json"]
    assert problem["examples"]
    for example in problem["examples"].values():
        contract.validate(example["value"], problem["schema"])


def test_what_is_asked_for_is_bounded() -> None:
    for name in ("ExtractRequest", "ArticleRequest"):
        schema = SPEC["components"]["schemas"][name]
        assert schema["additionalProperties"] is False
        assert all("maxLength" in member for member in schema["properties"].values())


def test_examples_are_what_the_service_answers(client: FlaskClient, contract: Contract) -> None:
    """With the hand-made reader: the requests work, and answer what is documented."""
    answered = recorded(client)
    assert set(answered) == set(OPERATIONS)
    seen = {operation for operation, status in contract.seen if status < 300}
    assert seen == set(OPERATIONS)


@pytest.mark.model
def test_examples_are_what_the_real_reader_reads() -> None:
    from service.extraction.extractor import Extractor
    from tests.api.record import EXTRACT, run

    shown = OPERATIONS["extractQuotes"][2]["responses"]["200"]["content"]["application/json"]["example"]
    assert shape(run(Extractor())["extractQuotes"]["200"]) == shape(shown)
    assert shown["text"] == EXTRACT["text"]
    for span in spans(shown):
        assert EXTRACT["text"][span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize(
    ("operation_id", "expected"),
    [
        ("listQuotes", {"speaker", "topic", "sort", "limit", "cursor", "If-None-Match"}),
        ("getSpeaker", {"on", "If-None-Match"}),
        ("storeArticle", {"Prefer", "Idempotency-Key"}),
        ("reviewQuote", {"If-Match", "Idempotency-Key"}),
    ],
)
def test_parameters_of_the_query_and_of_headers_stand_side_by_side(
    operation_id: str, expected: set[str]
) -> None:
    named = {parameter["name"] for parameter in OPERATIONS[operation_id][2]["parameters"]}
    assert expected <= named
