"""The fingerprint of a claim as a desk sees it: a decision is bound to it."""

import hashlib
import json

from rencana_aksi.isi_klaim import Isi, teks_nilai
from rencana_aksi.models import Capaian


def sidik_klaim(capaian: Capaian, isi: Isi) -> str:
    """SHA-256 (hex) over what the claim says and over its place on the ladder."""
    dilihat = [str(capaian.public_id), capaian.status, capaian.putaran, teks_nilai(capaian.persen), isi]
    return hashlib.sha256(json.dumps(dilihat, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
