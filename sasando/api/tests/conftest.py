"""The people of Kabupaten Kupang and the open first stage of an evaluation, for every test of the API that asks."""

from __future__ import annotations

from sasando.evaluations.testing import mandiri, people

__all__ = ["mandiri", "people"]
