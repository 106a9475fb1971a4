"""Mirakl's published description, as something to hold answers against."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Check = Callable[[str, httpx2.Response], Any]
"""Takes a schema's name and an answer; gives the answer's data, or raises ValidationError."""


def checker(path: Path) -> Check:
    """For the OpenAPI 3.1 document at `path`."""
    document = json.loads(path.read_text("utf-8"))
    resource: Resource[Any] = DRAFT202012.create_resource(document)
    registry: Registry[Any] = Registry().with_resource("urn:mirakl", resource)

    def check(name: str, answer: httpx2.Response) -> Any:
        data = answer.json()
        schema = {"$ref": f"urn:mirakl#/components/schemas/{name}"}
        Draft202012Validator(schema, registry=registry).validate(data)
        return data

    return check
