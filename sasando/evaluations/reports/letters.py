"""Berita acara of the self-assessment, and the consent to publish: DOCX from a template, PDF of the same content."""

from __future__ import annotations

from pathlib import Path

from sasando.evaluations.reports.docx_files import filled, ours, safe
from sasando.evaluations.reports.facts import Facts
from sasando.evaluations.reports.kinds import Making
from sasando.evaluations.reports.wording import values
from sasando.ui.documents.paper import pdf

_FORMS = Path(__file__).parent / "forms"
MINUTES, CONSENT = "berita-acara", "persetujuan-publikasi"


def minutes_docx(facts: Facts, making: Making) -> bytes:
    """Berita acara as DOCX."""
    return filled(making.template or ours(MINUTES), values(facts, making))


def minutes_pdf(facts: Facts, making: Making) -> bytes:
    """Berita acara as PDF."""
    return pdf(_FORMS / f"{MINUTES}.typ", safe(values(facts, making)), making.at)


def consent_docx(facts: Facts, making: Making) -> bytes:
    """Consent to publish as DOCX."""
    return filled(making.template or ours(CONSENT), values(facts, making))


def consent_pdf(facts: Facts, making: Making) -> bytes:
    """Consent to publish as PDF."""
    return pdf(_FORMS / f"{CONSENT}.typ", safe(values(facts, making)), making.at)
