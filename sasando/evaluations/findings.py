"""What `sasando doctor` looks at here: whether every seal still says what it said, and every template is there."""

from __future__ import annotations

from sasando.evaluations.models import Seal
from sasando.evaluations.reports.own_templates import lost_templates
from sasando.evaluations.snapshot import seal_faults
from sasando.kernel.doctor import Finding


def seals() -> Finding:
    """Recompute every seal: its digest, and its index by the instrument version it names (DESIGN.md rule 4)."""
    held = list(Seal.objects.order_by("at"))
    faults = seal_faults(held)
    detail = "; ".join(faults) if faults else f"{len(held)} segel dihitung ulang dan cocok"
    remedy = "bandingkan dengan cadangan (sasando restore ke folder lain) dan dengan berita acaranya"
    return Finding("seals", not faults, detail, remedy)


def templates() -> Finding:
    """Whether the files of the templates that agencies use are there and whole."""
    lost = lost_templates()
    detail = f"hilang atau rusak: {'; '.join(lost)}" if lost else "semua templat instansi utuh"
    remedy = (
        "pulihkan dari cadangan, atau minta koordinatornya mengunggah lagi atau kembali ke templat bawaan"
    )
    return Finding("templates", not lost, detail, remedy)


FINDINGS = [seals, templates]
