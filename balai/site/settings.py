"""All settings, from the environment alone. Each variable is explained in .env.example.

Profiles: `demo` (this machine only, own clock), `test`, `production` (refuses to start when unsafe).
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from balai.site.database import database_from_url

BASE_DIR = Path(__file__).resolve().parents[2]
PROFILE = os.environ.get("BALAI_PROFILE", "production")
if PROFILE not in {"demo", "test", "production"}:
    raise ImproperlyConfigured("BALAI_PROFILE: pilih demo, test, atau production.")
IS_DEMO = PROFILE == "demo"
IS_PRODUCTION = PROFILE == "production"
DEBUG = False

STATE_DIR = Path(os.environ.get("BALAI_STATE_DIR", BASE_DIR / "var"))
BALAI_KEYS = os.environ.get("BALAI_KEYS", str(STATE_DIR / "keys.json"))
if PROFILE == "test":
    BALAI_KEYS = str(BASE_DIR / "tests" / "keys.json")  # known to everybody: never for real data
SECRET_KEY = os.environ.get(
    "BALAI_SECRET_KEY", "" if IS_PRODUCTION else "only-for-demo-and-tests-" + "x" * 40
)
ALLOWED_HOSTS = [h for h in os.environ.get("BALAI_HOSTS", "").split(",") if h]
BALAI_URL = os.environ.get("BALAI_URL", "http://127.0.0.1:8000")
if not IS_PRODUCTION:
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [BALAI_URL] if BALAI_URL.startswith("https://") else []

INSTALLED_APPS = [
    "balai.front",
    "balai.performance",
    "balai.queues",
    "balai.cases",
    "balai.voices",
    "balai.programs",
    "balai.catalogue",
    "balai.field",
    "balai.documents",
    "balai.people",
    "balai.places",
    "balai.notices",
    "balai.audit",
    "balai.engine",
    "balai.base",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "balai.site.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "balai.site.middleware.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "balai.site.readable.ApiNeedsHttps",
    "balai.site.middleware.CalmErrors",
    "balai.site.readable.ReadableOnly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "balai.people.middleware.OfficersGuard",
]
KEEP_SECONDS = int(os.environ.get("BALAI_KEEP_SECONDS", "5"))
if IS_DEMO:
    MIDDLEWARE.insert(1, "balai.site.middleware.DemoGuard")
if IS_PRODUCTION:  # a demo's clock may jump at any moment
    MIDDLEWARE.insert(1, "balai.site.kept.KeptPages")

ROOT_URLCONF = "balai.site.urls"
WSGI_APPLICATION = "balai.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "balai.site.context.everywhere",
            ],
            "builtins": ["django.templatetags.static", "balai.base.templatetags.balai"],
        },
    }
]

FORM_RENDERER = "balai.base.rendering.Inputs"

DATABASES = {
    "default": database_from_url(os.environ.get("DATABASE_URL", f"sqlite:///{STATE_DIR / 'balai.sqlite3'}"))
}
# One file a database: anchors of another record would say that this one was tampered with.
BALAI_ANCHORS = os.environ.get("BALAI_ANCHORS", "") or str(
    STATE_DIR / f"anchors-{Path(str(DATABASES['default']['NAME'])).stem}.log"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "balai"}}

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # a key of four digits in a form is no amount; money is written by |rupiah

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("BALAI_STATIC_DIR", STATE_DIR / "static"))
_static = "whitenoise.storage.CompressedManifestStaticFilesStorage"
if PROFILE == "test":
    _static = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static},
}

# Who signs in: officers only, with a second factor (people/middleware.py holds them to it).
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["balai.people.backend.Officers"]  # counts tries before it looks (people/limits.py)
if PROFILE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; never outside tests
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "balai.people.passwords.WordsOfTheHouse"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front:manage"
LOGOUT_REDIRECT_URL = "front:home"
ACCOUNT_ADAPTER = "balai.people.adapter.OfficersOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_DISPLAY = "balai.people.adapter.display"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # the limits that count are in the database (people/limits.py)
ACCOUNT_FORMS = {
    "login": "balai.people.forms.SignInForm",
    "change_password": "balai.people.forms.NewPasswordForm",
    "reauthenticate": "balai.people.forms.PasswordAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Balai"
MFA_TOTP_TOLERANCE = 1  # 30 s early or late: telephones' clocks differ; each code works once all the same
MFA_FORMS = {
    "authenticate": "balai.people.forms.CodeForm",
    "reauthenticate": "balai.people.forms.CodeAgainForm",
    "activate_totp": "balai.people.forms.SetUpCodeForm",
}
MFA_ADAPTER = "balai.people.adapter.SealedFactors"
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_ENGINE = "balai.people.sessions"
SESSION_COOKIE_AGE = 12 * 3600  # absolute: a working day
BALAI_IDLE_MINUTES = int(os.environ.get("BALAI_IDLE_MINUTES", "30"))

# Headers.
BEHIND_PROXY = os.environ.get("BALAI_BEHIND_PROXY", "no") == "yes"
SECURE_COOKIES = BALAI_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
_only_this_host = "__Host-" if SECURE_COOKIES else ""  # base/cookies.py names the others
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_only_this_host}sessionid", f"{_only_this_host}csrftoken"
MESSAGE_STORAGE = "balai.base.cookies.Messages"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "balai.base.views.form_too_old"
if IS_PRODUCTION:
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = os.environ.get("BALAI_SSL_REDIRECT", "yes") == "yes"
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^sehat$", r"^siap$", r"^api/"]  # the API refuses instead (site/readable.py)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["balai.documents.uploads.Bounded"]  # no file grows beyond the limit, whoever sends it
BALAI_CLAMAV = os.environ.get("BALAI_CLAMAV", "")  # clamd's socket: /path or host:port; or `tanpa`

# Mail and other channels of the outbox.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("BALAI_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("BALAI_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("BALAI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BALAI_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("BALAI_SMTP_TLS", "yes") == "yes"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("BALAI_MAIL_FROM", "balai@localhost")
# Texts (SMS): without an address officers telephone instead.
BALAI_TEXT_URL = os.environ.get("BALAI_TEXT_URL", "")
BALAI_TEXT_KIND = os.environ.get("BALAI_TEXT_KIND", "android")
BALAI_TEXT_USER = os.environ.get("BALAI_TEXT_USER", "")
BALAI_TEXT_PASSWORD = os.environ.get("BALAI_TEXT_PASSWORD", "")
BALAI_TEXT_TOKEN = os.environ.get("BALAI_TEXT_TOKEN", "")
BALAI_TEXT_PER_PERSON = int(os.environ.get("BALAI_TEXT_PER_PERSON", "5"))  # a day
BALAI_TEXT_PER_OFFICE = int(os.environ.get("BALAI_TEXT_PER_OFFICE", "200"))  # a day
BALAI_PLACES_PER_ADDRESS = int(os.environ.get("BALAI_PLACES_PER_ADDRESS", "200"))
BALAI_PLACES_WITHOUT_PHONE = int(os.environ.get("BALAI_PLACES_WITHOUT_PHONE", "12"))
BALAI_PRINTERS = [p for p in os.environ.get("BALAI_PRINTERS", "").split(",") if p]  # host:port, allow-list

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "balai.site.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("BALAI_LOG_LEVEL", "INFO")},
    "loggers": {
        "django.request": {"level": "CRITICAL", "propagate": False},  # CalmErrors logs them, without paths
        "django.security.DisallowedHost": {"level": "CRITICAL", "propagate": False},
    },
}

if IS_PRODUCTION:
    _missing = [
        what
        for what, wrong in {
            "BALAI_SECRET_KEY (paling sedikit 50 huruf acak; balai setup membuatnya)": len(SECRET_KEY) < 50,
            "BALAI_HOSTS (nama situs, misalnya balai.kecamatan.go.id)": not ALLOWED_HOSTS
            or "*" in ALLOWED_HOSTS,
            "BALAI_URL (harus https://…)": not SECURE_COOKIES,
        }.items()
        if wrong
    ]
    if _missing and os.environ.get("BALAI_SETUP") != "yes":
        raise ImproperlyConfigured(
            "Balai tidak dijalankan karena belum aman. Lengkapi: " + "; ".join(_missing)
        )
