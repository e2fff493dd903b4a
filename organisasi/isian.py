"""Form fields that read and show values as Indonesians write them (UX-61, UX-63, UX-66)."""

from datetime import date, datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from . import bahasa
from .nip import NipKeliru, baca_nip


def _desimal(nilai: Decimal) -> int:
    """Number of decimals that say something: 1 for 85.40."""
    return len(f"{nilai:f}".partition(".")[2].rstrip("0"))


class AngkaField(forms.Field):
    """A Decimal typed the Indonesian way; at most `presisi` decimals, `satuan` is named in the messages."""

    widget = forms.TextInput
    default_error_messages = {"required": "Angka belum diisi. Tulis misalnya 87,5 atau 1.234,56."}

    def __init__(
        self,
        *,
        presisi: int | None = None,
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        satuan: str = "",
        **kwargs,
    ):
        self.presisi, self.min_value, self.max_value, self.satuan = presisi, min_value, max_value, satuan
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value):
        if not isinstance(value, Decimal | int):
            return value
        return self._tampil(Decimal(value))

    def to_python(self, value) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        teks = str(value)
        if not teks.strip():
            return None
        try:
            return bahasa.baca_angka(teks)
        except bahasa.TidakTerbaca as keluhan:
            raise ValidationError(str(keluhan), code="invalid") from keluhan

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.presisi is not None and _desimal(value) > self.presisi:
            raise ValidationError(self._keluhan_presisi(value), code="presisi")
        if self.min_value is not None and value < self.min_value:
            raise ValidationError(self._keluhan_batas(value, "kurang dari", self.min_value), code="min_value")
        if self.max_value is not None and value > self.max_value:
            raise ValidationError(self._keluhan_batas(value, "lebih dari", self.max_value), code="max_value")

    def _tampil(self, nilai: Decimal) -> str:
        # Never fewer decimals than the value has: showing a rounded value would save it rounded.
        return bahasa.angka(nilai, max(self.presisi or 0, _desimal(nilai)))

    def _keluhan_presisi(self, nilai: Decimal) -> str:
        boleh = f"paling banyak {self.presisi} angka di belakang koma" if self.presisi else "bilangan bulat"
        return f"{self._tampil(nilai)} terlalu rinci. Tulis {boleh}."

    def _keluhan_batas(self, nilai: Decimal, hubungan: str, batas: Decimal | int) -> str:
        jarak = "" if self.satuan in ("", "%") else " "
        teks_batas = f"{bahasa.angka(batas, _desimal(Decimal(batas)))}{jarak}{self.satuan}"
        return f"{self._tampil(nilai)} {hubungan} batas {teks_batas}. Periksa kembali angkanya."


class TanggalInput(forms.TextInput):
    """The browser's date picker; it blanks what it cannot show, so unreadable text gets a plain input."""

    input_type = "date"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if value and not _is_iso(str(value)):
            context["widget"]["type"] = "text"
        return context


def _is_iso(teks: str) -> bool:
    try:
        return date.fromisoformat(teks).isoformat() == teks
    except ValueError:
        return False


class TanggalField(forms.Field):
    """A date from the browser's picker or typed, day first; never read as American."""

    widget = TanggalInput
    default_error_messages = {"required": "Tanggal belum diisi. Tulis misalnya 22 Agustus 2026."}

    def prepare_value(self, value):
        if isinstance(value, datetime):
            return timezone.localtime(value).date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        try:
            return bahasa.baca_tanggal(value).isoformat() if value else value
        except bahasa.TidakTerbaca:
            return value

    def to_python(self, value) -> date | None:
        if isinstance(value, datetime):
            return timezone.localtime(value).date()
        if isinstance(value, date):
            return value
        if value is None or not value.strip():
            return None
        try:
            return bahasa.baca_tanggal(value)
        except bahasa.TidakTerbaca as keluhan:
            raise ValidationError(str(keluhan), code="invalid") from keluhan


class NipField(forms.Field):
    """A NIP typed with or without grouping; cleans to 18 digits, or None, since honorary staff have none."""

    widget = forms.TextInput
    default_error_messages = {"required": "NIP belum diisi. Tulis misalnya 19770329 200801 1 008."}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": "numeric", "autocomplete": "off"}

    def prepare_value(self, value):
        return bahasa.nip(value) if value else value

    def to_python(self, value) -> str | None:
        if value is None or not value.strip():
            return None
        try:
            return baca_nip(value, timezone.localdate()).nomor
        except NipKeliru as keluhan:
            raise ValidationError(str(keluhan), code="nip") from keluhan
