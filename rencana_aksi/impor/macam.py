"""The four kinds of import side by side: what a workbook of each holds, and how it is compared."""

from collections.abc import Callable
from dataclasses import dataclass

from organisasi.buku_kerja.templat import Isi
from rencana_aksi.impor import indikator, pegawai, program, rencana
from rencana_aksi.impor.bacaan import Bacaan
from rencana_aksi.impor.rancangan import Rancangan
from rencana_aksi.models import Impor


@dataclass(frozen=True, slots=True)
class Macam:
    """`isi` gives the rows of a year, `siapkan` runs in the transaction that writes, before its comparison."""

    isi: Callable[[int], Isi]
    bandingkan: Callable[[Bacaan], Rancangan]
    siapkan: Callable[[int], None] = lambda tahun: None


MACAM: dict[str, Macam] = {
    Impor.Jenis.PEGAWAI: Macam(pegawai.isi, pegawai.bandingkan),
    Impor.Jenis.PROGRAM: Macam(program.isi, program.bandingkan),
    Impor.Jenis.INDIKATOR: Macam(indikator.isi, indikator.bandingkan),
    Impor.Jenis.RENCANA_AKSI: Macam(rencana.isi, rencana.bandingkan, rencana.siapkan),
}
