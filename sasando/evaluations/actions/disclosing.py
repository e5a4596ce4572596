"""Making a sealed stage public at a chosen depth, and taking it back (DESIGN.md rule 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from sasando.evaluations.access import all_locked, locked
from sasando.evaluations.actions.scope import stage_act
from sasando.evaluations.disclosed import public_nodes
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.given_away import given_away
from sasando.evaluations.lengths import LONGEST_SHORT, check_length
from sasando.evaluations.models import Disclosure, Seal, Stage
from sasando.evaluations.snapshot import sealed_score
from sasando.kernel.act import Context, NothingToDo, Outcome
from sasando.organizations.models import User
from sasando.scoring.model import Node
from sasando.ui.words import text as _


def disclose(by: User, seal: Seal, depth: str, consent: str, hidden_nodes: Sequence[str] = ()) -> None:
    """Make a seal public; one that is public already gets the new depth.

    `consent` names the letter it rests on; `hidden_nodes` are codes that stay hidden whatever the depth.

    Raises:
        EvaluationError: no consent or one that is too long, unknown depth or node, a hidden node whose value follows
            from what is shown, or a seal that is not the last of a sealed stage.
    """
    if not consent.strip():
        raise EvaluationError(_("sebut surat pernyataan persetujuan publikasi yang mendasarinya"))
    check_length(_("surat persetujuan"), consent, LONGEST_SHORT)
    if depth not in Disclosure.Depth.values:
        raise EvaluationError(_("pilih sampai mana hasil dibuka: indeks, domain dan aspek, atau indikator"))

    _check_hidden(seal, depth, hidden_nodes)  # a seal never changes, and this may take a moment

    def change(context: Context) -> Outcome:
        all_locked(seal.stage)  # two stages of one evaluation made public at once would both stand
        held = locked(seal.stage)
        _check_last(held, seal)
        now = timezone.now()
        Disclosure.objects.filter(evaluation_id=held.evaluation_id, withdrawn_at=None).update(
            withdrawn_at=now
        )
        made = Disclosure.objects.create(
            evaluation_id=held.evaluation_id,
            seal=seal,
            depth=depth,
            hidden_nodes=sorted(set(hidden_nodes)),
            consent=consent.strip(),
            by=by,
            at=now,
        )
        said = {
            "disclosure": str(made.id),
            "seal": seal.number,
            "depth": depth,
            "hidden": made.hidden_nodes,
            "consent": made.consent,
        }
        context.record(f"stage:{held.id}", said)
        return {"disclosure": str(made.id)}

    request = {"seal": str(seal.id), "depth": depth, "consent": consent, "hidden": sorted(hidden_nodes)}
    stage_act(by, seal.stage, "disclose", request, change)


def _check_last(stage: Stage, seal: Seal) -> None:
    if stage.state != Stage.State.SEALED or Seal.objects.filter(stage=stage, number__gt=seal.number).exists():
        raise EvaluationError(_("hanya segel terakhir dari tahap yang disegel yang dapat dibuka"))


def _check_hidden(seal: Seal, depth: str, hidden_nodes: Sequence[str]) -> None:
    """Whether what is to stay hidden exists, and does not follow from what is shown."""
    scored = sealed_score(seal)
    known = scored.instrument.by_code
    if unknown := [code for code in hidden_nodes if code not in known]:
        raise EvaluationError(_("tidak ada %(codes)s pada instrumen ini") % {"codes": ", ".join(unknown)})
    if len(_outermost(hidden_nodes, known)) == 1:
        raise EvaluationError(
            _("satu bagian saja yang disembunyikan dapat dihitung dari indeksnya; sembunyikan dua atau lebih")
        )
    if not hidden_nodes or scored.index is None:
        return
    shown = [one.node.code for one in public_nodes(scored, depth, hidden_nodes)]
    if told := given_away(scored, shown, hidden_nodes):
        raise EvaluationError(
            _(
                "yang disembunyikan tetap dapat dihitung dari yang dibuka: %(parts)s; sembunyikan lebih banyak "
                "bagian, atau buka tidak sedalam itu"
            )
            % {"parts": "; ".join(f"{node.number} {node.name}" for node in told)}
        )


def _outermost(codes: Sequence[str], known: Mapping[str, Node]) -> set[str]:
    """The hidden nodes that lie in no other hidden one: what is hidden twice over is hidden once."""
    inside = {below.code for code in codes for below in known[code].walk() if below.code != code}
    return set(codes) - inside


def withdraw(by: User, disclosure: Disclosure) -> None:
    """Take a disclosure back; nothing where it was withdrawn before."""
    stage = disclosure.seal.stage

    def change(context: Context) -> Outcome:
        held = locked(stage)
        standing = Disclosure.objects.filter(id=disclosure.id, withdrawn_at=None)
        if not standing.update(withdrawn_at=timezone.now()):
            raise NothingToDo({})
        context.record(f"stage:{held.id}", {"disclosure": str(disclosure.id)})
        return {}

    stage_act(by, stage, "withdraw_disclosure", {"disclosure": str(disclosure.id)}, change)
