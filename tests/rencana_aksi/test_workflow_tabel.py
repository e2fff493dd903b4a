"""Every step x every status x every role, against a table written by hand (security 1, no. 4, 5, 12)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from organisasi.models import Jejak, Penugasan
from rencana_aksi.kedudukan import MENYERTAI, Tindakan
from rencana_aksi.models import Capaian, Putusan
from rencana_aksi.models.capaian import Status
from rencana_aksi.workflow import TransisiDitolak
from tests import factories
from tests.rencana_aksi.conftest import ALASAN, buka_dokumen, langkah

PERAN = ("staf", "staf_lain", "kasi", "kasi_lain", "sekcam", "camat", "plh_camat", "anggota", "admin")

# "-" is PermissionDenied, "x" is TransisiDitolak, anything else is the status that the claim gets.
KODE = {
    "DR": Status.DRAF,
    "4": Status.DI_ESELON_IV,
    "3": Status.DI_ESELON_III,
    "CA": Status.DI_CAMAT,
    "K0": Status.KEMBALI_PENGISI,
    "K4": Status.KEMBALI_ESELON_IV,
    "K3": Status.KEMBALI_ESELON_III,
    "SAH": Status.SAH,
}

#                     staf  lain  kasi  k_lain sekcam camat plh   tim   admin
HARAPAN = {
    Status.DRAF: {
        "ajukan":         "4     -     3     -     -     -     -     -     -",
        "teruskan":       "-     -     x     -     x     x     x     -     -",
        "teruskan turun": "-     -     x     -     x     x     x     -     -",
        "teruskan naik":  "-     -     x     -     x     x     x     -     -",
        "sahkan":         "-     -     -     -     -     x     x     -     -",
        "sahkan koreksi": "-     -     -     -     -     x     x     -     -",
        "ke pengisi":     "-     -     x     -     x     x     x     -     -",
        "ke eselon iv":   "-     -     x     -     x     x     x     -     -",
        "ke eselon iii":  "-     -     x     -     x     x     x     -     -",
        "tarik":          "x     -     x     -     x     x     x     -     -",
        "batalkan":       "-     -     -     -     -     x     x     -     -",
    },
    Status.DI_ESELON_IV: {
        "ajukan":         "x     -     x     -     -     -     -     -     -",
        "teruskan":       "-     -     3     -     x     x     x     -     -",
        "teruskan turun": "-     -     3     -     x     x     x     -     -",
        "teruskan naik":  "-     -     3     -     x     x     x     -     -",
        "sahkan":         "-     -     -     -     -     x     x     -     -",
        "sahkan koreksi": "-     -     -     -     -     x     x     -     -",
        "ke pengisi":     "-     -     K0    -     x     x     x     -     -",
        "ke eselon iv":   "-     -     x     -     x     x     x     -     -",
        "ke eselon iii":  "-     -     x     -     x     x     x     -     -",
        "tarik":          "DR    -     x     -     x     x     x     -     -",
        "batalkan":       "-     -     -     -     -     x     x     -     -",
    },
    Status.DI_ESELON_III: {
        "ajukan":         "x     -     x     -     -     -     -     -     -",
        "teruskan":       "-     -     x     -     CA    x     x     -     -",
        "teruskan turun": "-     -     x     -     CA    x     x     -     -",
        "teruskan naik":  "-     -     x     -     CA    x     x     -     -",
        "sahkan":         "-     -     -     -     -     x     x     -     -",
        "sahkan koreksi": "-     -     -     -     -     x     x     -     -",
        "ke pengisi":     "-     -     x     -     K0    x     x     -     -",
        "ke eselon iv":   "-     -     x     -     K4    x     x     -     -",
        "ke eselon iii":  "-     -     x     -     x     x     x     -     -",
        "tarik":          "x     -     4     -     x     x     x     -     -",
        "batalkan":       "-     -     -     -     -     x     x     -     -",
    },
    Status.DI_CAMAT: {
        "ajukan":         "x     -     x     -     -     -     -     -     -",
        "teruskan":       "-     -     x     -     x     x     x     -     -",
        "teruskan turun": "-     -     x     -     x     x     x     -     -",
        "teruskan naik":  "-     -     x     -     x     x     x     -     -",
        "sahkan":         "-     -     -     -     -     SAH   SAH   -     -",
        "sahkan koreksi": "-     -     -     -     -     SAH   SAH   -     -",
        "ke pengisi":     "-     -     x     -     x     K0    K0    -     -",
        "ke eselon iv":   "-     -     x     -     x     K4    K4    -     -",
        "ke eselon iii":  "-     -     x     -     x     K3    K3    -     -",
        "tarik":          "x     -     x     -     3     x     x     -     -",
        "batalkan":       "-     -     -     -     -     x     x     -     -",
    },
    Status.KEMBALI_PENGISI: {
        "ajukan":         "4     -     3     -     -     -     -     -     -",
        "teruskan":       "-     -     x     -     x     x     x     -     -",
        "teruskan turun": "-     -     x     -     x     x     x     -     -",
        "teruskan naik":  "-     -     x     -     x     x     x     -     -",
        "sahkan":         "-     -     -     -     -     x     x     -     -",
        "sahkan koreksi": "-     -     -     -     -     x     x     -     -",
        "ke pengisi":     "-     -     x     -     x     x     x     -     -",
        "ke eselon iv":   "-     -     x     -     x     x     x     -     -",
        "ke eselon iii":  "-     -     x     -     x     x     x     -     -",
        "tarik":          "x     -     x     -     x     x     x     -     -",
        "batalkan":       "-     -     -     -     -     x     x     -     -",
    },
    Status.KEMBALI_ESELON_IV: {
        "ajukan":         "x     -     x     -     -     -     -     -     -",
        "teruskan":       "-     -     3     -     x     x     x     -     -",
        "teruskan turun": "-     -     3     -     x     x     x     -     -",
        "teruskan naik":  "-     -     3     -     x     x     x     -     -",
        "sahkan":         "-     -     -     -     -     x     x     -     -",
        "sahkan koreksi": "-     -     -     -     -     x     x     -     -",
        "ke pengisi":     "-     -     K0    -     x     x     x     -     -",
        "ke eselon iv":   "-     -     x     -     x     x     x     -     -",
        "ke eselon iii":  "-     -     x     -     x     x     x     -     -",
        "tarik":          "x     -     x     -     x     x     x     -     -",
        "batalkan":       "-     -     -     -     -     x     x     -     -",
    },
    Status.KEMBALI_ESELON_III: {
        "ajukan":         "x     -     x     -     -     -     -     -     -",
        "teruskan":       "-     -     x     -     CA    x     x     -     -",
        "teruskan turun": "-     -     x     -     CA    x     x     -     -",
        "teruskan naik":  "-     -     x     -     CA    x     x     -     -",
        "sahkan":         "-     -     -     -     -     x     x     -     -",
        "sahkan koreksi": "-     -     -     -     -     x     x     -     -",
        "ke pengisi":     "-     -     x     -     K0    x     x     -     -",
        "ke eselon iv":   "-     -     x     -     K4    x     x     -     -",
        "ke eselon iii":  "-     -     x     -     x     x     x     -     -",
        "tarik":          "x     -     x     -     x     x     x     -     -",
        "batalkan":       "-     -     -     -     -     x     x     -     -",
    },
    Status.SAH: {
        "ajukan":         "x     -     x     -     -     -     -     -     -",
        "teruskan":       "-     -     x     -     x     x     x     -     -",
        "teruskan turun": "-     -     x     -     x     x     x     -     -",
        "teruskan naik":  "-     -     x     -     x     x     x     -     -",
        "sahkan":         "-     -     -     -     -     x     x     -     -",
        "sahkan koreksi": "-     -     -     -     -     x     x     -     -",
        "ke pengisi":     "-     -     x     -     x     x     x     -     -",
        "ke eselon iv":   "-     -     x     -     x     x     x     -     -",
        "ke eselon iii":  "-     -     x     -     x     x     x     -     -",
        "tarik":          "x     -     x     -     x     x     x     -     -",
        "batalkan":       "-     -     -     -     -     CA    CA    -     -",
    },
}  # fmt: skip


def _isi(nama, dokumen):
    return {
        "ajukan": (Tindakan.AJUKAN, {}),
        "teruskan": (Tindakan.TERUSKAN, {}),
        "teruskan turun": (Tindakan.TERUSKAN, {**ALASAN, "nilai": Decimal(90)}),
        "teruskan naik": (Tindakan.TERUSKAN, {**ALASAN, "nilai": Decimal("99.5"), "dokumen": [dokumen]}),
        "sahkan": (Tindakan.SAHKAN, {}),
        "sahkan koreksi": (Tindakan.SAHKAN, {**ALASAN, "nilai": Decimal(90)}),
        "ke pengisi": (Tindakan.KEMBALIKAN, {**ALASAN, "tujuan": Status.KEMBALI_PENGISI}),
        "ke eselon iv": (Tindakan.KEMBALIKAN, {**ALASAN, "tujuan": Status.KEMBALI_ESELON_IV}),
        "ke eselon iii": (Tindakan.KEMBALIKAN, {**ALASAN, "tujuan": Status.KEMBALI_ESELON_III}),
        "tarik": (Tindakan.TARIK, {}),
        "batalkan": (Tindakan.BATALKAN, ALASAN),
    }[nama]


def _orang(office, siapa):
    if siapa != "plh_camat":
        return getattr(office, siapa)
    factories.penugasan(
        pegawai=office.kasi_lain,
        jabatan=office.jabatan_camat,
        kapasitas=Penugasan.Kapasitas.PLH,
        mulai=date(2023, 6, 20),
        selesai=date(2023, 6, 30),
    )
    return office.kasi_lain


def _isi_basis_data():
    return (
        list(Capaian.objects.order_by("pk").values_list()),
        list(Capaian.penyusun.through.objects.order_by("pk").values_list()),
        list(Putusan.objects.order_by("pk").values_list()),
        list(Jejak.objects.values_list()),
    )


def _coba(tindakan, klaim, oleh, isi):
    """What came of a step; a refusal must leave everything as it was."""
    buka_dokumen(klaim, oleh)
    sebelum = _isi_basis_data()
    try:
        langkah(tindakan, klaim, oleh, **isi)
    except PermissionDenied:
        hasil = "-"
    except TransisiDitolak:
        hasil = "x"
    else:
        return Status(Capaian.objects.get(pk=klaim.pk).status)
    assert _isi_basis_data() == sebelum
    return hasil


@pytest.mark.parametrize("nama", list(HARAPAN[Status.DRAF]))
@pytest.mark.parametrize("status", list(HARAPAN))
def test_langkah_menurut_tabel(status, nama, office, dokumen, di_status):
    klaim = di_status(status)
    tindakan, isi = _isi(nama, dokumen)

    hasil = {}
    for siapa in PERAN:
        titik = transaction.savepoint()
        hasil[siapa] = _coba(tindakan, klaim, _orang(office, siapa), isi)
        transaction.savepoint_rollback(titik)

    harapan = [KODE.get(kode, kode) for kode in HARAPAN[status][nama].split()]
    assert hasil == dict(zip(PERAN, harapan, strict=True))


def test_tabel_memuat_semua_status_dan_tindakan():
    assert set(HARAPAN) == set(Status)
    assert {_isi(nama, None)[0] for nama in HARAPAN[Status.DRAF]} == set(Tindakan) - set(MENYERTAI)
