"""Settings: read once from `MASTERPLAN_*`, then frozen. The README lists them all."""

from pathlib import Path

from pydantic import AwareDatetime, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may set; every default needs nothing installed."""

    model_config = SettingsConfigDict(env_prefix="MASTERPLAN_", frozen=True, extra="ignore")

    home: Path = Field(
        default=Path("masterplan-data"), description="folder for database, outbox and documents"
    )
    region: str = Field(default="heidekreis", description="key of a region that travels with the product")
    profile: Path | None = Field(default=None, description="folder of a region profile of your own")
    members: Path | None = Field(
        default=None, description="private list of mandates (CSV), outside the repository"
    )
    database_url: SecretStr | None = Field(
        default=None, description="PostgreSQL address; else SQLite in home"
    )
    mail_url: SecretStr | None = Field(
        default=None, description="Apprise address; else .eml files in home/outbox"
    )
    sender: str = Field(default="bildungsbuero@example.org", description="From address of notices")
    bounce_address: str | None = Field(
        default=None, description="where mail servers report letters that came back; else the sender"
    )
    mailbox_url: str | None = Field(
        default=None, description="IMAP folder with letters that came back: imaps://user@host/INBOX"
    )
    mailbox_password: SecretStr | None = Field(default=None, description="password of that mailbox")
    mailbox_password_file: Path | None = Field(
        default=None, description="file with that password, where it is not in the environment"
    )
    unsubscribe_url: str | None = Field(
        default=None, description="page that takes a one-click refusal of news; else by mail only"
    )
    undo_minutes: int = Field(
        default=10, ge=0, le=1440, description="how long letters that a person causes can be taken back"
    )
    base_url: str = Field(
        default="https://masterplan.example.org", description="where the documents are served"
    )
    language: str = Field(default="de", description="language of the command line: de or en")

    now: AwareDatetime | None = Field(
        default=None, description="a moment at which the clock stands (ISO, with zone): for simulations only"
    )

    @property
    def database(self) -> str:
        """The database's address."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.home / 'masterplan.db').resolve()}"

    @property
    def outbox(self) -> Path:
        """The folder of written letters."""
        return self.home / "outbox"

    @property
    def documents(self) -> Path:
        """The folder of written documents."""
        return self.home / "documents"
