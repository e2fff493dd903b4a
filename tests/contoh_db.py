"""A database with sample data that a whole module reads: loading costs seconds, so it is done once and rolled back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import time_machine
from django.db import transaction
from django.test import override_settings


@contextmanager
def dimuat_sekali(request, saat: str, muat: Callable[[], None]) -> Iterator[None]:
    """Call `muat` at the moment `saat` (ISO, with offset) and keep what it wrote until the module ends.

    Tests under it must not ask for `db`: the transaction that holds the data is open already.
    """
    request.getfixturevalue("django_db_setup")
    blokir = request.getfixturevalue("django_db_blocker")
    folder = request.getfixturevalue("tmp_path_factory").mktemp("contoh")
    simpanan = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder)},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with blokir.unblock(), transaction.atomic():
        with override_settings(STORAGES=simpanan), time_machine.travel(saat, tick=False):
            muat()
        yield
        transaction.set_rollback(True)
