"""An office on its first day: what the installation brings, and one administrator.

`python -m tests.skenario_kosong` writes it into the database that the environment names.
"""

import os

import django

from tests.skenario import SANDI

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalaena_sakip.settings")
    django.setup()
    from django.core.management import call_command

    call_command("siapkan", tanpa_contoh=True)
    os.environ["DJANGO_SUPERUSER_PASSWORD"] = SANDI
    call_command("createsuperuser", interactive=False, username="admin", nama="Administrator Sistem")
