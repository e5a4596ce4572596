"""`/d/<agency>/evaluasi/`: what an agency has made public of its own evaluations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sasando.evaluations.disclosed import ClosedNode, Disclosed, DisclosedNode, disclosed
from sasando.evaluations.models import Evaluation
from sasando.organizations.areas import area_of
from sasando.organizations.queries import agency_by_slug, is_hosted
from sasando.portal.part_links import part_context, parts_of
from sasando.results.queries import standing
from sasando.scoring.model import ValueKind
from sasando.ui.numbers import day, exact_decimal, shown
from sasando.ui.pages import page
from sasando.ui.tagged import tagged
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class NodeLine:
    number: str
    name: str
    value: str
    depth: int


@dataclass(frozen=True, slots=True)
class Block:
    """One disclosed stage in words."""

    title: str
    label: str
    figure: str
    exact: str
    predicate: str
    nodes: tuple[NodeLine, ...]
    note: str
    assumed: str
    sealed: str
    digest: str
    consent: str
    law: str
    since: str


@require_safe
@in_one_language
@tagged
def agency_disclosed(request: HttpRequest, slug: str) -> HttpResponse:
    """The disclosures of an agency that stand now; says so where there are none."""
    agency = agency_by_slug(slug)
    if agency is None:
        raise Http404(slug)
    published = standing(slug)
    context = part_context(agency, _("Dibuka instansi"), "evaluasi/", parts_of(published))
    context["published"] = published
    context["blocks"] = [_block(one, ZoneInfo(agency.timezone)) for one in disclosed(slug)]
    context["area"] = area_of(agency)
    context["hosted"] = is_hosted(slug)
    return page(request, "portal/disclosed.html", context)


def _block(one: Disclosed, zone: ZoneInfo) -> Block:
    index, predicate = one.score.index, one.score.predicate
    name = f"{one.instrument.short_name} {one.year}"
    also = f" ({predicate.also})" if predicate and predicate.also else ""
    return Block(
        title=f"{name}, {one.stage}",
        label=_label(one),
        figure="" if index is None else shown(index),
        exact="" if index is None or one.hidden else exact_decimal(index),
        predicate=f"{predicate.name}{also}" if predicate else "",
        nodes=tuple(_line(node, one) for node in one.nodes),
        note=_hidden_sentence(one.closed),
        assumed=", ".join(_assumed(one)),
        sealed=_day(one.sealed_at, zone),
        digest=one.digest,
        consent=one.consent,
        law=one.instrument.law,
        since=_since(one, zone),
    )


def _hidden_sentence(closed: Sequence[ClosedNode]) -> str:
    """How many parts stay hidden and which: the chosen ones, then those from which they would follow."""
    chosen = ", ".join(_named(one) for one in closed if not one.follows)
    above = ", ".join(_named(one) for one in closed if one.follows)
    counted = {"count": len(closed), "chosen": chosen, "above": above}
    if chosen and above:
        return (
            _(
                "%(count)s bagian tetap disembunyikan: %(chosen)s; juga %(above)s, karena dari nilainya yang"
                " disembunyikan dapat dihitung."
            )
            % counted
        )
    if above:
        return (
            _(
                "%(count)s bagian tetap disembunyikan: %(above)s, karena sebagian isinya tidak dibuka instansi."
            )
            % counted
        )
    return _("%(count)s bagian tetap disembunyikan: %(chosen)s.") % counted if chosen else ""


def _named(one: ClosedNode) -> str:
    return f"{one.node.number} {one.node.name}"


def _day(at: datetime, zone: ZoneInfo) -> str:
    """The day of a moment by the agency's clock."""
    return day(at.astimezone(zone).date())


def _since(one: Disclosed, zone: ZoneInfo) -> str:
    """What became of the stage since the disclosed seal; "" where that seal is still its last word."""
    said = []
    if one.reopened_at is not None:
        words = _(
            "Tahap ini dibuka kembali sejak %(reopened)s; yang diumumkan adalah segel tanggal %(sealed)s."
        )
        said.append(words % {"reopened": _day(one.reopened_at, zone), "sealed": _day(one.sealed_at, zone)})
    if one.newer_at is not None:
        words = _(
            "Ada segel yang lebih baru, tanggal %(newer)s; yang diumumkan tetap segel tanggal %(sealed)s."
        )
        said.append(words % {"newer": _day(one.newer_at, zone), "sealed": _day(one.sealed_at, zone)})
    return " ".join(said)


def _assumed(one: Disclosed) -> list[str]:
    """What was assumed, without what is hidden: it would tell the value. So would the exact index, shown above
    only where nothing is hidden: two hidden levels of different weight follow from it alone.
    """
    shown_ones = {node.node.number for node in one.nodes if not node.node.children}
    return [number for number in one.score.assumed if not one.hidden or number in shown_ones]


def _label(one: Disclosed) -> str:
    """What the number is, so that nobody takes it for an official result (DESIGN.md rule 9)."""
    if one.kind != Evaluation.Kind.OFFICIAL:
        return _("Simulasi")
    if not one.own:
        return _("Penilaian asesor, disalin instansi")
    if one.partly:
        return _("Simulasi: sebagian penilaian instansi sendiri")
    return _("Simulasi: penilaian instansi sendiri")


def _line(one: DisclosedNode, of: Disclosed) -> NodeLine:
    leaf = not one.node.children
    whole = leaf and of.instrument.value_kind is ValueKind.INTEGER
    value = str(one.value.numerator) if whole else shown(one.value)
    return NodeLine(one.node.number, one.node.name, value, min(one.depth, 3))
