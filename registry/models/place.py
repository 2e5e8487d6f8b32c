"""Countries and centres."""

from sqlalchemy.orm import Mapped

from registry.fields.place import CentreFields, CountryFields
from registry.models.base import Base, Versioned, column


class Country(Versioned, Base):
    __tablename__ = "country"

    language: Mapped[str | None] = column(CountryFields.language)
    identifiers: Mapped[list[str] | None] = column(CountryFields.identifiers)


class Centre(Versioned, Base):
    __tablename__ = "centre"

    country_id: Mapped[str] = column(CentreFields.country_id, nullable=False)
    name: Mapped[str | None] = column(CentreFields.name)
