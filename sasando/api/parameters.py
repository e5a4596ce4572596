"""What a request may say: each parameter's type, its limits, and the words for whoever got it wrong.

The limits stand in the types, so that the OpenAPI document and the check are one; `EXPECTED` says them in words,
in the document and in the answer 422.
"""

from __future__ import annotations

from typing import Annotated, Literal

from ninja.params.functions import Form, Header, Query
from pydantic import Field

EXPECTED = {
    "slug": "huruf kecil, angka dan tanda hubung, seperti kab-kupang; cari di /api/v1/agencies?q=nama",
    "publication_id": "id terbitan (UUID) dari /api/v1/publications",
    "publication": "id terbitan (UUID) dari /api/v1/publications; untuk membaca hasil boleh kosong, berarti terbitan"
    " yang berlaku",
    "year": "tahun dari 2000 sampai 2100, seperti 2024",
    "from_year": "tahun awal dari 2000 sampai 2100, seperti 2023",
    "to_year": "tahun akhir dari 2000 sampai 2100, seperti 2024",
    "from": "tahun awal dari 2000 sampai 2100; kosongkan untuk tahun hasil terakhir",
    "by": "tahun target dari 2000 sampai 2100; kosongkan untuk setahun sesudah tahun awal",
    "target": "indeks yang dituju dengan koma atau titik dan paling banyak dua desimal",
    "q": "nama, sebutan atau kode wilayah, paling panjang 100 huruf",
    "kind": "kabupaten, kota, provinsi, kementerian atau lembaga; jenis evaluasi: resmi, simulasi atau pantauan",
    "province": "kode provinsi dua angka, seperti 53",
    "group": "province, kind, near (± 0.25) atau all",
    "order": "name, before, index atau change; dengan - di depan dari yang terbesar",
    "page": "nomor halaman dari 1; seratus baris sehalaman",
    "evaluation": "id evaluasi (UUID) dari /api/v1/agencies/{slug}/evaluations",
    "stage": "kode tahap seperti mandiri, dari daftar evaluasi",
    "indicator": "kode indikator seperti I1 atau I35.2, dari pohon tahap",
    "Idempotency-Key": "1 sampai 100 huruf; permintaan yang sama dengan kunci yang sama hanya sekali jalan",
    "revision": "revisi isian yang Anda baca, bilangan bulat dari 0",
    "revisions": "pasangan kode indikator dan revisinya, paling sedikit satu",
    "judgements": "daftar penilaian, 1 sampai 200",
    "value": 'nilai eksak sebagai teks: "3", "1,17", atau "7/6"',
    "outcome": "value, withdrawn, atau not_applicable",
    "verdict": "accepted atau returned",
    "instrument": "kunci instrumen seperti pemdi-2026",
    "track": "kode jalur seperti evaluasi",
    "label": "nama pembeda, paling panjang 80 huruf",
    "reading": "exact atau rounded",
    "seal": "nomor segel dari 1",
    "depth": "index, parts, atau indicators",
    "hidden": "daftar kode yang tetap tersembunyi",
    "consent": "surat persetujuan yang mendasarinya, 1 sampai 300 huruf",
    "reason": "alasan, paling panjang 300 huruf (membuka kembali: 1 sampai 500)",
    "fact": "teks, paling panjang 20.000 huruf",
    "analysis": "teks, paling panjang 20.000 huruf",
    "justification": "teks, paling panjang 20.000 huruf",
    "note": "teks, paling panjang 20.000 huruf",
    "source_date": "tanggal seperti 2026-08-31, paling akhir hari ini di zona waktu instansi",
    "nodes": "daftar kode indikator, aspek atau domain, 1 sampai 200",
    "unit": "id perangkat daerah (UUID) dari /api/v1/agencies/{slug}/units",
    "person": "id orang (UUID) dari /api/v1/agencies/{slug}/people",
    "due": "tanggal seperti 2026-08-31, atau null",
    "until": "tanggal seperti 2026-08-31",
    "letter": "nomor surat, paling panjang 200 huruf",
    "ordinal": "nomor pertanyaan umum dari 1",
    "text": "teks, paling panjang 20.000 huruf (komentar: 1 sampai 4.000)",
    "aspect": "kode aspek seperti A1, dari …/aspects",
    "strengths": "teks, paling panjang 20.000 huruf",
    "weaknesses": "teks, paling panjang 20.000 huruf",
    "valid": "true atau false",
    "resolved": "true atau false",
    "comment": "id komentar (UUID) dari …/comments/{indicator}",
    "against": "salah satu choices: id evaluasi, titik, kode tahap; kosong berarti tahap sebelumnya",
    "file": "nama dokumen seperti laporan.pdf dari …/reports; pada …/workbook berkas isian, pada …/report-templates"
    " berkas templat DOCX (keduanya multipart/form-data)",
    "document": "nama dokumen seperti berita-acara dari …/report-templates",
    "job": "id permintaan (UUID) dari jawaban POST …/reports/{file}",
    "source": "id evaluasi lama (UUID) dari …/earlier",
    "pairs": "kode indikator lama menurut kode indikator di sini, 1 sampai 200",
    "taking": "nama pengambilan (UUID) dari jawaban POST …/earlier/{source}; tanpa ini yang terakhir",
    "judgement": "id penilaian (UUID) yang teksnya disalin, dari …/copy",
    "seen": "isian seen dari …/workbook/preview",
    "take": "nama sel yang bentrok dan harus ikut berkas, dari …/workbook/preview",
    "format": "json atau csv; csv memuat semua baris sekaligus, tanpa halaman",
}


_FIRST_YEAR, _LAST_YEAR = 2000, 2100

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100, examples=["kab-kupang"])]
Year = Annotated[int, Field(ge=_FIRST_YEAR, le=_LAST_YEAR, examples=[2024])]
# The one parameter whose name in the address ("from") no argument can bear.
From = Annotated[int | None, Query(alias="from", ge=_FIRST_YEAR, le=_LAST_YEAR, examples=[2024])]
Figure = Annotated[str, Field(pattern=r"^[0-9]{1,3}([.,][0-9]{1,2})?$", max_length=6, examples=["3.86"])]
Search = Annotated[str, Field(max_length=100, examples=["Kupang"])]
Kind = Literal["kabupaten", "kota", "provinsi", "kementerian", "lembaga"]
Province = Annotated[str, Field(pattern=r"^[0-9]{2}$", examples=["53"])]
PeerGroup = Literal["province", "kind", "near", "all"]
PeerOrder = Literal["name", "-name", "before", "-before", "index", "-index", "change", "-change"]
PageNumber = Annotated[int, Field(ge=1, le=100_000)]
Format = Literal["json", "csv"]

StageCode = Annotated[str, Field(pattern=r"^[a-z_]{1,20}$", examples=["mandiri"])]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,40}$", examples=["I1"])]
Ordinal = Annotated[int, Field(ge=1, le=1_000, examples=[1])]
TemplateName = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40, examples=["berita-acara"])]
FileName = Annotated[str, Field(pattern=r"^[a-z-]{1,40}\.[a-z]{3,4}$", examples=["laporan.pdf"])]
Seen = Annotated[str, Form(max_length=20_000)]
CellNames = Annotated[list[str], Form(max_length=400)]  # a stage has fewer cells
# A header, so that the same request sent again after a broken line is carried out once.
Key = Annotated[
    str | None, Header(alias="Idempotency-Key", min_length=1, max_length=100, pattern=r"^[!-~]+$")
]
