"""Everything that changes the directory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sasando.kernel.act import Context, act
from sasando.kernel.actor import Actor
from sasando.kernel.models import ImportBatch
from sasando.kernel.one_line import one_line
from sasando.organizations.directory_file import (
    ShippedAgency,
    ShippedDirectory,
    directory_digest,
    read_directory,
)
from sasando.organizations.models import Agency, AgencyAlias
from sasando.organizations.names import name_key

DIRECTORY_BATCH = "organizations.directory"
_FIELDS = (
    "kind", "region_code", "name", "short_name", "province_code", "group", "timezone", "has_government",
)  # fmt: skip


def load_directory(actor: Actor, folder: Path) -> dict[str, Any] | None:
    """Bring the directory to what `folder` holds; None, and nothing written, where these bytes were loaded before.

    An agency that is no longer shipped stays: results may point to it.
    """
    digest = directory_digest(folder)
    if ImportBatch.objects.filter(kind=DIRECTORY_BATCH, file_sha256=digest).exists():
        return None
    shipped = read_directory(folder)

    def change(context: Context) -> dict[str, Any]:
        counts = {"new": 0, "changed": 0, "aliases": 0}
        _write_agencies(shipped, counts)
        counts["aliases"] = _write_aliases(shipped)
        ImportBatch.objects.create(
            kind=DIRECTORY_BATCH,
            scope="national",
            file_sha256=digest,
            rows=len(shipped.agencies),
            verdicts=counts,
            state=ImportBatch.State.APPLIED,
        )
        context.record("directory", {"sha256": digest, **counts})
        return counts

    return act(
        actor, "organizations.load_directory", scope="national", request={"sha256": digest}, change=change
    )


def _write_agencies(shipped: ShippedDirectory, counts: dict[str, int]) -> None:
    known = {agency.slug: agency for agency in Agency.objects.all()}
    new, changed = [], []
    for row in shipped.agencies:
        values = {name: getattr(row, name) for name in _FIELDS}
        agency = known.get(row.slug)
        if agency is None:
            new.append(Agency(slug=row.slug, **values))
        elif any(getattr(agency, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(agency, name, value)
            changed.append(agency)
    Agency.objects.bulk_create(new)
    Agency.objects.bulk_update(changed, _FIELDS, batch_size=200)
    counts.update(new=len(new), changed=len(changed))


def _write_aliases(shipped: ShippedDirectory) -> int:
    ids = dict(Agency.objects.values_list("slug", "id"))
    aliases = [
        AgencyAlias(agency_id=ids[row.slug], name=name, name_key=name_key(name), kind=kind)
        for row in shipped.agencies
        for kind, names in _names(row)
        for name in {name_key(name): name for name in names}.values()
    ]
    before = AgencyAlias.objects.count()
    AgencyAlias.objects.bulk_create(aliases, ignore_conflicts=True)
    return AgencyAlias.objects.count() - before


def _names(row: ShippedAgency) -> list[tuple[str, tuple[str, ...]]]:
    return [(AgencyAlias.Kind.PRINTED, row.printed), (AgencyAlias.Kind.EVERYDAY, row.everyday)]


def add_printed_names(names: dict[str, str]) -> int:
    """Remember further printed spellings (spelling → slug), inside the act that found them. How many were new."""
    ids = dict(Agency.objects.filter(slug__in=set(names.values())).values_list("slug", "id"))
    before = AgencyAlias.objects.count()
    AgencyAlias.objects.bulk_create(
        [
            AgencyAlias(
                agency_id=ids[slug],
                name=one_line(name),
                name_key=name_key(name),
                kind=AgencyAlias.Kind.PRINTED,
            )
            for name, slug in names.items()
        ],
        ignore_conflicts=True,
    )
    return AgencyAlias.objects.count() - before
