"""What still stands between a claim and its submission, each as a sentence with the field it belongs to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinerja.perhitungan import Keadaan
from organisasi.bahasa import daftar, tanggal
from rencana_aksi.models import Capaian, DataDukung, PernyataanTidakAda, RencanaAksi, SyaratDataDukung
from rencana_aksi.penilaian import nilai, realisasi_terhitung

# What the column of the percentage can hold.
PERSEN_TERBESAR = Decimal(99_999_999)


@dataclass(frozen=True, slots=True)
class Kekurangan:
    """`untuk` names the form field or the slot (its public id) that mends it."""

    untuk: str
    kalimat: str


def slot_kosong(capaian: Capaian) -> list[SyaratDataDukung]:
    """The obligatory slots of a claim that neither a document nor a declaration answers. Three queries."""
    berlaku = (model.objects.berlaku().filter(capaian=capaian) for model in (DataDukung, PernyataanTidakAda))
    terjawab = {pk for baris in berlaku for pk in baris.values_list("syarat_id", flat=True)}
    wajib = SyaratDataDukung.objects.filter(target_triwulan=capaian.target_triwulan_id, wajib=True)
    return [s for s in wajib if s.pk not in terjawab]


def kekurangan(capaian: Capaian, hari_ini: date) -> list[Kekurangan]:
    """Everything missing before this claim can be submitted (guideline III.A.b, III.C; R-21); empty when ready."""
    return [
        *_kurang_rencana(capaian),
        *_kurang_jendela(capaian, hari_ini),
        *_kurang_angka(capaian),
        *_kurang_isian(capaian, hari_ini),
        *(
            Kekurangan(str(s.public_id), f"Data dukung wajib “{s.uraian}” belum diunggah.")
            for s in slot_kosong(capaian)
        ),
    ]


def _kurang_rencana(capaian: Capaian) -> list[Kekurangan]:
    if capaian.target_triwulan.rencana_aksi.status == RencanaAksi.Status.DITETAPKAN:
        return []
    return [Kekurangan("", "Rencana Aksi indikator ini belum ditetapkan Camat. Isian Anda tetap tersimpan.")]


def _kurang_jendela(capaian: Capaian, hari_ini: date) -> list[Kekurangan]:
    tw = capaian.triwulan
    if tw.ditutup:
        return [Kekurangan("", tw.sebab_tutup)]
    if not tw.sudah_buka(hari_ini):
        return [Kekurangan("", f"{tw} baru dapat diajukan mulai {tanggal(tw.buka)}. Isian Anda tetap tersimpan.")]
    if tw.ditahan:
        return [Kekurangan("", tw.sebab_tahan)]
    return []


def _kurang_angka(capaian: Capaian) -> list[Kekurangan]:
    kurang = _kurang_sumber(capaian) if capaian.indikator.terhitung else []
    return kurang or _kurang_realisasi(capaian)


def _kurang_sumber(capaian: Capaian) -> list[Kekurangan]:
    terhitung = realisasi_terhitung(capaian)
    if terhitung.jumlah == 0:
        return [Kekurangan("realisasi", "Belum ada capaian sub kegiatan yang menjadi dasar hitung indikator ini.")]
    if terhitung.belum_sah:
        return [
            Kekurangan(
                "realisasi",
                f"Realisasi dihitung dari {terhitung.jumlah} sub kegiatan; {len(terhitung.belum_sah)} belum sah: "
                f"{daftar([c.indikator.nama for c in terhitung.belum_sah[:3]])}"
                f"{' dan lainnya' if len(terhitung.belum_sah) > 3 else ''}. Tunggu sampai semuanya disahkan.",
            )
        ]
    return []


def _kurang_realisasi(capaian: Capaian) -> list[Kekurangan]:
    if capaian.realisasi is None:
        return [Kekurangan("realisasi", "Realisasi belum diisi.")]
    hasil = nilai(capaian).hasil
    if hasil.keadaan != Keadaan.TERHITUNG:
        return [Kekurangan("realisasi", f"Capaian {hasil.keadaan.label}: periksa realisasi dan target triwulan ini.")]
    if hasil.persen > PERSEN_TERBESAR:
        return [Kekurangan("realisasi", "Capaian lebih dari seratus juta persen: periksa satuan realisasinya.")]
    return []


def _kurang_isian(capaian: Capaian, hari_ini: date) -> list[Kekurangan]:
    kurang = []
    if capaian.tanggal_data is None:
        kurang.append(Kekurangan("tanggal_data", "Tanggal data belum diisi: sampai tanggal berapa realisasi dihitung?"))
    elif capaian.tanggal_data > hari_ini:
        kurang.append(Kekurangan("tanggal_data", "Tanggal data tidak boleh sesudah hari ini."))
    if not capaian.analisis.strip():
        kurang.append(Kekurangan("analisis", "Analisis capaian belum diisi: apa yang dikerjakan dan apa hasilnya?"))
    return kurang
