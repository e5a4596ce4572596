"""One thing spoiled in the sample file, and the sentence that must name it."""

from __future__ import annotations

from typing import NamedTuple


class Spoiled(NamedTuple):
    """`old` becomes `new`; then a fault at `path` contains `sentence`."""

    old: str
    new: str
    path: str
    sentence: str


I1 = "tree.children[0].children[0]"
I2 = "tree.children[0].children[1]"

SHAPE = [
    Spoiled(
        '"20/3"',
        "6.67",
        f"{I1}.weight",
        '6.67 adalah bilangan float; tulis sebagai teks dalam tanda kutip: "6.67"',
    ),
    Spoiled('"20/3"', '"dua puluh"', f"{I1}.weight", "'dua puluh' bukan bilangan"),
    Spoiled(
        "law: Peraturan contoh",
        "lew: Peraturan contoh",
        "lew",
        'kunci "lew" tidak dikenal; mungkin maksudnya "law"',
    ),
    Spoiled("law: Peraturan contoh\n", "", "law", '"law" tidak ada atau kosong; tambahkan'),
    Spoiled("law: Peraturan contoh", "law:", "law", '"law" tidak ada atau kosong; tambahkan'),
    Spoiled("law: Peraturan contoh", "law: [a, b]", "law", "di sini diperlukan satu teks"),
    Spoiled("name: Dua", "nme: Dua", f"{I2}.nme", 'mungkin maksudnya "name"'),
    Spoiled(
        "confidence: contoh",
        "confidence: contoh\nconfidence: lagi",
        "confidence",
        "kunci ini ditulis dua kali",
    ),
    Spoiled("confidence: contoh", "confidence: &a contoh", "confidence", "jangkar"),
    Spoiled("confidence: contoh", "confidence: contoh\n? [a]\n: b", "", "kunci harus satu kata"),
    Spoiled(
        "status: official",
        "status: resmi",
        "status",
        "'resmi': bukan pilihan yang dikenal; pilih salah satu: official, secondary, draft, memory",
    ),
    Spoiled(
        "status: memory}}\n          hints",
        "status: yakin}}\n          hints",
        f"{I2}.criteria.2.status",
        "'yakin'",
    ),
    Spoiled("kind: integer", "kind: bulat", "values.kind", "pilih salah satu: integer, decimal"),
    Spoiled("scorable: true", "scorable: ya", "scorable", "di sini diperlukan true atau false"),
    Spoiled("first_year: 2021\n", "", "first_year", "tulis tahun evaluasi pertama"),
    Spoiled("first_year: 2021", "first_year: awal", "first_year", "'awal' bukan bilangan bulat"),
    Spoiled(
        "stages: [mandiri, visitasi]", "stages: mandiri", "tracks[0].stages", "di sini diperlukan daftar"
    ),
    Spoiled(
        "general_questions: [Apa kabar]",
        "general_questions: [{a: b}]",
        "general_questions[0]",
        "di sini diperlukan satu teks",
    ),
    Spoiled(
        "notes: [{subject: Catatan, text: Isi catatan}]",
        "notes: [catatan]",
        "notes[0]",
        "di sini diperlukan pasangan kunci: nilai; tulis kunci subject, text",
    ),
    Spoiled(
        "criteria: {1: Belum,",
        "criteria: {satu: Belum,",
        f"{I2}.criteria.satu",
        "'satu' bukan bilangan bulat",
    ),
    Spoiled(
        "criteria: {1: Belum,",
        'criteria: {1: Belum, "01": Lagi,',
        f"{I2}.criteria.01",
        "tingkat 1 ditulis dua kali",
    ),
    Spoiled("criteria: {1: Belum,", "criteria: {1: ,", f"{I2}.criteria.1", "teks tingkat ini kosong"),
    Spoiled(
        "criteria: {1: Belum, 2: {text: Sudah, status: memory}}",
        "criteria: belum",
        f"{I2}.criteria",
        "di sini diperlukan pasangan",
    ),
    Spoiled("{level: 2, asked", "{asked", f"{I2}.hints[0].level", '"level" tidak ada'),
    Spoiled("  list:", '  grid: "0"\n  list:', "bands.grid", "kisi harus lebih besar dari 0"),
    Spoiled(
        'low: {value: "1", inclusive: true}', 'low: "1"', "bands.list[0].low", "tulis kunci value, inclusive"
    ),
    Spoiled(
        "criteria_group: umum",
        "criteria_group: khusus",
        f"{I1}.criteria_group",
        'kelompok kriteria "khusus" tidak ada; yang ada: umum',
    ),
    Spoiled(
        "scale: proses",
        "scale: proses\n          criteria_group: umum",
        f"{I2}.criteria_group",
        "tidak dipakai bersama",
    ),
]

