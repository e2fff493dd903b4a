"""What the ladder allows: from which status to which, who, and why not now. Nothing here writes."""

from django.utils.text import Truncator

from organisasi.bahasa import daftar
from rencana_aksi.jalur import jalur_ajukan
from rencana_aksi.kedudukan import Kedudukan, Tindakan
from rencana_aksi.kelengkapan import kekurangan
from rencana_aksi.models import DataDukung
from rencana_aksi.models.capaian import MEJA_STATUS, Meja, Status
from rencana_aksi.penilaian import realisasi_terhitung, yang_bertumpu
from rencana_aksi.permissions import boleh_menelaah, boleh_mengisi, is_camat

# From which status to which. Where more than one target stands, the person or the ladder chooses among them.
TRANSISI: dict[Tindakan, dict[Status, tuple[Status, ...]]] = {
    Tindakan.AJUKAN: {
        Status.DRAF: (Status.DI_ESELON_IV, Status.DI_ESELON_III),
        Status.KEMBALI_PENGISI: (Status.DI_ESELON_IV, Status.DI_ESELON_III, Status.DI_CAMAT),
    },
    Tindakan.TERUSKAN: {
        Status.DI_ESELON_IV: (Status.DI_ESELON_III,),
        Status.KEMBALI_ESELON_IV: (Status.DI_ESELON_III, Status.DI_CAMAT),
        Status.DI_ESELON_III: (Status.DI_CAMAT,),
        Status.KEMBALI_ESELON_III: (Status.DI_CAMAT,),
    },
    Tindakan.SAHKAN: {Status.DI_CAMAT: (Status.SAH,)},
    Tindakan.KEMBALIKAN: {
        Status.DI_ESELON_IV: (Status.KEMBALI_PENGISI,),
        Status.KEMBALI_ESELON_IV: (Status.KEMBALI_PENGISI,),
        Status.DI_ESELON_III: (Status.KEMBALI_ESELON_IV, Status.KEMBALI_PENGISI),
        Status.KEMBALI_ESELON_III: (Status.KEMBALI_ESELON_IV, Status.KEMBALI_PENGISI),
        Status.DI_CAMAT: (Status.KEMBALI_ESELON_III, Status.KEMBALI_ESELON_IV, Status.KEMBALI_PENGISI),
    },
    # Back to where the last rung came from.
    Tindakan.TARIK: {
        Status.DI_ESELON_IV: (Status.DRAF, Status.KEMBALI_PENGISI),
        Status.DI_ESELON_III: (Status.DRAF, Status.KEMBALI_PENGISI, Status.DI_ESELON_IV, Status.KEMBALI_ESELON_IV),
        Status.DI_CAMAT: (
            Status.DI_ESELON_III,
            Status.KEMBALI_ESELON_III,
            Status.KEMBALI_ESELON_IV,
            Status.KEMBALI_PENGISI,
        ),
    },
    Tindakan.BATALKAN: {Status.SAH: (Status.DI_CAMAT,)},
}

NAIK = (Tindakan.AJUKAN, Tindakan.TERUSKAN, Tindakan.SAHKAN)
MEMUTUS = (Tindakan.TERUSKAN, Tindakan.SAHKAN, Tindakan.KEMBALIKAN)
# A person sits at a desk by deciding there, and still does while that decision stands again.
_DUDUK = (*MEMUTUS, Tindakan.TETAP_BERLAKU)


def berwenang(tindakan: Tindakan, k: Kedudukan) -> bool:
    """Whether this person could ever take this step on this claim, whatever its status."""
    if tindakan == Tindakan.AJUKAN:
        return boleh_mengisi(k.peran, k.capaian)
    if tindakan == Tindakan.TARIK:
        return boleh_mengisi(k.peran, k.capaian) or boleh_menelaah(k.peran, k.capaian, k.kursi)
    if tindakan in (Tindakan.SAHKAN, Tindakan.BATALKAN):
        return is_camat(k.peran)
    return boleh_menelaah(k.peran, k.capaian, k.kursi)


def keberatan(tindakan: Tindakan, k: Kedudukan) -> str | None:
    """The sentence that says why this step cannot be taken now, or None when it can.

    Pages print it and `workflow.putuskan` obeys it, so that what a person sees is what the system does.
    """
    if k.capaian.status not in TRANSISI[tindakan]:
        return f"Klaim ini berstatus “{k.capaian.get_status_display()}”."
    if k.capaian.triwulan.ditutup:
        return k.capaian.triwulan.sebab_tutup
    if tindakan == Tindakan.TARIK:
        return _keberatan_tarik(k)
    if tindakan == Tindakan.BATALKAN:
        return _keberatan_batalkan(k)
    if k.penugasan is None:
        return f"Klaim ini {k.capaian.get_status_display().lower()}, bukan di meja Anda."
    if tindakan in MEMUTUS:
        return _keberatan_memutus(tindakan, k)
    if kurang := kekurangan(k.capaian, k.peran.tanggal):
        return kurang[0].kalimat
    return None


