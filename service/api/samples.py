"""The request of each operation as somebody writes it: a curl command, and a few lines of Python.

They are made of the recorded examples; tests/api/test_samples.py runs every one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

SERVICE = "http://127.0.0.1:8000"
WIDTH = 96
KEY = '-H "X-API-Key: $QUOTES_KEY"'


@dataclass(frozen=True, slots=True)
class Sent:
    """A request. ``seen`` is the path of what it decides on, whose ETag it sends as If-Match."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    seen: str | None = None
    public: bool = False
    silent: bool = False


def samples(method: str, path: str, operation: Mapping[str, Any], shown: Mapping[str, Any]) -> list[Any]:
    """What the specification says under ``x-codeSamples`` of ``method path``; ``shown`` is its example."""
    filled = path.format(**shown.get("path", {}))
    decides = any(each["name"] == "If-Match" for each in operation.get("parameters", ()))
    sent = Sent(
        method=method,
        path=filled,
        query=shown.get("query", {}),
        body=shown.get("request"),
        # /v1/topics/bridge/merge decides on /v1/topics/bridge.
        seen="/".join(filled.split("/")[:4]) if decides else None,
        public=not operation.get("security"),
        silent="204" in operation["responses"],
    )
    return [
        {"lang": "Shell", "label": "curl", "source": curl(sent)},
        {"lang": "Python", "label": "Python", "source": python(sent)},
    ]


def curl(sent: Sent) -> str:
    """``sent`` as a command for a shell. A decision gets the version it is about first."""
    address = f"{SERVICE}{sent.path}" + (f"?{urlencode(sent.query)}" if sent.query else "")
    begin = "curl" if sent.method in ("get", "post") and _natural(sent) else f"curl -X {sent.method.upper()}"
    parts = [f"{begin} '{address}'", *([] if sent.public else [KEY])]
    before = ""
    if sent.seen:
        before = f"ETAG=$(curl -fsS -o /dev/null -w '%header{{etag}}' '{SERVICE}{sent.seen}' {KEY})\n"
        parts.append('-H "If-Match: $ETAG"')
    if sent.body is not None:
        body = json.dumps(sent.body, ensure_ascii=False, indent=2).replace("'", "'\\''")
        parts += ["-H 'Content-Type: application/json'", f"-d '{body}'"]
    return before + " \\\n  ".join(parts)


def python(sent: Sent) -> str:
    """``sent`` as a program that needs ``requests``."""
    given = []
    lines = ["import os", "", "import requests", "", f'SERVICE = "{SERVICE}"']
    if sent.public:
        lines = lines[2:]
    else:
        lines.append('HEADERS = {"X-API-Key": os.environ.get("QUOTES_KEY", "")}')
    lines.append("")
    if sent.query:
        given.append(f"params={dict(sent.query)!r}")
    if sent.body is not None:
        lines.append(f"body = {_literal(sent.body)}")
        given.append("json=body")
    if sent.seen:
        lines.append(f'seen = requests.get(f"{{SERVICE}}{sent.seen}", headers=HEADERS, timeout=60)')
        given.append('headers=HEADERS | {"If-Match": seen.headers["ETag"]}')
    elif not sent.public:
        given.append("headers=HEADERS")
    lines.append(f"answer = requests.{sent.method}(")
    lines += [f"    {each}," for each in (f'f"{{SERVICE}}{sent.path}"', *given, "timeout=60")]
    lines += [")", "answer.raise_for_status()"]
    lines.append("print(answer.status_code)" if sent.silent else "print(answer.json())")
    return "\n".join(lines)


def _literal(value: Any, margin: str = "") -> str:  # noqa: ANN401 - anything that JSON has
    """``value`` as Python has it, on one line where it fits, else a member a line."""
    if not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
    keys = [f"{json.dumps(key)}: " for key in value] if isinstance(value, dict) else [""] * len(value)
    members = list(value.values()) if isinstance(value, dict) else value
    begin, end = "{}" if isinstance(value, dict) else "[]"
    parts = [key + _literal(member, f"{margin}    ") for key, member in zip(keys, members, strict=True)]
    line = begin + ", ".join(parts) + end
    if len(margin + line) <= WIDTH and "\n" not in line:
        return line
    return begin + "".join(f"\n{margin}    {part}," for part in parts) + f"\n{margin}{end}"


def _natural(sent: Sent) -> bool:
    """Whether curl takes this method by itself: POST with a body, GET without one."""
    return (sent.method == "post") == (sent.body is not None)
