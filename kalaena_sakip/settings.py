"""Settings, all of them from the environment; the defaults are the embedded mode of docs/decisions.md."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Everything that the office produces (database, files, queue, secret) lives in this one folder.
DATA_DIR = Path(env("SAKIP_DATA", default=str(BASE_DIR / "data"))).resolve()


def _secret_key() -> str:
    """The key of the environment, else the one that bin/run wrote into the data folder."""
    from_file = DATA_DIR / "secret_key"
    default = from_file.read_text().strip() if from_file.exists() else environ.Env.NOTSET
    return env("SECRET_KEY", default=default)


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# Links in mails and on printed pages come from here, never from a request.
ALAMAT_SITUS = env("ALAMAT_SITUS", default="http://localhost:8000")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "organisasi",
    "kinerja",
    "rencana_aksi",
    "pelaporan",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "organisasi.middleware.UkuranPermintaanMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "organisasi.middleware.GzipHalamanMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "organisasi.middleware.PrivatePagesMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "kalaena_sakip.urls"
WSGI_APPLICATION = "kalaena_sakip.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["organisasi.templatetags.sakip"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pelaporan.context_processors.kantor",
                "rencana_aksi.context_processors.tugas",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- Database ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'sakip.sqlite3'}")}
# A fresh connection costs 0.7 ms on SQLite and 3 to 7 ms on PostgreSQL, on every request.
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Django's defaults fail a third of concurrent writes; these fail none. FULL: an approval survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisasi.Pegawai"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "organisasi.auth.NipAtauNamaPengguna",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "masuk"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "masuk"
# The whole office sits behind one address: lock the pair of name and address, never the address alone.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/terkunci.html"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "organisasi.auth.alamat_klien"
# How many reverse proxies stand in front: 0 means X-Forwarded-For is not believed.
JUMLAH_PROXY = env.int("JUMLAH_PROXY", default=0)

# --- Sessions, cookies, headers ---------------------------------------------------------------------------------------
HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "organisasi.views.csrf_gagal"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
if JUMLAH_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# --- Language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
TIME_ZONE = "Asia/Makassar"  # WITA, UTC+8: every deadline ends at 23.59.59 here
USE_TZ = True
# True would print the year as 2.026 and ids as 12.345; numbers are formatted by our own filters.
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["kalaena_sakip.formats"]

# --- Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(DATA_DIR / "static")))
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "berkas"), "file_permissions_mode": 0o600,
                    "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
BATAS_UKURAN_BERKAS = env.int("BATAS_UKURAN_BERKAS", default=25 * 1024 * 1024)  # bytes a file
BATAS_UKURAN_PERMINTAAN = env.int("BATAS_UKURAN_PERMINTAAN", default=130 * 1024 * 1024)  # bytes a request
# Files on their way in, piece by piece; web and worker both see this folder.
UNGGAHAN_DIR = DATA_DIR / "unggahan"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_TEMP_DIR = env("FILE_UPLOAD_TEMP_DIR", default=None)
# What the upload gate allows inside a file (security 3).
GERBANG_MEGAPIKSEL = env.int("GERBANG_MEGAPIKSEL", default=50)  # a picture
GERBANG_ARSIP_TERBONGKAR = env.int("GERBANG_ARSIP_TERBONGKAR", default=100 * 1024 * 1024)  # bytes of an xlsx or docx
GERBANG_ARSIP_ANGGOTA = env.int("GERBANG_ARSIP_ANGGOTA", default=2000)
GERBANG_ARSIP_RASIO = env.int("GERBANG_ARSIP_RASIO", default=100)  # unpacked to packed, for members over 1 MB
GERBANG_PDF_HALAMAN = env.int("GERBANG_PDF_HALAMAN", default=2000)
GERBANG_PDF_ALIRAN = env.int("GERBANG_PDF_ALIRAN", default=100 * 1024 * 1024)  # bytes of one unpacked stream
KUOTA_UNIT = env.int("KUOTA_UNIT", default=5120)  # MB of evidence of a unit whose own quota is empty
SISA_DISK_MINIMUM = env.int("SISA_DISK_MINIMUM", default=256 * 1024 * 1024)  # bytes that an upload must leave free
HALAMAN_PRATINJAU = env.int("HALAMAN_PRATINJAU", default=12)  # pages of a document that are shown as pictures
# Virus scanner: path of clamd's socket, or host:port. Empty: there is none, and no file waits for it.
CLAMD = env("CLAMD", default="")

# --- Mail -------------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# Seconds for one answer of the mail server; a whole mail must stay well below the lease of its row.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="sakip@localhost")

# --- Queue: a doorbell. The truth of every job is a row (docs/decisions.md) -------------------------------------------
REDIS_URL = env("REDIS_URL", default="")
_QUEUE_DIR = DATA_DIR / "antrean"
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost//"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 600, "socket_connect_timeout": 1, "socket_timeout": 5}
    if REDIS_URL
    else {
        "data_folder_in": str(_QUEUE_DIR / "pesan"),
        "data_folder_out": str(_QUEUE_DIR / "pesan"),
        "control_folder": str(_QUEUE_DIR / "kendali"),
        "polling_interval": 0.1,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False  # a dead broker must not hold a request: the sweep rings again
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1 if REDIS_URL else 4  # the file-system transport takes one task a poll
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    # With the lease of 30 seconds: what a dead worker held is taken up, and a failed try repeated, within a minute.
    "sapu": {"task": "organisasi.tasks.sapu", "schedule": 15.0, "options": {"expires": 12}},
    "sapu-unggahan": {"task": "rencana_aksi.tasks.sapu_unggahan", "schedule": 3600.0, "options": {"expires": 3000}},
    # What is due, and what was sent, stands in tables: a missed or doubled tick changes nothing.
    "detak-pengingat": {"task": "pelaporan.tasks.detak_pengingat", "schedule": 60.0, "options": {"expires": 50}},
    "kirim-surel": {"task": "pelaporan.tasks.kirim_surel", "schedule": 60.0, "options": {"expires": 50}},
    "sapu-yatim": {"task": "organisasi.tasks.sapu_yatim", "schedule": 3600.0, "options": {"expires": 3000}},
}
if CLAMD:
    CELERY_BEAT_SCHEDULE["sapu-pemindaian"] = {
        "task": "organisasi.tasks.sapu_pemindaian",
        "schedule": 30.0,
        "options": {"expires": 25},
    }

# --- Log: one event, one line -----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"satu_baris": {"()": "organisasi.log.FormatSatuBaris"}},
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "satu_baris"}},
    "root": {"handlers": ["konsol"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # Two lines for every sweep, four times a minute: what became of a job stands in its row.
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
    },
}
