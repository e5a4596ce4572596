"""What fills the places of an address, and what is sent with it, so that only the door can say no."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sasando.cli.route_table import Route
from sasando.evaluations.reports.docx_files import ours
from tests.matrix.world import UPLOADED, Here, World, some_publication

NEVER = 10**6
NOBODY = "00000000-0000-7000-8000-000000000000"
TODAY = date.today().isoformat()
REASON = "Surat tugas nomor 12 tahun 2026"
PASSWORD = "harpa-lontar-tujuh-dawai"

_OF_A_SEAL = (
    "cabut-umum",
    "umumkan-terbaru",
    "buka-kembali",
    "reviu",
    "umumkan",
    "/reopen",
    "/disclosure",
    "/review",
)
_OF_REPORTS = re.compile(r"/laporan/|/reports/")
_NAMES: dict[str, Any] = {
    "language": "en",
    "subject": "berita-acara",
    "document": "berita-acara",
    "digest": hashlib.sha256(UPLOADED).hexdigest(),
    "year": 2024,
    "from_year": 2023,
    "to_year": 2024,
    "uidb36": "a",
    "key": "b-c",
    "stage": "mandiri",
    "indicator": "I1",
    "aspect": "A1",
    "ordinal": 1,
}
_QUERIES = {
    "api/v1/agencies/<slug>/reach": "?target=3.00",
    "api/v1/suggestions": "?q=kupang",
    "bahasa/<slug:language>/": "?next=/",
}
_BODIES: dict[str, dict[str, Any]] = {
    "akun/masuk/": {"login": "x@contoh.example", "password": "x"},
    "akun/undangan/<str:secret>/": {"name": "Baru", "password1": PASSWORD, "password2": PASSWORD},
    "akun/lupa/": {"email": "x@contoh.example"},
    "k/operator/undang/": {"name": "Baru", "email": "baru@contoh.example"},
    "k/operator/<slug:slug>/undang/": {"name": "Baru", "email": "baru@contoh.example"},
    "k/<slug:slug>/unit/baru/": {"name": "Dinas Baru", "kind": "dinas"},
    "k/<slug:slug>/unit/impor/": {"lines": "Dinas Baru", "apply": "1"},
    "k/<slug:slug>/unit/usulan/": {"code": "DINAS-KESEHATAN"},
    "k/<slug:slug>/unit/<uuid:unit>/": {"name": "Dinas Baru", "kind": "dinas"},
    "k/<slug:slug>/unit/<uuid:unit>/tutup/": {"last_day": TODAY},
    "k/<slug:slug>/orang/undang/": {"name": "Baru", "email": "baru@contoh.example", "role": "entry"},
    "k/<slug:slug>/orang/<uuid:user>/peran/": {"role": "assessor", "valid_from": TODAY},
    "k/<slug:slug>/orang/<uuid:user>/peran/<uuid:membership>/akhiri/": {"last_day": TODAY},
    "k/<slug:slug>/orang/<uuid:user>/langkah-kedua/": {"reason": REASON},
}


def address_of(route: Route, world: World, visitor: str, here: Here, things: Here) -> str:
    """The address of a route at the agency `here`, naming the things of another or the same."""
    names = {**_NAMES, **things.names, "slug": here.names["slug"]}
    if route.method != "GET" and route.pattern.rstrip("/").endswith(_OF_A_SEAL):
        names["evaluation"] = things.posted["sealed"]
    names["number"] = names["number"] if "isian" in route.pattern else world.numbers.get(visitor, NEVER)
    names["job"] = world.jobs.get(visitor, NOBODY)
    names["file"] = "berita-acara.docx" if _OF_REPORTS.search(route.pattern) else "ringkasan.pdf"
    names["publication_id"] = some_publication() if "publication_id" in route.pattern else ""
    path = "/" + route.pattern.replace("^", "").removesuffix("$")
    path = path.replace("(?P<uidb36>[0-9A-Za-z]+)", "<uidb36>").replace("(?P<key>.+)", "<key>")
    for name, value in names.items():
        for shape in ("", "slug:", "uuid:", "str:", "int:"):
            path = path.replace(f"<{shape}{name}>", str(value))
    return path + _QUERIES.get(route.pattern, "")


def body_of(route: Route, here: Here) -> dict[str, Any]:
    """What is sent by POST."""
    if route.pattern.endswith("serah-terima/"):
        return {"taker": here.posted["taker"], "note": REASON}
    return _BODIES.get(route.pattern) or _evaluation_body(route, here)


def _evaluation_body(route: Route, here: Here) -> dict[str, Any]:
    last = route.pattern.rstrip("/").rsplit("/", 1)[-1]
    return {
        "evaluasi": {"tahun": "2024", "instrumen": "spbe-2020:evaluasi", "jenis": "simulasi"},
        "tidak-mengikuti": {"alasan": REASON},
        "pertanyaan": {"expected-1": "0", "jawaban-1": "Ya"},
        "jadwal": {"tenggat": TODAY, "surat": REASON},
        "buka-kembali": {"alasan": REASON},
        "akses": {"orang": here.posted["taker"], "sampai": TODAY},
        "akses-cabut": {"orang": here.posted["taker"]},
        "reviu": {"putusan": "valid"},
        "umumkan-terbaru": {"persetujuan": REASON},
        "umumkan": {"sampai": "index", "persetujuan": REASON},
        "komentar": {"komentar": "Lihat lampiran 2."},
        "salin": {"node": "I1", "copied": "1"},
        "tugas": {"pilih": "I1:0", "orang": here.posted["taker"]},
        "<slug:number>": {"expected": "0", "nilai": "3"},
    }.get(last, {})


def json_of(route: Route, here: Here) -> dict[str, Any]:
    """What is sent to the API."""
    bodies: dict[str, dict[str, Any]] = {
        "evaluations": {"instrument": "spbe-2020", "year": 2023, "kind": "simulasi", "track": "evaluasi"},
        "judgements": {"judgements": [{"indicator": "I1", "revision": 0, "value": "3"}]},
        "drafts/<indicator>": {"revision": 0, "fact": "Ada", "analysis": ""},
        "verifications": {"revisions": {"I1": 0}, "verdict": "accepted"},
        "reopen": {"reason": REASON},
        "disclosure": {"seal": 1, "depth": "index", "consent": REASON},
        "absence": {"reason": REASON},
        "questions/<ordinal>": {"revision": 0, "text": "Ya"},
        "assignments": {"nodes": ["A1"], "person": here.posted["taker"]},
        "withdraw": {"nodes": ["I1"]},
        "schedule": {"due": TODAY, "letter": REASON},
        "access/<person>": {"until": TODAY},
        "aspects/<aspect>": {"revision": 0, "strengths": "Ada peta", "weaknesses": ""},
        "review": {"seal": 1, "valid": True},
        "comments/<indicator>": {"text": "Lihat lampiran 2."},
        "<indicator>/<comment>": {"resolved": True},
        "earlier/<source>": {"pairs": {"I1": "I1"}},
    }
    return next((body for last, body in bodies.items() if route.pattern.endswith(f"/{last}")), {})


def form_of(route: Route) -> dict[str, Any] | None:
    """What is sent to the API as a form with a file; None where it takes JSON."""
    if "/report-templates/" in route.pattern and route.method == "POST":
        return {"file": SimpleUploadedFile("templat.docx", ours("berita-acara"))}
    if "/workbook" not in route.pattern:
        return None
    return {"file": SimpleUploadedFile("isian.csv", b"indikator;nilai\n1;3\n"), "seen": "I1=0"}
