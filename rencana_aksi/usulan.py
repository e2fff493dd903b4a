"""A proposed change of a ratified plan: asked for by its unit or the planner, confirmed or refused by the Camat.

The plan is locked before the proposal in every step, so that two of them never wait for each other.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from organisasi.jejak import catat
from organisasi.models import Pegawai
from organisasi.peran import Peran, peran
from rencana_aksi.isi_rencana import IsiRencana, dari_json, ke_json
from rencana_aksi.models import PerubahanRencanaAksi, RencanaAksi, UsulanPerubahan
from rencana_aksi.perencanaan import RencanaDitolak, mulai_usulan, ubah
from rencana_aksi.permissions import boleh_menarik_usulan, boleh_menetapkan_rencana

Keadaan = UsulanPerubahan.Keadaan


@transaction.atomic
def usulkan(
    *,
    rencana: RencanaAksi,
    isi: IsiRencana,
    alasan: str,
    menyentuh_klaim: bool,
    sidik: str,
    oleh: Pegawai,
    jabatan: str,
) -> UsulanPerubahan:
    """Ask for a change of a ratified plan; the plan itself stays as it is.

    `menyentuh_klaim` says that the person knows of the submitted claims below the change. Raises PermissionDenied,
    RencanaBerubah, RencanaDitolak (also while another proposal of this plan waits).
    """
    lembar, beda, menyentuh = mulai_usulan(
        rencana=rencana, isi=isi, alasan=alasan, menyentuh_klaim=menyentuh_klaim, sidik=sidik, oleh=oleh
    )
    if lembar.rencana.usulan.filter(keadaan=Keadaan.MENUNGGU).exists():
        raise RencanaDitolak("Masih ada usulan perubahan yang menunggu Camat. Tarik dahulu usulan itu, lalu ulangi.")
    usulan = UsulanPerubahan.objects.create(
        rencana_aksi=lembar.rencana,
        isi=ke_json(isi),
        perubahan=[b.teks for b in beda],
        alasan=alasan.strip(),
        menyentuh_klaim=menyentuh,
        sidik_awal=lembar.sidik,
        diusulkan_oleh=oleh,
    )
    data = {"alasan": usulan.alasan, "perubahan": usulan.perubahan}
    _catat("usulkan", "mengusulkan perubahan", usulan, oleh, jabatan, data)
    return usulan


@transaction.atomic
def setujui(
    *, usulan: UsulanPerubahan, menyentuh_klaim: bool, oleh: Pegawai, jabatan: str
) -> PerubahanRencanaAksi:
    """Write the proposed change as a change of the plan.

    `menyentuh_klaim` is needed where a claim went up after the proposal. Raises as `usulkan`; RencanaBerubah when
    the plan is no longer the one that the proposal would change.
    """
    usulan = _kunci(usulan)
    if not boleh_menetapkan_rencana(peran(oleh)):
        raise PermissionDenied
    _pastikan_menunggu(usulan)
    perubahan = ubah(
        rencana=usulan.rencana_aksi,
        isi=dari_json(usulan.isi),
        alasan=usulan.alasan,
        menyentuh_klaim=usulan.menyentuh_klaim or menyentuh_klaim,
        sidik=usulan.sidik_awal,
        oleh=oleh,
        jabatan=jabatan,
    )
    usulan.hasil = perubahan
    _putuskan(usulan, Keadaan.DISETUJUI, "", oleh)
    _catat("setujui_usulan", "menyetujui usulan perubahan", usulan, oleh, jabatan)
    return perubahan


@transaction.atomic
def tolak(*, usulan: UsulanPerubahan, alasan: str, oleh: Pegawai, jabatan: str) -> UsulanPerubahan:
    """Refuse a proposal with a reason; the plan stays. Raises PermissionDenied, RencanaDitolak."""
    usulan = _kunci(usulan)
    if not boleh_menetapkan_rencana(peran(oleh)):
        raise PermissionDenied
    _pastikan_menunggu(usulan)
    if not alasan.strip():
        raise RencanaDitolak("Tuliskan alasan usulan ini ditolak.")
    _putuskan(usulan, Keadaan.DITOLAK, alasan.strip(), oleh)
    _catat("tolak_usulan", "menolak usulan perubahan", usulan, oleh, jabatan, {"alasan": alasan.strip()})
    return usulan


@transaction.atomic
def tarik(*, usulan: UsulanPerubahan, oleh: Pegawai, jabatan: str) -> UsulanPerubahan:
    """Take a waiting proposal back, so that another can be made. Raises PermissionDenied, RencanaDitolak."""
    usulan = _kunci(usulan)
    if not boleh_menarik_usulan(peran(oleh), usulan):
        raise PermissionDenied
    _pastikan_menunggu(usulan)
    _putuskan(usulan, Keadaan.DITARIK, "", oleh)
    _catat("tarik_usulan", "menarik usulan perubahan", usulan, oleh, jabatan)
    return usulan


def usulan_menunggu(peran: Peran) -> QuerySet[UsulanPerubahan]:
    """The proposals that wait for this person: those of every unit for who may ratify, nobody else's."""
    if not boleh_menetapkan_rencana(peran):
        return UsulanPerubahan.objects.none()
    menunggu = UsulanPerubahan.objects.filter(keadaan=Keadaan.MENUNGGU).order_by("diusulkan_pada", "pk")
    return menunggu.select_related("rencana_aksi__indikator", "diusulkan_oleh")


def _kunci(usulan: UsulanPerubahan) -> UsulanPerubahan:
    RencanaAksi.objects.select_for_update(no_key=True).get(pk=usulan.rencana_aksi_id)
    kunci = UsulanPerubahan.objects.select_for_update(of=("self",))
    return kunci.select_related("rencana_aksi__indikator").get(pk=usulan.pk)


def _pastikan_menunggu(usulan: UsulanPerubahan) -> None:
    if usulan.keadaan != Keadaan.MENUNGGU:
        raise RencanaDitolak(f"Usulan ini sudah berkeadaan “{usulan.get_keadaan_display()}”.")


def _putuskan(usulan: UsulanPerubahan, keadaan: Keadaan, alasan: str, oleh: Pegawai) -> None:
    usulan.keadaan, usulan.alasan_putusan = keadaan, alasan
    usulan.diputus_pada, usulan.diputus_oleh = timezone.now(), oleh
    usulan.save(update_fields=["keadaan", "alasan_putusan", "hasil", "diputus_pada", "diputus_oleh"])


def _catat(
    peristiwa: str, kata: str, usulan: UsulanPerubahan, oleh: Pegawai, jabatan: str, data: dict | None = None
) -> None:
    """One line of the plan's trail: the plan's page tells its whole story."""
    alasan = f": {data['alasan']}" if data else ""
    rencana = usulan.rencana_aksi
    catat(
        f"rencana_aksi.{peristiwa}",
        objek=rencana,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} {kata} rencana aksi “{rencana.indikator}” {rencana.tahun}{alasan}",
        data=data,
    )
