"""Typed settings. They fail closed: what production needs has no default there.

Sources, first wins: environment `AQTRA_<NAME>`, a file named by `AQTRA_<NAME>_FILE` (one value, for
mounted secrets), a TOML file named by `AQTRA_CONFIG`.
"""

import os
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from aqtra.infra.crypto import parse_keys
from aqtra.infra.networks import Rate, networks

PREFIX = "AQTRA_"
# In the environment it is written as it is, not as JSON.
RateSetting = Annotated[Rate, NoDecode]


class SettingsError(Exception):
    """A setting is missing or wrong. The message names each."""


class Environment(StrEnum):
    EMBEDDED = "embedded"
    PRODUCTION = "production"


class LogLevel(StrEnum):
    TRACE = "trace"
    DEBUG = "debug"
    INFORMATION = "information"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"
    NONE = "none"


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
    blob_url: str | None = None
    """Where blobs lie: `file:///…` or `s3://bucket/prefix`; default: the folder `blobs` in the data folder."""
    blob_endpoint: str | None = None
    """Address of an S3 API other than Amazon's."""
    blob_access_key: SecretStr | None = None
    blob_secret_key: SecretStr | None = None
    blob_region: str = "us-east-1"

    log_level: LogLevel = LogLevel.INFORMATION
    body_limit: int = Field(2 * 1024 * 1024, ge=1024)
    session_hours: int = Field(12, ge=1, le=24 * 30)

    trusted_proxies: tuple[str, ...] = ()
    """Networks of our own proxies; only what these say of a caller's address is believed."""
    allowed_hosts: tuple[str, ...] = ()
    """Names that requests may address this installation by; empty: any."""
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
    audit_checkpoints: Path | None = None
    """Folder for the exported ends of the audit chain; default: `audit` in the data folder."""
    audit_checkpoint_minutes: int = Field(15, ge=1, le=24 * 60)

    web_root: Path | None = None
    """Folder with `studio/`, `workplace/` and `help/`; default: those of the installation."""

    @model_validator(mode="after")
    def _production_is_complete(self) -> "Settings":
        if self.secret_key is not None and len(self.secret_key.get_secret_value()) < 32:
            raise ValueError("secret_key is shorter than 32 bytes")
        if self.encryption_keys is not None:
            parse_keys(self.encryption_keys.get_secret_value())
        if self.blob_url is not None and not self.blob_url.startswith(("file:///", "s3://")):
            raise ValueError("blob_url is neither file:///… nor s3://…")
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