RELATIONS = [
    Spoiled("key: contoh-2021", "key: Contoh 2021", "key", "bukan kunci"),
    Spoiled("last_year: 2025", "last_year: 2020", "last_year", "mendahului tahun pertama"),
    Spoiled(
        'low: "1", high: "5", out', 'low: "5", high: "1", out', "values", "low tidak lebih kecil dari high"
    ),
    Spoiled('low: "1", high: "5", out', 'low: "1", high: "5.5", out', "values", "harus bilangan bulat"),
    Spoiled('outside_empty: "1"', 'outside_empty: "0"', "values.outside_empty", "di luar low sampai high"),
    Spoiled(
        "sources: [{id: S1, what: karangan, where: di sini, used_for: uji}]",
        "sources: []",
        "sources",
        "tidak ada sumber",
    ),
    Spoiled(
        "sources: [",
        "sources: [{id: S1, what: lain, used_for: uji}, ",
        "sources",
        'id sumber "S1" dipakai dua kali',
    ),
    Spoiled("code: visitasi", "code: mandiri", "stages", 'tahap "mandiri" ditulis dua kali'),
    Spoiled(
        "stages: [mandiri, visitasi]",
        "stages: [mandiri, dokumen]",
        "tracks[0].stages",
        'tahap "dokumen" tidak ada; tahap yang ada: mandiri, visitasi',
    ),
    Spoiled(
        "stages: [mandiri, visitasi]", "stages: [mandiri, mandiri]", "tracks[0].stages", "disebut dua kali"
    ),
    Spoiled("stages: [mandiri, visitasi]", "stages: []", "tracks[0].stages", "tanpa tahap"),
    Spoiled(
        "tracks:\n",
        "tracks:\n  - {code: evaluasi, name: Lagi, stages: [mandiri]}\n",
        "tracks",
        'jalur "evaluasi" ditulis dua kali',
    ),
    Spoiled(
        "tracks:\n  - {code: evaluasi, name: Evaluasi, stages: [mandiri, visitasi]}\n",
        "",
        "tracks",
        "memerlukan jalur",
    ),
    Spoiled("code: I2", "code: I1", f"{I2}.code", 'kode "I1" sudah dipakai di tree.children[0].children[0]'),
    Spoiled('number: "2"', 'number: "1"', f"{I2}.number", 'nomor indicator "1" sudah dipakai'),
    Spoiled('          number: "2"\n', "", f"{I2}.number", "I2 tidak bernomor"),
    Spoiled('weight: "100"', 'weight: "99"', "tree.weight", "bobot akar 99, bukan 100"),
    Spoiled(
        'weight: "100/3"',
        'weight: "33"',
        "tree.children[0].weight",
        "bobot A1 40, tetapi jumlah bobot di bawahnya 119/3",
    ),
    Spoiled('weight: "20/3", ', "", f"{I1}.weight", 'I1 tanpa bobot; tulis bobotnya, mis. "2.50"'),
    Spoiled('weight: "20/3"', 'weight: "-20/3"', f"{I1}.weight", "tidak lebih besar dari 0"),
    Spoiled(
        "items_max: 2",
        "items_max: 3",
        "tree.children[1].items_max",
        "items_max I3 3, tetapi butir (kind: item) di bawahnya 2",
    ),
    Spoiled(
        "criteria: {1: Belum,",
        "criteria: {6: Belum,",
        f"{I2}.criteria.6",
        "kriteria tingkat 6 di luar batas nilai; tingkat 1 sampai 5 saja",
    ),
    Spoiled("{level: 2,", "{level: 0,", f"{I2}.hints[0].level", "petunjuk tingkat 0 di luar batas nilai"),
    Spoiled("scale: proses", "scale: layanan", f"{I2}.scale", '"layanan" tidak ada; yang ada: proses'),
    Spoiled(
        "evidence_group: kebijakan", "evidence_group: lain", f"{I2}.evidence_group", "yang ada: kebijakan"
    ),
    Spoiled("scale: proses", 'scale: proses\n          low: "5"', I2, "I2: low tidak lebih kecil dari high"),
]
