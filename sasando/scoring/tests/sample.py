"""One small, faultless instrument file, for tests that spoil one thing in it."""

from __future__ import annotations

SAMPLE = """
key: contoh-2021
version: "1"
name: Instrumen contoh
short_name: Contoh
law: Peraturan contoh
status: official
scorable: true
first_year: 2021
last_year: 2025
values: {kind: integer, low: "1", high: "5", outside_empty: "1"}
bands:
  list:
    - {name: Kurang, low: {value: "1", inclusive: true}, high: {value: "2.6", inclusive: false}}
    - {name: Baik, low: {value: "2.6", inclusive: true}, high: {value: "5", inclusive: true}}
scales:
  proses: {1: Rintisan, 2: {name: Terkelola, status: memory}}
stages:
  - {code: mandiri, name: Penilaian Mandiri}
  - {code: visitasi, name: Visitasi, optional: true, note: bila perlu}
tracks:
  - {code: evaluasi, name: Evaluasi, stages: [mandiri, visitasi]}
general_questions: [Apa kabar]
evidence_groups:
  kebijakan: {1: Draf}
criteria_groups:
  umum: {status: draft, levels: {1: Belum ada, 2: Ada}}
tree:
  code: INDEX
  kind: index
  name: Indeks
  weight: "100"
  children:
    - code: A1
      kind: aspect
      number: "1"
      name: Aspek satu
      weight: "40"
      status: secondary
      children:
        - {code: I1, kind: indicator, number: "1", name: Satu, weight: "20/3", criteria_group: umum}
        - code: I2
          kind: indicator
          number: "2"
          name: Dua
          weight: "100/3"
          scale: proses
          evidence_group: kebijakan
          aliases: [Nama lain]
          criteria: {1: Belum, 2: {text: Sudah, status: memory}}
          hints:
            - {level: 2, asked: Surat keputusan, often_rejected: Draf, source: uji}
    - code: I3
      kind: indicator
      number: "3"
      name: Tiga
      weight: "60.00"
      items_max: 2
      children:
        - {code: I3.1, kind: item, number: "3", name: Butir satu, weight: "30"}
        - {code: I3.2, kind: item, number: "3-2", name: Butir dua, weight: "30"}
formula: rata-rata berbobot
history: [Ditetapkan 2020]
notes: [{subject: Catatan, text: Isi catatan}]
confidence: contoh
sources: [{id: S1, what: karangan, where: di sini, used_for: uji}]
source_differences: [tidak ada]
"""
