"""The fingerprint of a claim as a desk sees it: a decision is bound to it."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal

from rencana_aksi.models import Capaian, DataDukung
from rencana_aksi.penilaian import EMPAT_DESIMAL


def _teks(angka: Decimal | None) -> str | None:
    return None if angka is None else str(angka.quantize(EMPAT_DESIMAL))


def sidik_klaim(capaian: Capaian, dokumen: Iterable[DataDukung]) -> str:
    """SHA-256 (hex) over number, narrative, place on the ladder and the ordered hashes of the evidence."""
    isi = [
        str(capaian.public_id),
        _teks(capaian.realisasi),
        capaian.tanggal_data.isoformat() if capaian.tanggal_data else None,
        capaian.analisis,
        capaian.hambatan,
        capaian.solusi,
        capaian.status,
        capaian.putaran,
        _teks(capaian.persen),
        sorted([d.syarat_id, d.berkas.sha256, d.nomor_dokumen, str(d.tanggal_dokumen)] for d in dokumen),
    ]
    return hashlib.sha256(json.dumps(isi, ensure_ascii=False).encode()).hexdigest()
