import hashlib
import io

import pytest
from csp.middleware import CSPMiddleware

from organisasi import penyimpanan
from organisasi.unduhan import BerkasBerubah, BerkasHilang, respons_berkas, respons_tampil

pytestmark = pytest.mark.django_db  # closing a response asks the database's connection whether it is still good

ISI = b"%PDF-1.7 bukti %%EOF"
SHA256 = hashlib.sha256(ISI).hexdigest()
PDF = {"sha256": SHA256, "nama": "Laporan TW II.pdf", "jenis": "application/pdf"}


@pytest.fixture(autouse=True)
def tersimpan(settings, tmp_path):
    simpan = "django.core.files.storage.FileSystemStorage"
    gudang = {"BACKEND": simpan, "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": gudang}
    return tmp_path / penyimpanan.simpan(io.BytesIO(ISI), SHA256)


def test_respons_berkas_isi_dan_kepala():
    respons = respons_berkas(**PDF)

    assert b"".join(respons.streaming_content) == ISI
    assert dict(respons.items()) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(ISI)),
        "Content-Disposition": 'attachment; filename="Laporan TW II.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
        "ETag": f'"{SHA256}"',
        "Accept-Ranges": "bytes",
    }
    respons.close()


def test_respons_berkas_kebijakan_tidak_ditimpa_middleware(rf):
    respons = CSPMiddleware(lambda permintaan: respons_berkas(**PDF))(rf.get("/"))

    assert respons["Content-Security-Policy"] == "sandbox; default-src 'none'"
    respons.close()


@pytest.mark.parametrize(
    ("nama", "disposisi"),
    [
        ("Capaian “baik”.pdf", "attachment; filename*=utf-8''Capaian%20%E2%80%9Cbaik%E2%80%9D.pdf"),
        ('a"b.pdf', 'attachment; filename="a\\"b.pdf"'),
        ("a\r\nX-Jahat: 1.pdf", 'attachment; filename="aX-Jahat: 1.pdf"'),
        ("../../x.pdf", 'attachment; filename="x.pdf"'),
    ],
)
def test_respons_berkas_nama(nama, disposisi):
    respons = respons_berkas(**PDF | {"nama": nama})

    assert respons["Content-Disposition"] == disposisi
    respons.close()


@pytest.mark.parametrize(
    ("jenis", "cara"),
    [
        ("application/pdf", "inline"),
        ("image/jpeg", "inline"),
        ("image/png", "inline"),
        ("image/webp", "inline"),
        ("image/heic", "attachment"),
        ("text/html", "attachment"),
        ("image/svg+xml", "attachment"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
    ],
)
def test_respons_tampil_hanya_jenis_yang_aman(jenis, cara):
    respons = respons_tampil(**PDF | {"jenis": jenis})

    assert respons["Content-Disposition"] == f'{cara}; filename="Laporan TW II.pdf"'
    assert respons["X-Content-Type-Options"] == "nosniff"
    respons.close()


def test_respons_berkas_hilang(tersimpan):
    tersimpan.unlink()

    with pytest.raises(BerkasHilang, match=r"^Berkas ini tercatat, tetapi tidak ditemukan"):
        respons_berkas(**PDF)


def test_respons_berkas_berubah_tidak_diserahkan(tersimpan, caplog):
    tersimpan.write_bytes(ISI.replace(b"bukti", b"palsu"))

    with pytest.raises(BerkasBerubah, match="tidak lagi sama dengan yang diunggah"):
        respons_berkas(**PDF)
    assert caplog.messages == [f"Berkas {SHA256} pada penyimpanan telah berubah"]


def test_respons_berkas_lewat_nginx(settings):
    settings.X_ACCEL_PREFIX = "/berkas-dalam/"

    respons = respons_berkas(**PDF)

    assert respons["X-Accel-Redirect"] == f"/berkas-dalam/{penyimpanan.jalur(SHA256)}"
    assert respons["Content-Type"] == "application/pdf"
    assert respons.content == b""


def isi_respons(respons) -> bytes:
    isi = b"".join(respons.streaming_content) if respons.streaming else respons.content
    respons.close()
    return isi


@pytest.mark.parametrize(
    ("rentang", "status", "kepala", "isi"),
    [
        ("bytes=0-3", 206, "bytes 0-3/20", ISI[:4]),
        ("bytes=9-13", 206, "bytes 9-13/20", ISI[9:14]),
        ("bytes=15-", 206, "bytes 15-19/20", ISI[15:]),
        ("bytes=15-999", 206, "bytes 15-19/20", ISI[15:]),
        ("bytes=-5", 206, "bytes 15-19/20", ISI[15:]),
        ("bytes=-999", 206, "bytes 0-19/20", ISI),
        ("bytes=20-", 416, "bytes */20", b""),
        ("bytes=5-4", 416, "bytes */20", b""),
        ("bytes=-0", 416, "bytes */20", b""),
        ("bytes=0-3,5-6", 200, None, ISI),
        ("bytes=-", 200, None, ISI),
        ("baris=0-3", 200, None, ISI),
    ],
)
def test_respons_sebagian(rentang, status, kepala, isi, rf):
    respons = respons_berkas(**PDF, request=rf.get("/", headers={"Range": rentang}))

    assert (respons.status_code, respons.get("Content-Range"), isi_respons(respons)) == (status, kepala, isi)
    assert respons["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert respons["Cache-Control"] == "private, no-store"
    if status == 206:
        assert respons["Content-Length"] == str(len(isi))


@pytest.mark.parametrize(("etag", "status"), [(f'"{SHA256}"', 206), ('"lain"', 200)])
def test_respons_sebagian_hanya_dari_berkas_yang_sama(etag, status, rf):
    respons = respons_berkas(**PDF, request=rf.get("/", headers={"Range": "bytes=0-3", "If-Range": etag}))

    assert respons.status_code == status
    isi_respons(respons)


@pytest.mark.parametrize(("etag", "status", "isi"), [(f'"{SHA256}"', 304, b""), ('"lain"', 200, ISI), ("*", 304, b"")])
def test_respons_tidak_dikirim_ulang_bila_sama(etag, status, isi, rf):
    respons = respons_berkas(**PDF, request=rf.get("/", headers={"If-None-Match": etag}))

    assert (respons.status_code, respons["ETag"], isi_respons(respons)) == (status, f'"{SHA256}"', isi)


def test_respons_berubah_ditolak_walau_peramban_mengaku_punya(tersimpan, rf):
    tersimpan.write_bytes(b"palsu")

    with pytest.raises(BerkasBerubah):
        respons_berkas(**PDF, request=rf.get("/", headers={"If-None-Match": f'"{SHA256}"'}))
