"""The only settings. Everything that differs between offices comes from the environment.

A missing value stops the start with a sentence that says what to set: never a silent default
in production.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from jiedao.api.names import LISTS
from jiedao.errands import ERRANDS
from jiedao.lib.environment import sealed_way, whole

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

MODE = env.str("JIEDAO_MODE", default="demo")
if MODE not in ("demo", "test", "production"):
    raise ImproperlyConfigured(
        f"环境变量 JIEDAO_MODE 只能是 demo、test 或 production，现在是“{MODE}”。"
    )


def required(name: str, what: str, *, fallback: str) -> str:
    """A value production must be given; a trial may run with `fallback`."""
    value = env.str(name, default="")
    if value:
        return value
    if MODE == "production":
        raise ImproperlyConfigured(
            f"正式运行必须设置环境变量 {name}（{what}）。请写入 deploy/jiedao.env 后重新启动。"
        )
    return fallback


VAR = Path(env.str("JIEDAO_VAR", default=str(ROOT / "var")))
SECRET_KEY = required(
    "SECRET_KEY", "会话签名密钥，至少50个随机字符", fallback="trial-only-" + "k" * 50
)
# Numbers of persons are sealed with one key and found by a hash made with another.
DATA_KEY = required("DATA_KEY", "个人号码加密密钥，32字节base64", fallback="A" * 43 + "=")
SEARCH_KEY = required("SEARCH_KEY", "检索摘要密钥，32字节base64", fallback="B" * 43 + "=")
OLD_DATA_KEYS = env.list("OLD_DATA_KEYS", default=[])  # only to read what was sealed before
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if MODE != "production" else [])
if MODE == "production" and not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "正式运行必须设置环境变量 ALLOWED_HOSTS，写明平台的域名，多个域名用英文逗号隔开。"
    )
PUBLIC_URL = required(
    "PUBLIC_URL", "居民访问平台的网址，二维码里用", fallback="http://127.0.0.1:8000"
).rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[PUBLIC_URL])
OFFICE_NAME = env.str("OFFICE_NAME", default="街道四项制度工作平台")
OFFICE_PHONE = env.str("OFFICE_PHONE", default="0371-6555 0110")

INSTALLED_APPS = [
    "jiedao.pages",
    "jiedao.ledger",
    "jiedao.once",
    "jiedao.people",
    "jiedao.rulebooks",
    "jiedao.workdays",
    "jiedao.organisation",
    "jiedao.dossiers",
    "jiedao.access",
    "jiedao.accounts",
    "jiedao.deadlines",
    "jiedao.attachments",
    "jiedao.notices",
    "jiedao.delivery",
    "jiedao.personal",
    "jiedao.receipts",
    "jiedao.documents",
    "jiedao.casefiles",
    "jiedao.meetings",
    "jiedao.procedures",
    "jiedao.publications",
    "jiedao.scans",
    "jiedao.indicators",
    "jiedao.regulations",
    "jiedao.liaison",
    "jiedao.funds",
    "jiedao.activities",
    "jiedao.party_committee",
    "jiedao.appraisal",
    "jiedao.reporting",
    "jiedao.auditing",
    "jiedao.dashboard",
    "jiedao.api",
    "jiedao.demo",
    "jiedao.backups",
    "jiedao.rights",
    "decisions",
    "disputes",
    "services",
    "supervision",
    "jiedao.pages.back_office_app.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "guardian",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "django_include_bootstrap",
    "template_partials",
    "csp",
]

MIDDLEWARE = [
    "jiedao.publications.public_cache.PublicCache",
    "jiedao.web.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jiedao.web.headers.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "jiedao.accounts.middleware.Authentication",
    "jiedao.accounts.middleware.Presence",
    "jiedao.pages.middleware.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jiedao.pages.middleware.Refusals",
]

ROOT_URLCONF = "jiedao.urls"
WSGI_APPLICATION = "jiedao.wsgi.application"
FORM_RENDERER = "jiedao.pages.renderers.PortalRenderer"
KEPT_TEMPLATES = "jiedao.pages.templating.Loader"
TEMPLATE_PLACES = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jiedao.pages.context.portal",
            ],
            "builtins": ["jiedao.pages.templatetags.addresses"],
            "loaders": [("template_partials.loader.Loader", [(KEPT_TEMPLATES, TEMPLATE_PLACES)])],
        },
    }
]

# The account that owns the tables changes them; the one the portal runs under cannot. `manage.py`
# takes the owner's for the commands that need it.
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default="")
AS_OWNER = bool(DATABASE_OWNER_URL) and env.bool("JIEDAO_AS_OWNER", default=False)
DATABASES = {
    "default": env.db(
        "DATABASE_OWNER_URL" if AS_OWNER else "DATABASE_URL",
        default="postgres://portal@127.0.0.1/portal",
    )
    | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
}
# Left alone, PostgreSQL plans many prepared questions anew each time (lib/prepared.py).
PLANS = {"options": "-c plan_cache_mode=force_generic_plan"}
DATABASES["default"]["OPTIONS"] = PLANS | DATABASES["default"].get("OPTIONS", {})
DATABASE_APP_ROLE = str(env.db("DATABASE_URL")["USER"]) if DATABASE_OWNER_URL else ""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/1")
if MODE == "test":  # each test process empties its cache between cases: a database of its own
    own = 2 + int(env.str("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw"))
    REDIS_URL = REDIS_URL.replace("db=1", f"db={own}")
CACHES = {
    "default": {
        "BACKEND": "jiedao.lib.valkey.Cache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "jiedao",
    }
}
# A test is one transaction, which never comes to the saving that gives public content its new mark.
KEEPS_PUBLIC_PAGES = MODE != "test"
SESSION_ENGINE = (
    "jiedao.accounts.sessions"  # in the database: signing in outlives a broker that is down
)
# A long day; who is away for half an hour signs in again (accounts/rules.py).
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = MODE == "production"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # our script takes the token from the page, not from the cookie
CSRF_FAILURE_VIEW = "jiedao.pages.views.csrf_failure"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "jiedao.accounts.backends.Accounts",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = False
# The tests make a dozen accounts each; a slow hash there measures nothing.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if MODE == "test"
    else "django.contrib.auth.hashers.Argon2PasswordHasher"
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "jiedao.accounts.passwords.OfficePassword"}]
# Two steps at sign-in for who holds sensitive duties (access/roles.toml); everyone may use them.
REQUIRE_TOTP = env.bool("REQUIRE_TOTP", default=MODE == "production")
LOGIN_URL = "pages:sign_in"
LOGIN_REDIRECT_URL = "pages:desk"
LOGOUT_REDIRECT_URL = "pages:sign_in"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "jiedao" / "static"]
WHITENOISE_USE_FINDERS = MODE != "production"
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE == "production"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = Path(env.str("ATTACHMENTS_DIR", default=str(VAR / "attachments")))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a residents' meeting ticks many names
# One request with all its files; above it nothing is even read. nginx has the same number.
REQUEST_MAX_BYTES = env.int("REQUEST_MAX_BYTES", default=220 * 1024 * 1024)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
ATTACHMENT_MAX_BYTES = 50 * 1024 * 1024
BACKUPS_DIR = Path(env.str("BACKUPS_DIR", default=str(VAR / "backups")))
BACKUPS_KEPT = env.int("BACKUPS_KEPT", default=14)
# Typefaces the office has a licence for (仿宋_GB2312, 小标宋 …); without them the open ones serve.
DOCUMENT_FONTS_DIR = env.str("DOCUMENT_FONTS_DIR", default="")
# Ways out of the portal for reminders (待发箱). One that is not configured keeps its messages and says so.
EMAIL_HOST = env.str("EMAIL_HOST", default="")
EMAIL_FROM = DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="")
EMAIL_SECURITY = env.str("EMAIL_SECURITY", default="ssl")
if EMAIL_SECURITY not in ("ssl", "starttls", "none"):
    raise ImproperlyConfigured("环境变量 EMAIL_SECURITY 只能是 ssl、starttls 或 none。")
EMAIL_USE_SSL, EMAIL_USE_TLS = EMAIL_SECURITY == "ssl", EMAIL_SECURITY == "starttls"
EMAIL_PORT = env.int(
    "EMAIL_PORT", default={"ssl": 465, "starttls": 587, "none": 25}[EMAIL_SECURITY]
)
EMAIL_HOST_USER = env.str("EMAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_PASSWORD", default="")
EMAIL_TIMEOUT = 15
whole("电子邮件", EMAIL_HOST=EMAIL_HOST, EMAIL_FROM=EMAIL_FROM)
whole("邮件账号", EMAIL_USER=EMAIL_HOST_USER, EMAIL_PASSWORD=EMAIL_HOST_PASSWORD)
WECHAT_URL = sealed_way("WECHAT_URL", env.str("WECHAT_URL", default="https://api.weixin.qq.com"))
WECHAT_APP_ID = env.str("WECHAT_APP_ID", default="")
WECHAT_SECRET = env.str("WECHAT_SECRET", default="")
WECHAT_TEMPLATE = env.str("WECHAT_TEMPLATE", default="")
# Which field of the template takes what: kind of the notice, its words, its time.
WECHAT_FIELDS = env.dict(
    "WECHAT_FIELDS", default={"kind": "thing1", "words": "thing2", "at": "time3"}
)
whole(
    "微信公众号",
    WECHAT_APP_ID=WECHAT_APP_ID,
    WECHAT_SECRET=WECHAT_SECRET,
    WECHAT_TEMPLATE=WECHAT_TEMPLATE,
)
SMS_URL = sealed_way("SMS_URL", env.str("SMS_URL", default=""))
SMS_KEY = env.str("SMS_KEY", default="")
SMS_SIGN = env.str("SMS_SIGN", default="")
whole("短信", SMS_URL=SMS_URL, SMS_KEY=SMS_KEY, SMS_SIGN=SMS_SIGN)
OUTBOX_DAYS = env.int("OUTBOX_DAYS", default=2)  # what is older is past its time and not sent
# Forms anybody may send: times per minutes, e.g. say-opinion=30/10; the rest is our default.
PUBLIC_LIMITS = env.dict("PUBLIC_LIMITS", default={})

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if MODE == "production":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # A browser that once came by https comes by nothing else for a year.
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws ticks and arrows as data images
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="redis://127.0.0.1:6379/0")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_BEAT_SCHEDULER = "jiedao.beat:OneBeat"
CELERY_BEAT_SCHEDULE = ERRANDS

REST_FRAMEWORK = {
    # The token first: who has not signed in is then told 401 and how.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "jiedao.api.authentication.Bearer",
        "jiedao.api.authentication.Session",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "jiedao.api.permissions.MachinesActAsGranted",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["jiedao.api.throttling.PerAsker"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "jiedao.api.parsers.SmallJSONParser",
        "jiedao.api.parsers.FilesParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "jiedao.api.problems.handler",
    "DEFAULT_METADATA_CLASS": None,  # the schema says what there is to know
    "DEFAULT_PAGINATION_CLASS": "jiedao.api.paging.KeyPaging",
    "PAGE_SIZE": 20,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "街道四项制度工作平台接口",
    "DESCRIPTION": "与页面走同一套办理动作；拒绝时给出与页面相同的原因。",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "ENUM_NAME_OVERRIDES": LISTS,
    "POSTPROCESSING_HOOKS": ["jiedao.api.schema.complete"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
