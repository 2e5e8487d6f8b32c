"""Drugs."""

from sqlalchemy.orm import Mapped

from registry.fields.drug import DrugFields
from registry.models.base import Base, Versioned, column


class Drug(Versioned, Base):
    """A drug of the registry's list; its id is the lower-case INN it was first entered under."""

    __tablename__ = "drug"

    inn: Mapped[str] = column(DrugFields.inn, nullable=False, unique=True)
    inn_fr: Mapped[str | None] = column(DrugFields.inn_fr)
    drug_class: Mapped[str | None] = column(DrugFields.drug_class)
    target: Mapped[str | None] = column(DrugFields.target)
    eu_year: Mapped[int | None] = column(DrugFields.eu_year)
    forms: Mapped[list[str] | None] = column(DrugFields.forms)
    new_formulation: Mapped[str | None] = column(DrugFields.new_formulation)
    atc: Mapped[str | None] = column(DrugFields.atc)

    @property
    def unlisted(self) -> bool:
        """Its facts are not filled in yet: a value, or a reason why there is none."""
        target_known = bool(self.target) or "target" in self.missing
        year_known = self.eu_year is not None or "eu_year" in self.missing
        return not (self.drug_class and target_known and year_known)
