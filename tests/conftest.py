import os

import pytest
from django.test import TransactionTestCase

from organisasi.hanya_tambah import dibuka_untuk_dikosongkan
from tests.lomba import serentak
from tests.peladen import postgresql_url, redis_url

__all__ = ["postgresql_url", "redis_url", "serentak"]  # fixtures

_kosongkan = TransactionTestCase._fixture_teardown


def _kosongkan_dengan_izin(self):
    """Tests that commit are emptied afterwards, for which the append-only tables must let go."""
    with dibuka_untuk_dikosongkan():
        _kosongkan(self)


TransactionTestCase._fixture_teardown = _kosongkan_dengan_izin


BASIS_DATA = {"db", "transactional_db", "django_db_setup"}


def _berguna_di_postgresql(item) -> bool:
    """What touches no database, or answers the same on every one, has nothing to learn from a second."""
    memakai = item.get_closest_marker("django_db") is not None or not BASIS_DATA.isdisjoint(item.fixturenames)
    return memakai and item.get_closest_marker("sekali") is None


def pytest_collection_modifyitems(config, items):
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        config.hook.pytest_deselected(items=[item for item in items if not _berguna_di_postgresql(item)])
        items[:] = [item for item in items if _berguna_di_postgresql(item)]
    # A browser leaves an event loop running in its process, inside which Django refuses the database: it goes last.
    items.sort(key=lambda item: item.get_closest_marker("peramban") is not None)


@pytest.fixture(autouse=True)
def _pengaturan(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path  # WhiteNoise warns of a folder that is not there
    settings.UNGGAHAN_DIR = tmp_path / "unggahan"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "berkas"), "file_permissions_mode": 0o600},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
