"""What people fill in about invitations, roles and units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sasando.kernel.one_line import one_line
from sasando.organizations.faults import RejectedError
from sasando.organizations.models import Agency, Membership, Unit, User
from sasando.organizations.queries import standing_units, takers_of
from sasando.organizations.roles import today_in
from sasando.organizations.unit_rows import MOST_BYTES
from sasando.ui.numbers import grouped
from sasando.ui.words import text

if TYPE_CHECKING:
    _UnitChoice = forms.ModelChoiceField[Unit]
else:
    _UnitChoice = forms.ModelChoiceField


class UnitField(_UnitChoice):
    """One of an agency's units that stand, or the whole agency."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Unit.objects.none(), required=False, empty_label=_("seluruh instansi"), **options)

    def of(self, agency: Agency) -> None:
        self.queryset = standing_units(agency)


class NameField(forms.CharField):
    """A name of a person or a unit: one line of what can be seen."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class LongField(forms.CharField):
    """A text over several lines. What is too long is refused with its length: a box would cut its end off unsaid."""

    def __init__(self, *, rows: int, most: int, **options: Any) -> None:
        self._most = most
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "data-letters": most}), **options)

    def to_python(self, value: Any) -> str:
        """The end of a line is one letter, whichever way a browser sends it."""
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self._most:
            said = text("Terlalu panjang (%(length)s huruf); paling banyak %(most)s.")
            raise ValidationError(said % {"length": grouped(len(value)), "most": grouped(self._most)})


class InviteForm(forms.Form):
    """Somebody to invite, as what."""

    name = NameField(label=_("Nama"), max_length=200)
    email = forms.EmailField(label=_("Email"), max_length=254)
    role = forms.ChoiceField(label=_("Peran"), choices=Membership.Role.choices)
    unit = UnitField(label=_("Perangkat daerah"))

    def __init__(self, agency: Agency, data: Any = None, *, role: str = "") -> None:
        super().__init__(data, initial={"role": role or Membership.Role.ENTRY})
        self.fields["unit"].of(agency)  # type: ignore[attr-defined]


class AdminForm(forms.Form):
    """The first admin of an agency, or a further operator."""

    name = NameField(label=_("Nama"), max_length=200)
    email = forms.EmailField(label=_("Email"), max_length=254)


class AcceptForm(forms.Form):
    """Name and password of a new account."""

    name = NameField(label=_("Nama, seperti dalam surat dinas"), max_length=200)
    password1 = forms.CharField(
        label=_("Kata sandi"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )
    password2 = forms.CharField(
        label=_("Kata sandi, sekali lagi"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, email: str, *args: Any, **options: Any) -> None:
        self._email = email
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        first, second = found.get("password1"), found.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Kedua kata sandi tidak sama. Ketik lagi."))
        if first:
            try:
                validate_password(first, User(email=self._email, name=found.get("name", "")))
            except ValidationError as error:
                self.add_error("password1", error)
        return found


class DayInput(forms.DateInput):
    """The browser's own choice of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RoleForm(forms.Form):
    """A further role of a person."""

    role = forms.ChoiceField(label=_("Peran"), choices=Membership.Role.choices)
    unit = UnitField(label=_("Perangkat daerah"))
    valid_from = forms.DateField(label=_("Mulai"), widget=DayInput())
    valid_to = forms.DateField(label=_("Sampai"), widget=DayInput(), required=False)

    def __init__(self, agency: Agency, data: Any = None) -> None:
        super().__init__(
            data, initial={"role": Membership.Role.ENTRY, "valid_from": today_in(agency.timezone)}
        )
        self.fields["unit"].of(agency)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of a role."""

    last_day = forms.DateField(label=_("Hari terakhir"), widget=DayInput())


class HandOverForm(forms.Form):
    """Who takes over, and the note that goes with it."""

    taker = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Diserahkan kepada"),
        empty_label=None,
        error_messages={
            "invalid_choice": _("Penerima tidak bertugas di instansi ini sekarang. Beri ia peran dahulu.")
        },
    )
    note = LongField(label=_("Catatan"), rows=3, most=1000)

    def __init__(self, agency: Agency, giver: User, data: Any = None) -> None:
        super().__init__(data)
        self.fields["taker"].queryset = takers_of(agency, giver)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is done that is not done lightly."""

    reason = LongField(label=_("Alasan"), rows=2, most=500)


class UnitForm(forms.Form):
    """One unit. The code is asked for a new one alone; empty: made from the name."""

    name = NameField(label=_("Nama"), max_length=200)
    kind = forms.ChoiceField(label=_("Jenis"), choices=Unit.Kind.choices)
    parent = UnitField(label=_("Di bawah"))
    code = NameField(label=_("Kode"), max_length=40, required=False)

    def __init__(self, agency: Agency, unit: Unit | None = None, data: Any = None) -> None:
        initial: dict[str, Any] = {"kind": Unit.Kind.OFFICE}
        if unit is not None:
            initial = {"name": unit.name, "kind": unit.kind, "parent": unit.parent_id}
        super().__init__(data, initial=initial)
        self.fields["parent"].of(agency)  # type: ignore[attr-defined]
        if unit is not None:
            del self.fields["code"]


class ImportForm(forms.Form):
    """A list of units: a file, or pasted lines."""

    sheet = forms.FileField(
        label=_("Pilih berkas XLSX"),
        widget=forms.FileInput(attrs={"accept": ".xlsx", "data-most": MOST_BYTES // 1024**2}),
        required=False,
    )
    lines = LongField(label=_("Atau tempel daftarnya"), rows=8, most=400_000, required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not self.errors and not found.get("sheet") and not (found.get("lines") or "").strip():
            self.add_error("lines", _("Pilih berkas, atau tempel daftarnya di sini."))
        return found


def reject(form: forms.Form, error: RejectedError) -> None:
    """Show a refusal of the action in the form, at its field where it names one."""
    form.add_error(error.field if error.field in form.fields else None, str(error))
