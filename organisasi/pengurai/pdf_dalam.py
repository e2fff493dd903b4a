"""PDF as a reader sees it: password, pages, what each stream unpacks to, and the objects inside object streams.

Only objects that lie plainly in the file are asked for, and of these only the streams are kept: qpdf needs some 2.5 KB
for every object that it has read, and a long tagged document has hundreds of thousands of them in object streams.
"""

import zlib
from collections.abc import Iterator

import pikepdf

from organisasi.pengurai.pdf import CETAK_ULANG, Isi, kepala_objek, pdf_tanpa_isi_aktif
from organisasi.pengurai.tolak import MB, POTONGAN, Batas, Tolak

TERBONGKAR_MAKSIMUM = 1024 * MB  # of all streams together, which keeps the time within bounds
NOMOR_OBJEK_MAKSIMUM = 2**31 - 1
ALIRAN_OBJEK_MAKSIMUM = 32 * MB  # of one object stream, the only streams that are read as a whole
_FLATE = ("/FlateDecode", "/Fl")
# Pictures in their own coding: their unpacked size is known only to who draws them.
_GAMBAR = ("/DCTDecode", "/DCT", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF", "/Crypt")


def pdf_dalam_wajar(isi: Isi, batas: Batas) -> None:
    try:
        # Opened by name once more: a place of its own in a file that the web process has open too.
        with open("/proc/self/fd/0", "rb") as berkas, pikepdf.open(berkas, inherit_page_attributes=False) as pdf:
            _halaman_wajar(pdf, batas)
            _aliran_wajar(pdf, isi, batas)
    except pikepdf.PasswordError as galat:
        saran = "Simpan atau cetak ulang tanpa kata sandi, lalu unggah hasilnya."
        raise Tolak("PDF ini terkunci kata sandi", saran) from galat
    except pikepdf.PdfError as galat:
        raise ValueError(str(galat)) from galat


def _halaman_wajar(pdf: pikepdf.Pdf, batas: Batas) -> None:
    jumlah = int(pdf.Root.Pages.get("/Count", 0))
    if jumlah > batas.halaman:
        raise Tolak(f"PDF ini memuat {jumlah} halaman, melebihi {batas.halaman}", "Bagi menjadi beberapa berkas.")


def _aliran_wajar(pdf: pikepdf.Pdf, isi: Isi, batas: Batas) -> None:
    sisa = TERBONGKAR_MAKSIMUM
    for aliran in _aliran(pdf, isi):
        # By what a reader needs to use it: some do not ask for the type.
        objek = "/First" in aliran.stream_dict and "/N" in aliran.stream_dict
        terbongkar = bytearray()
        for potong in _terbongkar(aliran, batas.aliran):
            sisa -= len(potong)
            if sisa < 0 or (objek and len(terbongkar) > ALIRAN_OBJEK_MAKSIMUM):
                raise Tolak("isi PDF ini mengembang terlalu besar saat dibuka", CETAK_ULANG)
            if objek:
                terbongkar += potong
        if objek:
            pdf_tanpa_isi_aktif(bytes(terbongkar))


def _aliran(pdf: pikepdf.Pdf, isi: Isi) -> Iterator[pikepdf.Object]:
    """Every stream of the file, by the object headers in its bytes; a number met twice is looked at once."""
    for satu in sorted({nomor for _, nomor in kepala_objek(isi, 0, len(isi))}):
        objek = pdf.get_object(satu) if 0 < satu[0] <= NOMOR_OBJEK_MAKSIMUM else None
        if isinstance(objek, pikepdf.Stream):
            yield objek


def _saringan(aliran: pikepdf.Object) -> list[str]:
    saringan = aliran.stream_dict.get("/Filter", [])
    return [str(saringan)] if isinstance(saringan, pikepdf.Name) else [str(satu) for satu in saringan]


def _terbongkar(aliran: pikepdf.Object, batas: int) -> Iterator[bytes]:
    """The stream's bytes piece by piece, as far as its filters only pack; refuses what grows beyond `batas`."""
    saringan = _saringan(aliran)
    paket = [satu for satu in saringan if satu not in _GAMBAR]
    if all(satu in _FLATE for satu in paket):
        potongan = iter([aliran.read_raw_bytes()])
        for _ in paket:
            potongan = _kembangkan(potongan)
    elif len(paket) == len(saringan):
        potongan = iter([_terbuka(aliran, batas)])
    else:
        potongan = iter([aliran.read_raw_bytes()])
    jumlah = 0
    for potong in potongan:
        jumlah += len(potong)
        if jumlah > batas:
            raise _mengembang(batas)
        yield potong


def _mengembang(batas: int) -> Tolak:
    return Tolak(f"isi PDF ini mengembang melebihi {batas // MB} MB saat dibuka", CETAK_ULANG)


def _terbuka(aliran: pikepdf.Object, batas: int) -> bytes:
    """Unpacked by qpdf: the older filters, which it knows and zlib does not. Damaged ones are empty, as in readers."""
    try:
        return aliran.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    except pikepdf.DataDecodingError as galat:
        if "bad_alloc" in str(galat):  # qpdf's word for the end of this process's memory
            raise _mengembang(batas) from galat
        return b""


def _kembangkan(potongan: Iterator[bytes]) -> Iterator[bytes]:
    """Inflate; a damaged or cut stream ends where it can no longer be read, as it does in every PDF reader."""
    pembuka = zlib.decompressobj()
    try:
        for potong in potongan:
            while potong and not pembuka.eof:
                yield pembuka.decompress(potong, POTONGAN)
                potong = pembuka.unconsumed_tail
    except zlib.error:
        return