def _keberatan_tarik(k: Kedudukan) -> str | None:
    akhir = k.terakhir
    if akhir is None or akhir.oleh_id != k.peran.pegawai.pk or akhir.tindakan not in NAIK:
        return "Hanya yang terakhir mengajukan atau meneruskan klaim ini yang dapat menariknya kembali."
    if k.kursi.penugasan(k.peran, Meja(akhir.meja), k.capaian) is None:
        return f"Anda tidak lagi memegang meja {Meja(akhir.meja).label} untuk klaim ini."
    if k.capaian.dibuka_meja_pada:
        return "Klaim sudah dibuka di meja berikutnya, jadi tidak dapat ditarik lagi. Mintalah agar dikembalikan."
    return None


def _keberatan_memutus(tindakan: Tindakan, k: Kedudukan) -> str | None:
    if k.peran.pegawai.pk in k.penyusun:
        return "Anda ikut mengisi klaim ini, jadi keputusan harus diambil orang lain."
    if meja_lain(k) and not k.penugasan.boleh_rangkap:
        return (
            f"Anda sudah memutus klaim ini di meja {meja_lain(k).label} sejak diajukan. "
            "Satu orang tidak dapat duduk di dua meja kecuali surat perintahnya menyebutkan demikian."
        )
    if tindakan in NAIK and _dasar_berubah(k):
        return (
            "Dasar hitung klaim ini berubah sejak diajukan: realisasi triwulan sebelumnya atau sub kegiatan sumbernya. "
            "Kembalikan agar dihitung dan diajukan ulang."
        )
    if tindakan in NAIK and (belum := belum_dibuka(k)):
        return f"Buka dahulu data dukung wajib yang belum Anda lihat: {daftar([f'“{d.nama}”' for d in belum])}."
    if tindakan in NAIK and (tanya := k.bertanya):
        return (
            f"Pertanyaan {tanya.nama} belum dijawab: “{Truncator(tanya.teks).chars(120)}”. "
            "Jawab atau tarik pertanyaan itu dahulu."
        )
    if tindakan == Tindakan.SAHKAN and (lebih_awal := k.lebih_awal_belum_sah):
        return f"Capaian ini melanjutkan {lebih_awal.triwulan}, yang belum sah. Sahkan triwulan itu lebih dahulu."
    return None


def _keberatan_batalkan(k: Kedudukan) -> str | None:
    if lanjutan := yang_bertumpu(k.capaian):
        return (
            f"Capaian ini menjadi dasar hitung “{lanjutan.indikator.nama}” {lanjutan.triwulan}, yang sudah diajukan. "
            "Kembalikan klaim itu lebih dahulu."
        )
    return None


def meja_lain(k: Kedudukan) -> Meja | None:
    """Another desk at which the same person already decided since the claim was submitted."""
    milik = (p for p in k.sejak_diajukan if p.oleh_id == k.peran.pegawai.pk and p.tindakan in _DUDUK)
    return next((Meja(p.meja) for p in milik if p.meja != k.capaian.meja), None)


def _dasar_berubah(k: Kedudukan) -> bool:
    """Whether the figures below the claim moved since it was submitted."""
    if k.capaian.indikator.terhitung:
        sumber = realisasi_terhitung(k.capaian)
        if sumber.belum_sah or sumber.nilai != k.capaian.realisasi:
            return True
    return k.penilaian.persen != k.klaim


def belum_dibuka(k: Kedudukan) -> list[DataDukung]:
    """The obligatory documents that this person has not looked at, in the order of their slots."""
    return [d for d in k.dokumen if d.syarat.wajib and d.pk not in k.dibuka]


def tujuan_ajukan(k: Kedudukan) -> Status:
    """The desk to which a submission would go now."""
    return jalur_ajukan(k).ke_status


def tujuan_kembali(k: Kedudukan) -> list[Status]:
    """The lower desks that a return may name: only desks that have had this claim."""
    bisa = TRANSISI[Tindakan.KEMBALIKAN].get(Status(k.capaian.status), ())
    dilewati = {p.meja for p in k.sejak_diajukan if p.tindakan == Tindakan.TIDAK_BERLAKU}
    return [s for s in bisa if MEJA_STATUS[s] not in dilewati]
