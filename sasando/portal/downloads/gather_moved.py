"""What moved the index between the last two years of one instrument: contributions and the sentence for them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sasando.organizations.queries import AgencyRow
from sasando.portal.downloads.brief import Moved, Share
from sasando.portal.proof_lines import short_name
from sasando.portal.sentences import and_list, or_list
from sasando.results.proofs import NoStatementError, moved, verdict
from sasando.results.queries import Standing, YearResult
from sasando.scoring.explanation_printed import ContradictionError, Span
from sasando.scoring.model import Instrument
from sasando.ui.numbers import shown, signed
from sasando.ui.words import text as _

CLOSE = Fraction(1, 50)  # of a point: what a bar of a drawing cannot show
FEW = 3  # so many possible values are listed, more are given by their ends


def moved_part(agency: AgencyRow, published: Standing, instrument: Instrument) -> tuple[Moved | None, str]:
    """The block and "", or None and the sentence why there is none ("" where a warning says so already)."""
    same = [one for one in published.results if one.instrument_digest == instrument.digest]
    if len(same) < 2:
        return None, _("Baru satu tahun yang terbit, jadi belum ada perubahan untuk diuraikan.")
    before, after = same[-2:]
    if any(verdict(instrument, one) != "yes" for one in (before, after)):
        return None, ""  # the page warns of figures outside the scale in words of its own
    try:
        change = moved(agency, before.year, after.year).change
    except (NoStatementError, ContradictionError) as error:
        return None, _("Perubahannya tidak diuraikan: %(why)s.") % {"why": str(error).rstrip(".")}
    shares = tuple(
        Share(
            short_name(node), node.weight or Fraction(0), before.parts.get(node.code), after.parts.get(node.code),
            span, points(span),
        )
        for node, span in change.parts
    )  # fmt: skip
    drawable = all(share.contribution.upper - share.contribution.lower <= CLOSE for share in shares)
    return Moved(
        first=before.year,
        second=after.year,
        before=before.value,
        after=after.value,
        change=change.change,
        change_text=points(change.change),
        shares=shares,
        drawable=drawable,
        lead=_lead(before, after, shares, drawable),
        note=_note(change.change, drawable),
    ), ""


def points(span: Span) -> str:
    """A contribution in points: `+0,052`, `+0,3675 atau +0,3700`, or `−0,010 sampai +0,125`."""
    values = span.values
    listed = values if values is not None and len(values) <= FEW else None
    ends = listed if listed is not None else (span.lower, span.upper)
    places = next((n for n in range(3, 7) if all((one * 10**n).denominator == 1 for one in ends)), 6)
    written = [signed(value, places) for value in ends]
    if listed is not None:
        return or_list(written)
    return _("%(low)s sampai %(high)s") % {"low": written[0], "high": written[1]}


def _lead(before: YearResult, after: YearResult, shares: Sequence[Share], drawable: bool) -> str:
    """Direction, then who contributed most; only what holds for every possibility."""
    change = after.value - before.value
    span = {"first": before.year, "second": after.year, "change": shown(abs(change))}
    if change == 0:
        start = _("Indeks %(first)s dan %(second)s tercetak sama") % span
    elif change > 0:
        start = _("Naik %(change)s dari %(first)s ke %(second)s") % span
    else:
        start = _("Turun %(change)s dari %(first)s ke %(second)s") % span
    if not drawable:
        return _("%(start)s; andil tiap domain hanya dapat dibatasi.") % {"start": start}
    return f"{start}{_most(change, shares)}."


def _most(change: Fraction, shares: Sequence[Share]) -> str:
    """The part that certainly did most in the direction of the change, and those that went against it."""
    sign = -1 if change < 0 else 1
    ranked = sorted(shares, key=lambda share: sign * _middle(share), reverse=True)
    said = ""
    first, *rest = ranked
    certain = all(sign * _middle(first) > sign * _middle(one) + CLOSE for one in rest)
    if certain and sign * _middle(first) > 0 and change != 0:
        said = _(", terbanyak dari %(name)s (%(points)s)") % {
            "name": _spoken(first.name), "points": first.text,
        }  # fmt: skip
    risen = [_spoken(share.name) for share in shares if share.contribution.lower > 0]
    fallen = [_spoken(share.name) for share in shares if share.contribution.upper < 0]
    against = risen if change < 0 else fallen
    if against and change != 0:
        word = _("naik") if change < 0 else _("turun")
        said += _("; %(names)s %(word)s") % {"names": and_list(against), "word": word}
    if change == 0 and risen and fallen:
        said += _(": %(risen)s naik, %(fallen)s turun") % {
            "risen": and_list(risen), "fallen": and_list(fallen),
        }  # fmt: skip
    still = [_spoken(share.name) for share in shares if share.contribution.values == (Fraction(0),)]
    if still and len(still) < len(shares):
        said += _("; %(names)s tidak berubah") % {"names": and_list(still)}
    return said


def _spoken(name: str) -> str:
    """A name inside a sentence; abbreviations keep their capitals."""
    return " ".join(word if word.isupper() else word.lower() for word in name.split())


def _middle(share: Share) -> Fraction:
    return (share.contribution.lower + share.contribution.upper) / 2


def _note(change: Span, drawable: bool) -> str:
    exact = _("Perubahan eksaknya %(points)s, dihitung dari angka tercetak tanpa pembulatan di tengah.") % {
        "points": points(change)
    }
    if not drawable:
        return exact + _(" Nilai domain salah satu tahun tidak tercetak, jadi andilnya berupa batas.")
    if change.lower != change.upper:
        return exact + _(" Bila ada dua kemungkinan, batang digambar di tengahnya.")
    return exact
