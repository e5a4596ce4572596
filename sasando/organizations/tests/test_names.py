"""How names are compared, without a database."""

from __future__ import annotations

import pytest

from sasando.organizations.names import bare_key, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kab. Kupang", "Pemerintah Kabupaten Kupang"),
        ("Pemerintah Kab. Kupang", "KABUPATEN KUPANG"),
        ("Pemkab Kupang", "Kabupaten Kupang"),
        ("Pemkot Kupang", "Pemerintah Kota Kupang"),
        ("KemenPANRB", "Kementerian PANRB"),
        ("Kemen PANRB", "Kementrian PANRB"),
        ("Bau-Bau", "Baubau"),
        ("Tanjung Pinang", "Tanjungpinang"),
        ("Palangkaraya", "Palangka Raya"),
        ("Prov. Kep. Bangka Belitung", "Pemerintah Provinsi Kepulauan Bangka Belitung"),
        ("Perpustakaan Nasional RI", "Perpustakaan Nasional Republik Indonesia"),
    ],
)
def test_two_spellings_of_one_agency_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kabupaten Kupang", "Kota Kupang"), ("Banyuasin", "Musi Banyuasin"), ("Papua", "Papua Barat")],
)
def test_two_agencies_keep_two_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_name_without_its_kind_is_shared_by_regency_and_city() -> None:
    assert bare_key("Kabupaten Kupang") == bare_key("Kota Kupang") == "kupang"


def test_name_that_is_only_silent_words_still_has_a_key() -> None:
    assert name_key("Pemerintah") == "pemerintah"
    assert name_key("!!!") == ""
