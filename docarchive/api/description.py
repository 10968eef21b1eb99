"""What the description of the API says of every operation: its token, its failures, its files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from flask import request
from werkzeug.routing import AnyConverter, Map

PROBLEM: Final = "Problem"
_FILES: Final = "x-files"
_METHODS: Final = ("get", "post", "put", "patch", "delete")
_PROBLEM_SCHEMA: Final = {
    "type": "object",
    "description": "What went wrong (RFC 9457); title and detail are Vietnamese sentences that say what to do next.",
    "required": ["type", "status", "code", "title", "detail", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable name of the failure: `not-found`, `code-taken` …"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {"type": "object", "description": "Place in the request → what is wrong there."},
    },
}
_BINARY: Final = {"type": "string", "format": "binary"}


def takes(*, required: tuple[str, ...] = (), **parts: str) -> dict[str, Any]:
    """Describe a ``multipart/form-data`` body, for ``doc(extensions=…)``.

    Args:
        parts: Name → ``file``, ``files``, ``text``, ``texts`` or ``flag``.
    """
    return {_FILES: {"required": required, "parts": parts}}


def is_set(name: str) -> bool:
    """Whether a part of kind ``flag`` is sent and says yes."""
    return request.form.get(name, "").lower() in {"1", "true", "yes"}


def gives(*media_types: str) -> dict[Any, Any]:
    """Describe an answer that is a file, for ``doc(responses=…)``."""
    return {200: {"description": "The file.", "content": {each: {"schema": _BINARY} for each in media_types}}}


def complete(spec: dict[str, Any], routes: Map) -> dict[str, Any]:
    """Add what holds for every operation, and the values a part of an address may have."""
    for parameter, values in _chosen_from(spec, routes):
        parameter["schema"] = {"type": "string", "enum": sorted(values)}
    spec["components"].setdefault("schemas", {})[PROBLEM] = _PROBLEM_SCHEMA
    for operation in _operations(spec):
        operation["security"] = [{"token": []}]
        kept = {status: said for status, said in operation["responses"].items() if status[0] == "2"}
        failure = {"application/problem+json": {"schema": {"$ref": f"#/components/schemas/{PROBLEM}"}}}
        operation["responses"] = kept | {"default": {"description": "What went wrong.", "content": failure}}
        files = operation.pop(_FILES, None)
        if files:
            operation["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": _form(files)}}}
    for unused in ("HTTPError", "ValidationError"):
        spec["components"]["schemas"].pop(unused, None)
    return spec


def _chosen_from(spec: dict[str, Any], routes: Map) -> Iterator[tuple[dict[str, Any], Iterable[str]]]:
    for rule in routes.iter_rules():
        for name, converter in rule._converters.items():
            path = spec["paths"].get(re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule))
            if path is None or not isinstance(converter, AnyConverter):
                continue
            for operation in path.values():
                yield from ((each, converter.items) for each in operation["parameters"] if each["name"] == name)


def _operations(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in spec["paths"].values():
        yield from (path[method] for method in _METHODS if method in path)


def _form(files: dict[str, Any]) -> dict[str, Any]:
    kinds: dict[str, Any] = {
        "file": _BINARY, "files": {"type": "array", "items": _BINARY, "minItems": 1}, "text": {"type": "string"},
        "texts": {"type": "array", "items": {"type": "string"}}, "flag": {"type": "boolean"},
    }  # fmt: skip
    properties = {name: kinds[kind] for name, kind in files["parts"].items()}
    return {"type": "object", "properties": properties, "required": list(files["required"])}
