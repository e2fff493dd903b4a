"""Pages travel compressed, documents as they are."""

import gzip

from django.http import HttpResponse
from django.test import RequestFactory

from organisasi.middleware import GzipHalamanMiddleware

ISI = b"<p>Capaian triwulan ini</p>" * 100


def jawab(respons):
    permintaan = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    return GzipHalamanMiddleware(lambda _: respons)(permintaan)


def test_halaman_dimampatkan():
    respons = jawab(HttpResponse(ISI))

    assert respons["Content-Encoding"] == "gzip"
    assert gzip.decompress(respons.content) == ISI
    assert len(respons.content) < len(ISI) / 4


def test_dokumen_tetap_seperti_adanya():
    respons = jawab(HttpResponse(ISI, content_type="application/pdf"))

    assert "Content-Encoding" not in respons
    assert respons.content == ISI
