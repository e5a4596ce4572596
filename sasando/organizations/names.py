"""How names of agencies are compared: pure text, no database.

People write "Kab. Kupang", "Pemerintah Kabupaten Kupang", "KemenPANRB" or "Bau-Bau"; the tables print
yet other spellings. Two names are the same when their keys are equal.
"""

from __future__ import annotations

import re
import unicodedata

_SPELLED_OUT = {
    "kab": "kabupaten",
    "kabupatan": "kabupaten",
    "prov": "provinsi",
    "propinsi": "provinsi",
    "kep": "kepulauan",
    "kementrian": "kementerian",
    "kemen": "kementerian",
    "ri": "republik indonesia",
}
_SILENT = {"pemerintah", "pemkab", "pemkot", "pemprov", "pemda", "daerah"}
_LEADING = {"pemkab": "kabupaten", "pemkot": "kota", "pemprov": "provinsi"}
KIND_WORDS = ("kabupaten", "kota", "provinsi", "kementerian")


def words(name: str) -> list[str]:
    """The words of a name as they are compared: lower case, no accents or marks, short forms spelled out."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    found = re.findall(r"[a-z0-9]+", text.replace("&", " dan "))
    if found and found[0] in _LEADING:
        found[0] = _LEADING[found[0]]
    spelled = [part for word in found for part in _SPELLED_OUT.get(word, word).split()]
    kept = [word for word in spelled if word not in _SILENT]
    return kept or spelled


def name_key(name: str) -> str:
    """The key under which a name is found: its words without gaps, so that "Bau-Bau" is "Baubau"."""
    key = "".join(words(name))
    if key.startswith("kemen") and not key.startswith("kementerian"):
        return "kementerian" + key.removeprefix("kemen")
    return key


def bare_key(name: str) -> str:
    """The key of a name without its kind: of both "Kabupaten Kupang" and "Kota Kupang" it is "kupang"."""
    found = words(name)
    rest = [word for word in found if word not in KIND_WORDS and word != "administrasi"]
    return "".join(rest) or "".join(found)
