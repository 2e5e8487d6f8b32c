"""Accounts and what proves them: sessions, one-time links, API tokens, sign-in attempts."""

import datetime as dt

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Identified, Instant, now


class User(Identified, Base):
    """A person with one role. Rows: the centre's, the country's, or all, as the role says."""

    __tablename__ = "user_account"

    email: Mapped[str] = mapped_column(String(254), unique=True, nullable=False)
    role: Mapped[str] = mapped_column(String(30), nullable=False)
    centre_id: Mapped[str | None] = mapped_column(ForeignKey("centre.id"), index=True)
    country_id: Mapped[str | None] = mapped_column(ForeignKey("country.id"), index=True)
    language: Mapped[str] = mapped_column(String(5), default="en", nullable=False)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    disabled_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    created_at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False)
    version: Mapped[int] = mapped_column(Integer, nullable=False)

    __mapper_args__ = {"version_id_col": version}


class UserSession(Identified, Base):
    """A signed-in browser; `id` is the SHA-256 of what its cookie holds."""

    __tablename__ = "user_session"

    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), index=True, nullable=False)
    created_at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False)
    seen_at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    agent: Mapped[str] = mapped_column(String(200), default="", nullable=False)


class UserLink(Identified, Base):
    """A single-use link to choose a password; `id` is the SHA-256 of its key, its person and their password hash."""

    __tablename__ = "user_link"

    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), index=True, nullable=False)
    expires_at: Mapped[dt.datetime] = mapped_column(Instant, nullable=False)
    used_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class ApiToken(Identified, Base):
    """A bearer token of the API; `id` is its SHA-256, the token itself is shown once."""

    __tablename__ = "api_token"

    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), index=True, nullable=False)
    read_only: Mapped[bool] = mapped_column(Boolean, default=False, nullable=False)
    created_at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False)
    expires_at: Mapped[dt.datetime] = mapped_column(Instant, nullable=False)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class SignInAttempt(Base):
    """One try to sign in, for the lock-out that all processes share."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    email: Mapped[str] = mapped_column(String(254), index=True, nullable=False)
    at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False)
    succeeded: Mapped[bool] = mapped_column(Boolean, nullable=False)
