"""How the tests ask: one line a question."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.test import Client

PREFIX = "/api/v1/"


def answer(client: Client, path: str, **query: str | int) -> Any:
    """The JSON of an answer that must succeed. `from_` stands for the parameter `from`."""
    response = client.get(PREFIX + path, {name.rstrip("_"): value for name, value in query.items()})
    assert response.status_code == 200, response.content.decode()
    assert response["Content-Type"] == "application/json; charset=utf-8"
    return response.json()


def table(client: Client, path: str, **query: str | int) -> list[dict[str, str]]:
    """The rows of an answer in CSV."""
    response = client.get(PREFIX + path, {**query, "format": "csv"})
    assert response.status_code == 200, response.content.decode()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8"))))


def refusal(client: Client, path: str, **query: str | int) -> tuple[int, str]:
    """Status and sentence of an answer that must not succeed, and holds nothing else."""
    response = client.get(PREFIX + path, {name.rstrip("_"): value for name, value in query.items()})
    assert response["Content-Type"] == "application/json; charset=utf-8"
    said = response.json()
    assert list(said) == ["detail"]
    return response.status_code, said["detail"]
