"""Typed settings. They fail closed: what production needs has no default there.

Sources, first wins: environment `AQTRA_<NAME>`, a file named by `AQTRA_<NAME>_FILE` (one value, for
mounted secrets), a TOML file named by `AQTRA_CONFIG`.
"""

import os
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from aqtra.infra import transport
from aqtra.infra.crypto import parse_entries, parse_keys
from aqtra.infra.networks import Rate, networks
from aqtra.infra.zones import ZoneName

PREFIX = "AQTRA_"
# In the environment it is written as it is, not as JSON.
RateSetting = Annotated[Rate, NoDecode]


class SettingsError(Exception):
    """A setting is missing or wrong. The message names each."""


class Environment(StrEnum):
    EMBEDDED = "embedded"
    PRODUCTION = "production"


class KeyProviderKind(StrEnum):
    NONE = "none"
    COMMAND = "command"
    TRANSIT = "transit"


class LogLevel(StrEnum):
    TRACE = "trace"
    DEBUG = "debug"
    INFORMATION = "information"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"
    NONE = "none"


class SmtpSecurity(StrEnum):
    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class SecondFactor(StrEnum):
    OPTIONAL = "optional"
    BUILDERS = "builders"
    EVERYBODY = "everybody"


LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class Settings(BaseSettings):
    """Everything an installation may set. Sizes in bytes, durations in seconds."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    environment: Environment = Environment.EMBEDDED
    data_dir: Path = Path(".aqtra")
    host: str = "127.0.0.1"
    port: int = Field(8443, ge=1, le=65535)
    public_url: str | None = None
    allowed_origins: tuple[str, ...] = ()

    database_url: SecretStr | None = None
    """Application role: reads and writes rows, owns nothing."""
    database_owner_url: SecretStr | None = None
    """Owner role: migrations, and workers of the main lane, which publish and mend tables. The gateway needs none."""
    redis_url: SecretStr | None = None
    database_pool_size: int = Field(12, ge=1, le=200)
    query_seconds: int = Field(30, ge=1, le=600)
    """Longest time of one statement in the service of a request."""
    query_cost: float = Field(10_000_000, ge=0)
    """Highest cost of an unusual query, in units of PostgreSQL's planner; 0 turns the question off."""

    secret_key: SecretStr | None = None
    """Signs anti-forgery tokens. At least 32 bytes; the embedded shape makes its own."""
    tls_cert: Path | None = None
    tls_key: Path | None = None
    metrics_token: SecretStr | None = None
    encryption_keys: SecretStr | None = None
    """`<version>:<base64 of 32 bytes>`, comma-separated; the highest version encrypts, all decrypt."""
    key_provider: KeyProviderKind = KeyProviderKind.NONE
    """What opens the encryption keys when they lie wrapped."""
    key_command: tuple[str, ...] = ()
    """Program of the provider `command` and its first words; `wrap` or `unwrap` follows them."""
    key_service_url: str | None = None
    """Of the provider `transit`, such as `https://vault.example.org:8200/v1/transit`."""
    key_service_name: str = Field("aqtra", pattern=r"^[A-Za-z0-9_.-]{1,100}$")
    key_service_token: SecretStr | None = None
    key_service_ca: Path | None = None
    blob_url: str | None = None
    """Where blobs lie: `file:///…` or `s3://bucket/prefix`; default: the folder `blobs` in the data folder."""
    blob_endpoint: str | None = None
    """Address of an S3 API other than Amazon's."""
    blob_access_key: SecretStr | None = None
    blob_secret_key: SecretStr | None = None
    blob_region: str = "us-east-1"

    log_level: LogLevel = LogLevel.INFORMATION
    export_file_limit: int = Field(1024 * 1024, ge=1024, le=256 * 1024 * 1024)
    """Size of a file that a dataflow writes. Workbooks and Parquet files are held in memory while they are written."""
    flow_items: int = Field(1_000_000, ge=1, le=1_000_000_000)
    """Items that a step of a dataflow may produce in one run."""
    flow_memory: int = Field(512 * 1024 * 1024, ge=1024 * 1024)
    """Of the items that one step of a run is given as a whole. A run holds a quarter of it between its steps."""
    flow_disk: int = Field(4 * 1024 * 1024 * 1024, ge=0)
    """Of the items of one run that are too many for memory; sealed files in the data folder."""
    flow_spread_items: int = Field(20_000, ge=0)
    """From so many items on, steps of background runs are done in parts by all workers; 0: never."""
    body_limit: int = Field(2 * 1024 * 1024, ge=1024)
    session_hours: int = Field(12, ge=1, le=24 * 30)
    password_grant: bool = False
    """Whether programs may exchange a user name and password for tokens."""
    token_key_version: int = Field(1, ge=1, le=1_000_000)
    """Version of the key that signs access tokens; raising it draws a new one, and the one before stays valid."""
    session_idle_minutes: int = Field(120, ge=1, le=60 * 24 * 30)
    """A session that nobody used for so long ends, even before its hours are over."""
    second_factor: SecondFactor = SecondFactor.OPTIONAL
    """Who must have a second factor: nobody, people with the right Studio, or everybody with a password."""

    smtp_host: str | None = None
    """Mail server. Without one there are no links and codes by mail."""
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_sender: str | None = None
    """Address, or `Name <address>`, that mail comes from."""
    smtp_security: SmtpSecurity = SmtpSecurity.STARTTLS
    """`none` is for a server on the same machine only."""
    smtp_ca: Path | None = None
    """Authority that signed the mail server's certificate, when the system does not know it."""

    trusted_proxies: tuple[str, ...] = ()
    """Networks of our own proxies; only what these say of a caller's address is believed."""
    allowed_hosts: tuple[str, ...] = ()
    """Names that requests may address this installation by; empty: any."""
    user_limit: int | None = Field(None, ge=1)
    """How many people may have an account; None: as many as come."""
    flow_sign_in_failures: int = Field(5, ge=1, le=100)
    """Wrong passwords in 15 minutes after which a flow signs nobody of that name in for 15 minutes."""

    rate_limits: bool = True
    rate_sign_in: RateSetting = Rate(30, 60)
    """Per address."""
    rate_sign_in_account: RateSetting = Rate(10, 60)
    rate_anonymous: RateSetting = Rate(600, 60)
    """Per address, of those who are not signed in."""
    rate_address: RateSetting = Rate(12_000, 60)
    """Changes and uploads of all people behind one address together."""
    rate_reads: RateSetting = Rate(3_000, 60)
    """Per account, like the two that follow."""
    rate_changes: RateSetting = Rate(600, 60)
    rate_uploads: RateSetting = Rate(1_200, 60)
    rate_factors: dict[str, float] = {"studio": 2.0}
    """By right: accounts that have it may do this many times as much."""
    sockets_per_address: int = Field(200, ge=1)
    sockets_per_account: int = Field(30, ge=1)
    egress_allow: tuple[str, ...] = ()
    """Host names and networks that may be called although they are not of the public internet."""
    egress_public: bool = True
    """Whether public addresses may be called that nobody listed."""
    egress_ports: tuple[int, ...] = (80, 443)
    script_packages: tuple[str, ...] = ()
    """Distributions that scripts on the server may import, of a list that was tried."""
    consume: bool = True
    """Whether the gateway receives messages of brokers; without, `aqtra consume` does."""
    audit_checkpoints: Path | None = None
    """Folder for the exported ends of the audit chain; default: `audit` in the data folder."""
    audit_checkpoint_store: str | None = None
    """Also a store of objects for them: `file:///…`, or `s3://bucket/prefix` with the settings of blobs."""
    audit_checkpoint_minutes: int = Field(15, ge=1, le=24 * 60)

    time_zone: ZoneName = "UTC"
    """Of schedules, and of `$today` and times without an offset in flows: a name such as `Europe/Berlin`."""
    web_root: Path | None = None
    """Folder with `studio/`, `workplace/` and `help/`; default: those of the installation."""

    @field_validator("database_url", "database_owner_url")
    @classmethod
    def _database_is_not_overheard(cls, address: SecretStr | None) -> SecretStr | None:
        return None if address is None else SecretStr(transport.database_address(address.get_secret_value()))

    @field_validator("redis_url")
    @classmethod
    def _redis_is_not_overheard(cls, address: SecretStr | None) -> SecretStr | None:
        return None if address is None else SecretStr(transport.redis_address(address.get_secret_value()))

    @field_validator("blob_endpoint", "key_service_url")
    @classmethod
    def _services_are_not_overheard(cls, address: str | None) -> str | None:
        return None if address is None else transport.require_https(address)

    @model_validator(mode="after")
    def _production_is_complete(self) -> "Settings":
        if self.secret_key is not None and len(self.secret_key.get_secret_value()) < 32:
            raise ValueError("secret_key is shorter than 32 bytes")
        if self.encryption_keys is not None:
            read = parse_keys if self.key_provider is KeyProviderKind.NONE else parse_entries
            read(self.encryption_keys.get_secret_value())
        if self.key_provider is KeyProviderKind.COMMAND and not Path(next(iter(self.key_command), "")).is_absolute():
            raise ValueError("key_provider command needs key_command, which begins with an absolute path")
        if self.key_provider is KeyProviderKind.TRANSIT and not (self.key_service_url and self.key_service_token):
            raise ValueError("key_provider transit needs key_service_url and key_service_token")
        for name in ("blob_url", "audit_checkpoint_store"):
            if not (getattr(self, name) or "s3://").startswith(("file:///", "s3://")):
                raise ValueError(f"{name} is neither file:///… nor s3://…")
        self._mail_is_complete()
        networks(self.trusted_proxies)
        if any(factor <= 0 for factor in self.rate_factors.values()):
            raise ValueError("rate_factors holds a factor that is not above 0")
        if self.environment is not Environment.PRODUCTION:
            return self
        needed = ("database_url", "redis_url", "secret_key", "public_url", "encryption_keys")
        missing = [name for name in needed if not getattr(self, name)]
        if missing:
            raise ValueError(f"production needs {', '.join(PREFIX + name.upper() for name in missing)}")
        return self

    def _mail_is_complete(self) -> None:
        if self.smtp_host is None:
            return
        if not self.smtp_sender or "@" not in self.smtp_sender or not self.smtp_sender.isprintable():
            raise ValueError("smtp_sender must be an address where smtp_host is set")
        if self.smtp_security is SmtpSecurity.NONE and self.smtp_host not in LOOPBACK_HOSTS:
            raise ValueError("smtp_security none is for a mail server on this machine only")

    @property
    def base_url(self) -> str:
        """Address people use, without a slash at its end."""
        return (self.public_url or f"https://{self.host}:{self.port}").rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        sources: list[PydanticBaseSettingsSource] = [init_settings, env_settings, _FileSource(settings_cls)]
        if config := os.environ.get(f"{PREFIX}CONFIG"):
            if not Path(config).is_file():
                raise SettingsError(f"{PREFIX}CONFIG names {config}, which is not a file")
            sources.append(TomlConfigSettingsSource(settings_cls, Path(config)))
        return tuple(sources)


class _FileSource(EnvSettingsSource):
    """Reads the value of `AQTRA_X` from the file that `AQTRA_X_FILE` names."""

    def __call__(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in self.settings_cls.model_fields:
            path = os.environ.get(f"{PREFIX}{name.upper()}_FILE")
            if path is None:
                continue
            try:
                values[name] = Path(path).read_text().strip()
            except OSError as error:
                raise SettingsError(f"{PREFIX}{name.upper()}_FILE: {error.strerror}: {path}") from error
        return values


def load_settings(**overrides: Any) -> Settings:
    """Reads the settings anew.

    Raises SettingsError naming every wrong setting, never its value.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        lines = [
            f"{PREFIX}{str(detail['loc'][0]).upper()}: {detail['msg']}" if detail["loc"] else str(detail["msg"])
            for detail in error.errors()
        ]
        raise SettingsError("; ".join(lines)) from None


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process."""
    return load_settings()


def required(secret: SecretStr | None, name: str) -> str:
    """The value of a setting that this process cannot do without."""
    if secret is None:
        raise SettingsError(f"{PREFIX}{name.upper()} is not set")
    return secret.get_secret_value()
