"""One settings file. With no variable set the product starts by itself: SQLite and a private Valkey in var/. See docs/running.md."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from workspace import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("THREEDAY_VAR", str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("THREEDAY_DEBUG")
SECRET_KEY = env.secret_key(VAR_DIR)
ALLOWED_HOSTS = env.words("THREEDAY_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("THREEDAY_ORIGINS")
SIGN_UP = env.choice("THREEDAY_SIGN_UP", "first", ("first", "open", "closed"))

# -- apps and requests -----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "workspace.accounts",
    "workspace.threads",
    "workspace.connections",
    "workspace.library",
    "workspace.usage",
    "workspace.providers",
    "workspace.runs",
    "workspace.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "workspace.web.security.content_security_policy",
    "workspace.web.compression.CompressText",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "workspace.web.last_seen.keep_track",
    "workspace.web.time_zones.activate_zone",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "workspace.urls"
ASGI_APPLICATION = "workspace.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workspace.web.context.page",
            ],
        },
    },
]

# -- data ------------------------------------------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    config: dict[str, Any] = dict(dj_database_url.parse(env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'threeday.sqlite3'}")))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        # Writers take the lock when they begin, so two of them wait for each other instead of failing half way.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728",
        }
    elif config["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"DATABASE_URL names {config['ENGINE']}; use sqlite:///PATH or postgres://….")
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits are counted in the database: all processes see them, and they need no further server. Previews are big and each process's own.
CACHES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "previews": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 200}},
}
UPLOAD_LIMIT = env.whole("THREEDAY_UPLOAD_MB", 500, least=1) * 1_000_000
TEAM_LIMIT = env.whole("THREEDAY_TEAM_GB", 20, least=1) * 1_000_000_000  # bytes that a team's uploads may take, old versions included
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_TEMP_DIR = str(VAR_DIR)  # the same file system as var/sources, so that a finished upload is only moved

# -- queue and live events -------------------------------------------------------------------------------------------------

REDIS_URL = env.text("REDIS_URL")
SOCKET_PATH = env.socket_path(VAR_DIR)
CHANNEL_LAYERS: dict[str, Any] = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL or f"unix://{SOCKET_PATH}"], "prefix": "threeday"},
    },
}
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://") or f"redis+socket://{SOCKET_PATH}"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env.whole("THREEDAY_WORKERS", 2, least=1)
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "threeday"
# Above the longest step: what is under way must not be handed out twice. Lost work is found by the sweep, not by the broker.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 6 * 3600, "global_keyprefix": "threeday-"}
HEARTBEAT_EVERY = env.seconds("THREEDAY_HEARTBEAT_SECONDS", 3)
LOST_AFTER = env.seconds("THREEDAY_LOST_SECONDS", 30)  # a step without a heartbeat, or a run without a move, for so long is queued again
SWEEP_EVERY = env.seconds("THREEDAY_SWEEP_SECONDS", 5)
WORK = env.text("THREEDAY_WORK", "agents.team.work.work")  # dotted path of what carries a step out; tests put their own

# -- models ----------------------------------------------------------------------------------------------------------------

MODEL = env.model()
MODEL_KEY = env.text("THREEDAY_MODEL_KEY")
SEAL_KEYS = env.seal_keys("THREEDAY_SEAL_KEYS")  # seal the keys that teams enter; the secret key alone does where there are none
# Whether owners of teams may reach through a provider what this machine reaches: its AWS credentials, servers on its network.
OWNERS_USE_MACHINE = env.flag("THREEDAY_OWNERS_USE_MACHINE", SIGN_UP != "open")

# -- people ----------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "workspace.web.sign_up.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the other sessions end by themselves
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Threeday: "
MFA_TOTP_ISSUER = "Threeday"
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are not verified on signing up
USERSESSIONS_TRACK_ACTIVITY = True  # every few minutes, by workspace.web.last_seen
SOCIALACCOUNT_ADAPTER = "workspace.web.sign_up.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = env.sign_on("THREEDAY_OIDC")
# The button is a link: a form that ends at the provider would need the addresses on its way in the form-action of the policy.
SOCIALACCOUNT_LOGIN_ON_GET = True
# Who already has an account here and an address that the provider has verified enters that account.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
EMAIL = env.mail("THREEDAY_EMAIL_URL")
vars().update(EMAIL)
EMAIL_BACKEND = env.text("THREEDAY_EMAIL_BACKEND", EMAIL.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"))
MAIL_WORKS = not EMAIL_BACKEND.endswith("console.EmailBackend")  # without it an owner hands an invitation's link over by hand
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("THREEDAY_EMAIL_FROM", "threeday@localhost")
DEMO = env.flag("THREEDAY_DEMO")  # set by `manage.py demo` alone: allows the one-time sign-in address
DEMO_PERSON = "demo@threeday.local"

# -- safety ----------------------------------------------------------------------------------------------------------------

SECURE = env.flag("THREEDAY_SECURE")  # behind HTTPS
SECURE_SSL_REDIRECT = SECURE
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # load balancers ask without TLS
BEHIND_PROXY = env.flag("THREEDAY_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# So many entries at the end of X-Forwarded-For were written by proxies of ours; the client's address is the first of them.
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole("THREEDAY_PROXIES", 1 if BEHIND_PROXY else 0)
ACCOUNT_RATE_LIMITS = {
    "login": env.rates("THREEDAY_LIMIT_SIGN_IN", "30/m/ip"),
    "signup": env.rates("THREEDAY_LIMIT_SIGN_UP", "20/m/ip"),
    "runs": env.rates("THREEDAY_LIMIT_RUNS", "30/m/user"),
    "uploads": env.rates("THREEDAY_LIMIT_UPLOADS", "30/m/user"),
    "models": env.rates("THREEDAY_LIMIT_MODELS", "30/m/user"),
    "invitations": env.rates("THREEDAY_LIMIT_INVITATIONS", "60/h/user"),
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

# -- words -----------------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("THREEDAY_TIME_ZONE", "UTC")

# -- static files ----------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
COLLECTED = (STATIC_ROOT / "staticfiles.json").is_file()
COLLECTING = sys.argv[1:2] == ["collectstatic"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(VAR_DIR)}},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED or COLLECTING else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED  # a fresh machine serves static/ as it stands
WHITENOISE_AUTOREFRESH = DEBUG

# -- log -------------------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"redact": {"()": "workspace.redact.Redact"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["redact"]}},
    "root": {"handlers": ["console"], "level": env.choice("THREEDAY_LOG", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR"))},
}
