"""Reading accounts and places: what the pages on users, centres and the own account show."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from registry.access import emails, links
from registry.access.permissions import ROLES
from registry.access.scope import scope_in
from registry.access.sessions import Limits, open_of
from registry.db import RegistrySession
from registry.errors import NotFound
from registry.i18n import gettext as _
from registry.models.base import now
from registry.models.place import Centre, Country
from registry.models.user import ApiToken, User, UserSession
from registry.terminology.words import fold

ACTIVE, INVITED, DISABLED = "active", "invited", "disabled"
STATES = (ACTIVE, INVITED, DISABLED)


@dataclass(frozen=True, slots=True)
class UserLine:
    """One account in the list: its state, and the name of its centre."""

    user: User
    centre: Centre | None

    @property
    def state(self) -> str:
        return state_of(self.user)


@dataclass(frozen=True, slots=True)
class CentreLine:
    """One centre in the list, with the number of its accounts in use."""

    centre: Centre
    users: int


def state_of(user: User) -> str:
    """Whether an account is in use, waits for its first or next password, or is closed."""
    if user.disabled_at is not None:
        return DISABLED
    return ACTIVE if user.password_hash else INVITED


def lines(session: RegistrySession) -> list[UserLine]:
    """The accounts of the reader's rows, by e-mail; a national coordinator does not see other managers."""
    statement = select(User, Centre).outerjoin(Centre, Centre.id == User.centre_id).order_by(User.email)
    return [UserLine(user, centre) for user, centre in session.execute(statement)]


def matches(line: UserLine, words: str) -> bool:
    """Whether all words occur in the e-mail, the role in either language, or the place."""
    user, label = line.user, ROLES[line.user.role].label
    name = line.centre.name if line.centre else ""
    parts = (user.email, label.fr, label.en, user.centre_id, user.country_id, name)
    searched = fold(" ".join(part for part in parts if part))
    return all(word in searched for word in fold(words).split())


def by_id(session: RegistrySession, user_id: str) -> User:
    """One account of the reader's rows; NotFound otherwise."""
    user = session.scalar(select(User).where(User.id == user_id))
    if user is None:
        raise NotFound(_("There is no such account."))
    return user


def by_email(session: RegistrySession, email: str) -> User:
    """The account of an e-mail address, however it is written; NotFound if there is none in the reader's rows."""
    user = session.scalar(select(User).where(User.email == emails.normalise(email)))
    if user is None:
        raise NotFound(_("There is no account for %(email)s.") % {"email": email})
    return user


def has_chosen_password(session: RegistrySession, user: User) -> bool:
    """Whether the person ever chose a password: then a new link is a reset, else it is a set-up link."""
    return links.has_chosen(session, user)


def sessions_of(session: RegistrySession, user: User, *, limits: Limits) -> list[UserSession]:
    """The signed-in browsers of a person, the last used first."""
    return open_of(session, user, limits=limits)


def own_tokens(session: RegistrySession) -> Sequence[ApiToken]:
    """The own API tokens that work, the first to expire first."""
    mine = (
        ApiToken.user_id == scope_in(session).user_id,
        ApiToken.ended_at.is_(None),
        ApiToken.expires_at > now(),
    )
    return session.scalars(select(ApiToken).where(*mine).order_by(ApiToken.expires_at)).all()


def countries(session: RegistrySession) -> Sequence[Country]:
    """All countries, by their letters."""
    return session.scalars(select(Country).order_by(Country.id)).all()


def centres(session: RegistrySession) -> Sequence[Centre]:
    """The centres of the reader's rows, by id."""
    return session.scalars(select(Centre).order_by(Centre.id)).all()


def centre(session: RegistrySession, centre_id: str) -> Centre:
    """One centre of the reader's rows; NotFound otherwise."""
    found = session.scalar(select(Centre).where(Centre.id == centre_id))
    if found is None:
        raise NotFound(_("There is no such centre."))
    return found


def centre_lines(session: RegistrySession) -> list[CentreLine]:
    """The centres with their number of accounts that are not closed."""
    counted = (
        select(User.centre_id, func.count())
        .where(User.disabled_at.is_(None), User.centre_id.is_not(None))
        .group_by(User.centre_id)
    )
    found = dict(session.execute(counted).all())
    return [CentreLine(centre, found.get(centre.id, 0)) for centre in centres(session)]
