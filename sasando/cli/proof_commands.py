"""`sasando infer`, `explain` and `reach`: what follows from published figures."""

from __future__ import annotations

from typing import Any

import click

from sasando.cli.django_setup import ensure_django
from sasando.cli.output import json_option, print_json, print_table

_AGENCY = click.argument("agency")
_publication = click.option("--publication", metavar="ID", help="Terbitan lain dari yang berlaku.")


@click.command()
@_AGENCY
@click.argument("year", type=int)
@_publication
@json_option
def infer(agency: str, year: int, publication: str | None, as_json: bool) -> None:
    """Tingkat apa yang dibuktikan angka tercetak AGENCY pada YEAR."""
    ensure_django()
    from sasando.organizations.directory import find_agency
    from sasando.results.proofs import proof

    answer = proof(find_agency(agency), year, publication).to_json()
    if as_json:
        print_json(answer)
        return
    verdict = {"yes": "mungkin", "outside scale": "hanya mungkin di luar skala", "no": "saling bertentangan"}
    click.echo(f"{answer['agency']} {year}: angka-angkanya {verdict[answer['possible']]}")
    if answer["index"]:
        click.echo(f"Indeks eksak: {' atau '.join(answer['index'])}")
    levels = list(answer["groups"][0]["at_most"]) if answer["groups"] else []
    rows = [
        [
            group["kind"],
            group["number"],
            str(group["indicators"]),
            *("–".join(map(str, dict.fromkeys(group["at_most"][level]))) for level in levels),
        ]
        for group in answer["groups"]
    ]
    if rows:
        heading = ["", "", "indikator", *(f"≤ {level}" for level in levels)]
        print_table(heading, rows, right=frozenset(range(2, len(heading))))
    _source(answer["publication"])


@click.command()
@_AGENCY
@click.argument("first", metavar="FROM", type=int)
@click.argument("second", metavar="TO", type=int)
@json_option
def explain(agency: str, first: int, second: int, as_json: bool) -> None:
    """Apa yang menggerakkan indeks AGENCY dari tahun FROM ke TO."""
    ensure_django()
    from sasando.organizations.directory import find_agency
    from sasando.results.proofs import moved

    answer = moved(find_agency(agency), first, second).to_json()
    if as_json:
        print_json(answer)
        return
    rows = [[one["number"], _span(one["contribution"]), one["name"]] for one in answer["domains"]]
    print_table(["", "andil", ""], [*rows, ["", _span(answer["change"]), "seluruhnya"]], right=frozenset({1}))
    _source(answer["from"]["publication"])
    _source(answer["to"]["publication"])


@click.command()
@_AGENCY
@click.argument("target")
@click.option("--from", "from_year", type=int, help="Tahun awal (bawaan: hasil terakhir).")
@click.option("--by", "by_year", type=int, help="Tahun target (bawaan: setahun sesudahnya).")
@_publication
@json_option
def reach(
    agency: str,
    target: str,
    from_year: int | None,
    by_year: int | None,
    publication: str | None,
    as_json: bool,
) -> None:
    """Terjangkaukah indeks TARGET bagi AGENCY."""
    ensure_django()
    from sasando.organizations.directory import find_agency
    from sasando.results.reach import reach as reach_target
    from sasando.results.reach import target_value

    found = reach_target(find_agency(agency), target_value(target), from_year, by_year, publication)
    if as_json:
        print_json(found.to_json())
        return
    click.echo(found.sentence)
    if found.comparable is not None:
        click.echo(found.comparable.rule)
    _source(found.to_json()["start"]["publication"])


def _span(contribution: dict[str, Any]) -> str:
    values = contribution["values"]
    if values is not None:
        return " atau ".join(values)
    return f"{contribution['lower']} … {contribution['upper']}"


def _source(publication: dict[str, Any]) -> None:
    click.echo(f"Sumber: {publication['title']} ({publication['authority']}), id {publication['id']}")
