from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from organisasi.gerbang import ACCEPT, PETUNJUK
from rencana_aksi.models import Capaian


def ambil_capaian(request: HttpRequest, public_id: UUID) -> Capaian:
    """The claim, if this person may know of it; a foreign one does not exist (404)."""
    return get_object_or_404(Capaian.objects.visible_to(request.peran).lengkap(), public_id=public_id)


def ambil_untuk_diisi(request: HttpRequest, public_id: UUID) -> Capaian:
    """The claim, if this person belongs to its unit; to all others its entry page does not exist (404)."""
    return get_object_or_404(Capaian.objects.milik_unit(request.peran).lengkap(), public_id=public_id)


def ganti(data: QueryDict, nama: str, nilai: object) -> QueryDict:
    """What was posted with one value replaced; everything else stays as it was typed."""
    salinan = data.copy()
    salinan[nama] = str(nilai)
    return salinan


def konteks_berkas() -> dict[str, object]:
    """What the page says of files before one is chosen (UX-09)."""
    return {"petunjuk_berkas": PETUNJUK, "accept": ACCEPT, "batas_ukuran": settings.BATAS_UKURAN_BERKAS}
