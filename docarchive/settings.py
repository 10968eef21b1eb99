"""Every setting of an instance, read once; ``wiring`` hands the values down."""

from __future__ import annotations

import os
import tomllib
from datetime import time
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from docarchive.kernel.errors import InvalidInputError

DEFAULT_HOME = Path("var/instance")
FILE_NAME = "docarchive.toml"


class Settings(BaseSettings):
    """Values come from ``DOCARCHIVE_*`` in the environment, else ``docarchive.toml`` of the instance, else here."""

    model_config = SettingsConfigDict(env_prefix="DOCARCHIVE_", frozen=True, extra="forbid")

    home: Path = Field(DEFAULT_HOME, description="Folder of the instance: database, files, index, cache.")
    database_url: str = Field(
        "", description="SQLAlchemy URL of the database; empty: db.sqlite in the instance's folder."
    )
    database_connections: int = Field(
        20, ge=4, le=500, description="PostgreSQL: connections one process holds at most; 2 × threads and a few more."
    )
    database_wait_s: int = Field(10, ge=1, description="PostgreSQL: how long a request waits for a free connection.")
    database_statement_s: int = Field(60, ge=1, description="PostgreSQL: a statement that takes longer is cancelled.")
    database_lock_s: int = Field(10, ge=1, description="PostgreSQL: how long a change waits for one before it.")
    database_idle_s: int = Field(
        120, ge=10, description="PostgreSQL: a transaction left idle so long is ended, as of a process that froze."
    )
    files_url: str = Field(
        "",
        description="Where original bytes are kept: a folder, or s3://BUCKET/PREFIX?endpoint=https://…;"
        " empty: files/ in the instance's folder.",
    )
    files_key_id: str = Field("", description="S3: id of the key; empty: as the machine's AWS settings say.")
    files_key: SecretStr = Field(SecretStr(""), description="S3: the secret key that belongs to it.")
    search_url: str = Field(
        "",
        description="Search engine: memory:, tantivy:PATH or https://user:password@host,host/index (see "
        "docs/elasticsearch.md); empty: tantivy in index/ of the instance's folder.",
    )
    secret_key: SecretStr = Field(
        SecretStr(""), description="Key that signs cookies; empty: secret.key in the instance's folder, made by init."
    )
    organisation: str = Field("Kho văn bản", description="Name of the organisation, shown in the page's head.")
    superior: str = Field("", description="Name of the superior body, shown above the organisation.")
    help_contact: str = Field("", description="Whom to call for help, shown at sign-in and on error pages.")
    host: str = Field("127.0.0.1", description="Address the web server listens on.")
    port: int = Field(8080, ge=0, le=65535, description="Port the web server listens on; 0 takes a free one.")
    threads: int = Field(8, ge=1, le=64, description="Threads that answer requests.")
    https: bool = Field(
        default=False, description="People reach the server over https: cookies are Secure and HSTS is sent."
    )
    trusted_proxies: int = Field(0, ge=0, le=5, description="Reverse proxies in front whose X-Forwarded-* is believed.")
    jobs_in_server: bool = Field(
        default=True, description="serve runs jobs itself; false leaves them to docarchive worker."
    )
    index_in_worker: bool = Field(
        default=False, description="docarchive worker follows the index, too; only for engines with many writers."
    )
    job_threads: int = Field(1, ge=1, le=32, description="Jobs run at the same time in one process.")
    session_idle_minutes: int = Field(60, ge=1, description="A session ends after this long without a request.")
    session_absolute_hours: int = Field(12, ge=1, description="A session ends this long after sign-in in any case.")
    sign_in_attempts: int = Field(5, ge=1, description="Wrong passwords for one name from one address before a pause.")
    sign_in_attempts_per_address: int = Field(30, ge=1, description="Wrong passwords from one address before a pause.")
    sign_in_pause_minutes: int = Field(15, ge=1, description="How long sign-in pauses after too many wrong passwords.")
    secret_registers: bool = Field(
        default=False,
        description="Clerks may write numbers of secret papers, and nothing else of them, into registers of their own.",
    )
    max_upload_mb: int = Field(200, ge=1, description="Largest request body taken, in MiB.")
    metrics_token: SecretStr = Field(
        SecretStr(""), description="Bearer token that may read /metrics from elsewhere; empty: only from this machine."
    )
    log_level: str = Field("INFO", description="Least severe log entries written: DEBUG, INFO, WARNING, ERROR.")
    min_free_disk_mb: int = Field(500, ge=0, description="/readyz fails when less is free in the instance's folder.")
    max_queue_age_minutes: int = Field(
        15, ge=1, description="/readyz fails when a due job has waited longer and none is being done."
    )
    working_day_ends: time = Field(
        time(17), description="When working time ends: what is due on a working day is due then."
    )
    morning_ends: time = Field(
        time(12), description="Until when a document signed the day before may be sent (Decision 28/2018, article 6)."
    )
    urgent_minutes: int = Field(
        30, ge=1, le=1440, description="How long an urgent document may wait before somebody is alarmed."
    )

    signature_authorities: str = Field(
        "",
        description="Folder of authorities for signatures of PDF files: certificates (the self-signed are believed) and"
        " revocation lists, PEM or DER; empty: none, and no signature is shown as verified.",
    )

    signing_module: str = Field(
        "",
        description="PKCS#11 library of the device at this server that signs letters (needs the extra hsm); empty:"
        " letters are signed with key files or elsewhere.",
    )

    time_stamp_url: str = Field(
        "",
        description="Address of a time-stamping authority (RFC 3161) that is asked for every signature made here (PAdES"
        " B-T); empty: the time stays the signer's word.",
    )
    signature_evidence: bool = Field(
        default=False,
        description="Put certificates and revocation lists of signature_authorities into files signed here; with"
        " time_stamp_url this is PAdES B-LT.",
    )
    signature_may_lack: bool = Field(
        default=False,
        description="Where time stamp or evidence cannot be had: sign without and say so on the letter; false: refuse.",
    )

    exchange_authorities: str = Field(
        "",
        description="File of authorities (PEM) believed, besides the machine's own, at https addresses of partners.",
    )

    exchange_folder: str = Field(
        "", description="Folder for packets carried by hand or over a shared drive; empty: that channel is off."
    )
    exchange_collect_minutes: int = Field(
        5, ge=1, le=1440, description="How often the folder and the axis are asked for what has come."
    )
    axis_url: str = Field("", description="Address of the document axis, or the adapter before it; empty: it is off.")
    axis_system: str = Field("", description="Id by which the axis knows this system.")
    axis_secret: SecretStr = Field(SecretStr(""), description="The secret that belongs to it.")

    scan_folder: str = Field(
        "",
        description="Folder with a folder an agency, named by its code (H99.01), whose files are taken in as"
        " letters: what a scanner lays there; empty: none is looked at.",
    )
    scan_minutes: int = Field(1, ge=1, le=1440, description="How often that folder and the mailbox are looked at.")
    inbox_host: str = Field(
        "", description="Mail server (IMAP over TLS) of the mailbox whose mails are taken in as letters; empty: none."
    )
    inbox_port: int = Field(993, ge=1, le=65535, description="Its port.")
    inbox_user: str = Field("", description="Name the mailbox knows us by.")
    inbox_password: SecretStr = Field(SecretStr(""), description="The password that belongs to it.")
    inbox_agency: str = Field("", description="Code of the agency whose letters its mails are, as H99.01.")
    inbox_authorities: str = Field(
        "", description="File of authorities (PEM) believed, besides the machine's own, of the mailbox's server."
    )

    public_url: str = Field(
        "", description="Address people reach the server by, as https://vanban.example; empty: mails carry no links."
    )
    mail_host: str = Field("", description="The office's mail server (SMTP); empty: no mail is sent.")
    mail_port: int = Field(587, ge=1, le=65535, description="Its port: 587 for starttls, 465 for tls, 25 for none.")
    mail_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the way to it is locked: starttls, tls or none."
    )
    mail_user: str = Field("", description="Name the server knows us by; empty: it asks for none.")
    mail_password: SecretStr = Field(SecretStr(""), description="The password that belongs to it.")
    mail_sender: str = Field("", description="Address mails come from; needed where mail_host is set.")
    mail_authorities: str = Field(
        "", description="File of authorities (PEM) believed, besides the machine's own, of the mail server."
    )
    digest_at: time = Field(time(7), description="When the morning's digest leaves, on working days.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - named by pydantic
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - named by pydantic
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: arguments, environment, the instance's file."""
        home = init_settings().get("home") or DEFAULT_HOME
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, Path(home) / FILE_NAME)

    @classmethod
    def from_environ(cls, home: Path | None = None, **values: Any) -> Settings:
        """Read the settings of an instance.

        Args:
            home: The instance's folder; None takes ``DOCARCHIVE_HOME`` or ``var/instance``.
            values: Settings that win over everything else.

        Raises:
            InvalidInputError: A value cannot be taken or a name is unknown; the message names it.
        """
        place = home or Path(os.environ.get("DOCARCHIVE_HOME") or DEFAULT_HOME)
        try:
            return cls(home=place.resolve(), **values)
        except ValidationError as problem:
            first = problem.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            raise InvalidInputError(
                f"Thiết lập “{name}” không hợp lệ: {first['msg']}.", code="invalid-setting"
            ) from None
        except tomllib.TOMLDecodeError as problem:
            sentence = f"Tệp {place / FILE_NAME} viết sai ({problem}). Ví dụ đúng: port = 8090"
            raise InvalidInputError(sentence, code="invalid-setting") from None

    @property
    def effective_database_url(self) -> str:
        """The database's URL with the default filled in."""
        return self.database_url or f"sqlite:///{self.home / 'db.sqlite'}"

    @property
    def effective_search_url(self) -> str:
        """The engine's URL with the default filled in."""
        return self.search_url or f"tantivy:{self.home / 'index'}"

    @property
    def cache_folder(self) -> Path:
        """What can be made again: page images and the like."""
        return self.home / "cache"
