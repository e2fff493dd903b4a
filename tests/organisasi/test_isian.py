from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django import forms
from django.utils import formats

from organisasi.isian import AngkaField, NipField, TanggalField


class FormContoh(forms.Form):
    realisasi = AngkaField(presisi=2, min_value=0, max_value=100, satuan="%")
    pagu = AngkaField(required=False, min_value=Decimal("0.5"), satuan="orang")
    batas = TanggalField()
    nip = NipField(required=False)


def _isi(**ganti):
    return {"realisasi": "87,5", "pagu": "", "batas": "2026-08-22", "nip": ""} | ganti


def test_form_reads_indonesian_input():
    form = FormContoh(_isi(pagu="1.500", batas="22 Agustus 2026", nip="19770329 200801 1 008"))

    assert form.is_valid()
    assert form.cleaned_data == {
        "realisasi": Decimal("87.5"),
        "pagu": Decimal(1500),
        "batas": date(2026, 8, 22),
        "nip": "197703292008011008",
    }


@pytest.mark.parametrize("kosong", ["", "  ", "\u00a0"])
def test_form_gives_none_for_optional_fields_left_empty(kosong):
    form = FormContoh(_isi(pagu=kosong, nip=kosong))

    assert form.is_valid()
    assert (form.cleaned_data["pagu"], form.cleaned_data["nip"]) == (None, None)


def test_form_without_required_values_says_what_to_write():
    form = FormContoh({})

    assert form.errors == {
        "realisasi": ["Angka belum diisi. Tulis misalnya 87,5 atau 1.234,56."],
        "batas": ["Tanggal belum diisi. Tulis misalnya 22 Agustus 2026."],
    }


@pytest.mark.parametrize(
    ("nama", "teks", "kalimat"),
    [
        ("realisasi", "12,3,4", "“12,3,4” tidak terbaca sebagai angka. Tulis misalnya 87,5 atau 1.234,56."),
        ("realisasi", "87,555", "87,555 terlalu rinci. Tulis paling banyak 2 angka di belakang koma."),
        ("realisasi", "-1", "-1,00 kurang dari batas 0%. Periksa kembali angkanya."),
        ("realisasi", "100,5", "100,50 lebih dari batas 100%. Periksa kembali angkanya."),
        ("pagu", "0,25", "0,25 kurang dari batas 0,5 orang. Periksa kembali angkanya."),
        (
            "batas",
            "12/25/2026",
            "“12/25/2026” memuat bulan ke-25, padahal tanggal ditulis hari lebih dahulu. "
            "Tulis misalnya 22 Agustus 2026 atau 22-08-2026.",
        ),
        ("nip", "123", "NIP harus 18 angka, yang tertulis 3 angka. Tulis misalnya 19770329 200801 1 008."),
    ],
)
def test_form_refuses_with_a_sentence_and_keeps_what_was_typed(nama, teks, kalimat):
    form = FormContoh(_isi(**{nama: teks}))

    assert form.errors == {nama: [kalimat]}
    assert form[nama].value() == teks
    assert f'value="{teks}"' in str(form[nama])


@pytest.mark.parametrize("teks", ["87,50", "87,5000", "0", "100", "1.0"])
def test_angka_at_the_edges_is_taken(teks):
    assert FormContoh(_isi(realisasi=teks)).is_valid()


def test_angka_zero_is_a_value():
    assert AngkaField().clean("0") == Decimal(0)
    assert AngkaField().clean(Decimal(0)) == Decimal(0)


def test_angka_without_decimals_asks_for_a_whole_number():
    with pytest.raises(forms.ValidationError, match=r"^\['87,5 terlalu rinci\. Tulis bilangan bulat\.'\]$"):
        AngkaField(presisi=0).clean("87,5")


@pytest.mark.parametrize(
    ("presisi", "nilai", "teks"),
    [
        (2, Decimal("85.4000"), "85,40"),
        (2, Decimal("85.4567"), "85,4567"),
        (None, Decimal("85.4000"), "85,4"),
        (None, Decimal("1500.00"), "1.500"),
        (0, 1500, "1.500"),
        (2, "12,3,4", "12,3,4"),
        (2, None, None),
    ],
)
def test_angka_shows_stored_values_in_indonesian_form(presisi, nilai, teks):
    assert AngkaField(presisi=presisi).prepare_value(nilai) == teks


def test_angka_input_asks_for_the_decimal_keyboard():
    html = str(FormContoh(initial={"realisasi": Decimal("1234.5")})["realisasi"])

    assert 'type="text"' in html
    assert 'inputmode="decimal"' in html
    assert 'autocomplete="off"' in html
    assert 'value="1.234,50"' in html


def test_form_shown_and_sent_back_has_not_changed():
    awal = {
        "realisasi": Decimal("87.5000"),
        "pagu": Decimal("1500.00"),
        "batas": date(2026, 8, 22),
        "nip": "197703292008011008",
    }
    tampil = FormContoh(initial=awal)

    kembali = FormContoh({nama: tampil[nama].value() for nama in awal}, initial=awal)

    assert kembali.changed_data == []
    assert kembali.is_valid()
    assert kembali.cleaned_data == awal


@pytest.mark.parametrize(
    "nilai", [date(2026, 8, 22), datetime(2026, 8, 21, 17, 0, tzinfo=UTC), "22 Agustus 2026"]
)
def test_tanggal_goes_to_the_picker_as_iso(nilai):
    html = str(FormContoh(initial={"batas": nilai})["batas"])

    assert 'type="date"' in html
    assert 'value="2026-08-22"' in html


def test_tanggal_that_cannot_be_read_goes_to_a_plain_input():
    # A date picker would show it as blank, and the typing would be lost.
    assert 'type="text"' in str(FormContoh(_isi(batas="31 Februari 2026"))["batas"])


@pytest.mark.parametrize("nilai", [date(2026, 8, 22), datetime(2026, 8, 21, 17, 0, tzinfo=UTC)])
def test_tanggal_takes_values_that_are_dates_already(nilai):
    assert TanggalField().clean(nilai) == date(2026, 8, 22)


def test_nip_is_shown_grouped():
    html = str(FormContoh(initial={"nip": "197703292008011008"})["nip"])

    assert 'value="19770329 200801 1 008"' in html
    assert 'inputmode="numeric"' in html


@time_machine.travel("2026-11-22 04:00:00Z")
def test_nip_is_checked_for_today():
    with pytest.raises(forms.ValidationError, match="2028, masih terlalu jauh"):
        NipField().clean("19770329 202801 1 008")


def test_django_itself_prints_full_indonesian_dates_and_leaves_numbers_alone():
    assert formats.date_format(date(2026, 11, 22)) == "22 November 2026"
    assert formats.date_format(date(2026, 11, 22), "SHORT_DATE_FORMAT") == "22-11-2026"
    assert formats.localize(2026) == "2026"
    assert formats.localize(Decimal("96.25")) == "96,25"


def test_django_itself_never_reads_month_before_day():
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean("12/25/2026")
    assert forms.DateField().clean("03/04/2026") == date(2026, 4, 3)
