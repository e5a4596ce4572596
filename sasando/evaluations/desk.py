"""What the evaluations add to the staff's menu, to what waits for a person and to what is going on in an agency."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from sasando.evaluations.grants import ADMIN, ASSESSOR, COORDINATOR, ENTRY, LEADER, RESPONSIBLE
from sasando.evaluations.overview import overview
from sasando.evaluations.waiting import waiting
from sasando.organizations.desk import MenuEntry

_INSIDE = frozenset({ADMIN, COORDINATOR, RESPONSIBLE, ASSESSOR, ENTRY, LEADER})
MENU = [
    MenuEntry(_("Posisi"), "position", roles=_INSIDE, rank=5),
    MenuEntry(_("Evaluasi"), "evaluations", rank=10),
]
WAITING = [waiting]
OVERVIEWS = [overview]
