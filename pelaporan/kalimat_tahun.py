"""Which of the machine's sentences (`kalimat`) stand in which analysis of the annual report, from read values."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kinerja.models import Indikator
from kinerja.renstra import teks_target
from pelaporan import kalimat
from pelaporan.kalimat import Hasil, Ukuran
from pelaporan.naskah.tahunan import Berkala, KalimatIku, Lampau, SasaranTahunan, Uang
from pelaporan.naskah.triwulan import Baris, RekapTriwulan, Rerata

SERATUS = Decimal(100)


def kalimat_iku(
    rekap: RekapTriwulan,
    baris: Baris,
    indikator: Indikator,
    lampau: Sequence[Lampau],
    berkala: Sequence[Berkala],
) -> KalimatIku:
    """The sentences on one IKU by the analyses of domain 1.6; without a result each says so."""
    ukuran = Ukuran(baris.nama, baris.satuan, baris.presisi, indikator.polaritas)
    if baris.persen is None or baris.realisasi is None:
        belum = kalimat.kalimat_belum(baris.nama, rekap.tahun, baris.persen_teks)
        return KalimatIku((belum,), (), (), (), ())
    hasil = Hasil(rekap.tahun, baris.realisasi, baris.persen, baris.kelas)
    return KalimatIku(
        capaian=(
            kalimat.kalimat_capaian(ukuran, _target(ukuran, baris.target, baris.target_atas), hasil),
            kalimat.kalimat_terhadap_target(hasil),
        ),
        perbandingan=tuple(_perbandingan(rekap, ukuran, hasil, indikator, lampau)),
        renstra=(_renstra(rekap, ukuran, baris),),
        nasional=(kalimat.kalimat_nasional(ukuran, baris.realisasi, indikator.acuan_nasional, indikator.sumber_acuan),),
        sebab=tuple(filter(None, (_triwulan(baris, berkala), _koreksi(baris)))),
    )


def _perbandingan(
    rekap: RekapTriwulan, ukuran: Ukuran, hasil: Hasil, indikator: Indikator, lampau: Sequence[Lampau]
) -> Iterable[str]:
    if not lampau:
        yield kalimat.kalimat_tanpa_riwayat(ukuran, rekap.tahun, indikator.nilai_awal, indikator.tahun_awal)
        return
    riwayat = [Hasil(satu.tahun, satu.realisasi, satu.persen, satu.kelas) for satu in lampau]
    yield kalimat.kalimat_perubahan(ukuran, hasil, riwayat[-1])
    if hasil.kelas and riwayat[-1].kelas:
        yield kalimat.kalimat_kelas(hasil, riwayat[-1], [(k.nama, k.batas_bawah) for k in rekap.skala])
    if rentetan := kalimat.kalimat_rentetan(ukuran, [*riwayat, hasil]):
        yield rentetan


def _renstra(rekap: RekapTriwulan, ukuran: Ukuran, baris: Baris) -> str:
    if baris.target_akhir is None or rekap.tahun_akhir_renstra is None:
        return kalimat.kalimat_tanpa_renstra(ukuran)
    target = _target(ukuran, baris.target_akhir, baris.target_akhir_atas)
    return kalimat.kalimat_renstra(ukuran, baris.realisasi, target, rekap.tahun_akhir_renstra, baris.kemajuan)


def _target(ukuran: Ukuran, nilai: Decimal | None, atas: Decimal | None) -> str:
    if nilai is None or atas is None:
        return "yang tidak ditetapkan" if nilai is None else ukuran.nilai(nilai)
    return f"{teks_target(nilai, atas, ukuran.presisi)} {ukuran.satuan}"


def _triwulan(baris: Baris, berkala: Sequence[Berkala]) -> str:
    diukur = [(b.nomor, b.persen) for b in berkala if b.target is not None and b.persen is not None and b.sah]
    return kalimat.kalimat_triwulan(baris.nama, diukur)


def _koreksi(baris: Baris) -> str:
    if baris.persen_klaim is None:
        return ""
    return kalimat.kalimat_koreksi(len(baris.koreksi), baris.persen_klaim, baris.persen)


def kalimat_efisiensi_sasaran(rekap: RekapTriwulan, rerata: Rerata, uang: Uang) -> tuple[str, ...]:
    """Efficiency of a sasaran; claimed only when its achievement stands in the best class."""
    e = uang.efisiensi(rerata.persen)
    batas = max((k.batas_bawah for k in rekap.skala), default=SERATUS)
    return (kalimat.kalimat_efisiensi("Sasaran ini", rerata.persen, e.serapan, e.selisih, batas),)


def kalimat_program_sasaran(rekap: RekapTriwulan, kode: Sequence[str]) -> tuple[str, ...]:
    """One sentence for each program that supports a sasaran."""
    return tuple(_program(rekap, p) for p in rekap.per_program if p.kode in kode)


def _program(rekap: RekapTriwulan, program: Rerata) -> str:
    terhitung = [b for b in rekap.pendukung if b.kode_program == program.kode and b.persen is not None]
    tercapai = sum(b.persen >= SERATUS for b in terhitung)
    return kalimat.kalimat_program(f"{program.kode} {program.nama}", program.persen, len(terhitung), tercapai)


def kalimat_ikhtisar(rekap: RekapTriwulan, sasaran: Sequence[SasaranTahunan], uang: Uang) -> tuple[str, ...]:
    """The year in a few sentences: the office, each IKU, the money."""
    organisasi = rekap.organisasi
    return (
        kalimat.kalimat_organisasi(rekap.tahun, organisasi.persen, organisasi.kelas, len(sasaran), len(rekap.iku)),
        *(iku.kalimat.capaian[0] for s in sasaran for iku in s.iku),
        kalimat.kalimat_anggaran(rekap.tahun, uang.pagu, uang.realisasi),
    )


def kalimat_anggaran_tahun(tahun: int, uang: Uang) -> tuple[str, ...]:
    """The budget of the year, its change and what was spent."""
    ubah = "" if uang.murni is None else kalimat.kalimat_perubahan_pagu(uang.murni, uang.perubahan)
    return tuple(filter(None, (kalimat.kalimat_anggaran(tahun, uang.pagu, uang.realisasi), ubah)))
