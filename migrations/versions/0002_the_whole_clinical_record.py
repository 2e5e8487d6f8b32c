"""the whole clinical record"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "terminology_release",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_by", sa.String(length=254), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "version", "language", name=op.f("pk_terminology_release")),
    )
    op.create_table(
        "terminology_entry",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.String(length=40), nullable=False),
        sa.Column("top_code", sa.String(length=40), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kind", "version", "language"],
            ["terminology_release.kind", "terminology_release.version", "terminology_release.language"],
            name=op.f("fk_terminology_entry_kind_version_language_terminology_release"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint(
            "kind", "version", "language", "code", "level", name=op.f("pk_terminology_entry")
        ),
    )
    op.create_table(
        "access_request",
        sa.Column("drug", sa.String(length=64), nullable=True),
        sa.Column("scheme", sa.String(length=80), nullable=True),
        sa.Column("type", sa.String(length=40), nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("prescriber_role", sa.String(length=80), nullable=True),
        sa.Column("weight", sa.Float(precision=53), nullable=True),
        sa.Column("planned_dose", sa.Float(precision=53), nullable=True),
        sa.Column("dose_unit", sa.String(length=40), nullable=True),
        sa.Column("dose_basis", sa.String(length=40), nullable=True),
        sa.Column("dose_frequency", sa.String(length=40), nullable=True),
        sa.Column("route", sa.String(length=40), nullable=True),
        sa.Column("planned_months", sa.Integer(), nullable=True),
        sa.Column("trial", sa.String(length=40), nullable=True),
        sa.Column("trial_text", sa.String(length=400), nullable=True),
        sa.Column("no_alternative", sa.String(length=40), nullable=True),
        sa.Column("justification", sa.Text(), nullable=True),
        sa.Column("is_deferrable", sa.String(length=40), nullable=True),
        sa.Column("first_line_reason", sa.String(length=2000), nullable=True),
        sa.Column("commitment", sa.String(length=40), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("refusal_reason", sa.String(length=400), nullable=True),
        sa.Column("authorisation_number", sa.String(length=60), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("payer", sa.String(length=40), nullable=True),
        sa.Column("is_free", sa.String(length=40), nullable=True),
        sa.Column("is_started", sa.String(length=40), nullable=True),
        sa.Column("not_started_reason", sa.String(length=40), nullable=True),
        sa.Column("not_started_on", sa.Date(), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_access_request_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_access_request_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["drug"], ["drug.id"], name=op.f("fk_access_request_drug_drug"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_access_request_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_request")),
    )
    with op.batch_alter_table("access_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_request_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_request_drug"), ["drug"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_request_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "alteration",
        sa.Column("gene", sa.String(length=40), nullable=True),
        sa.Column("type", sa.String(length=40), nullable=True),
        sa.Column("partner", sa.String(length=40), nullable=True),
        sa.Column("hgvs", sa.String(length=120), nullable=True),
        sa.Column("vaf", sa.Float(precision=53), nullable=True),
        sa.Column("origin", sa.String(length=40), nullable=True),
        sa.Column("found_at", sa.String(length=40), nullable=True),
        sa.Column("assay", sa.String(length=40), nullable=True),
        sa.Column("sample", sa.String(length=40), nullable=True),
        sa.Column("sampled_on", sa.String(length=10), nullable=True),
        sa.Column("is_basis", sa.String(length=40), nullable=True),
        sa.Column("tier_scale", sa.String(length=40), nullable=True),
        sa.Column("tier", sa.String(length=20), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_alteration_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_alteration_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_alteration_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alteration")),
    )
    with op.batch_alter_table("alteration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alteration_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alteration_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "board",
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("type", sa.String(length=40), nullable=True),
        sa.Column("drug", sa.String(length=64), nullable=True),
        sa.Column("recommendation", sa.String(length=40), nullable=True),
        sa.Column("trial", sa.String(length=40), nullable=True),
        sa.Column("alternative", sa.String(length=400), nullable=True),
        sa.Column("first_line_reason", sa.String(length=2000), nullable=True),
        sa.Column("options", sa.Text(), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_board_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_board_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["drug"], ["drug.id"], name=op.f("fk_board_drug_drug"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_board_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
    )
    with op.batch_alter_table("board", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_board_drug"), ["drug"], unique=False)
        batch_op.create_index(batch_op.f("ix_board_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "concomitant",
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("dose", sa.String(length=80), nullable=True),
        sa.Column("route", sa.String(length=40), nullable=True),
        sa.Column("indication", sa.String(length=200), nullable=True),
        sa.Column("began", sa.String(length=10), nullable=True),
        sa.Column("is_ongoing", sa.String(length=40), nullable=True),
        sa.Column("ended", sa.String(length=10), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_concomitant_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_concomitant_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_concomitant_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concomitant")),
    )
    with op.batch_alter_table("concomitant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concomitant_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concomitant_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("event", sa.String(length=40), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("informed", sa.String(length=200), nullable=True),
        sa.Column("notices", sa.String(length=200), nullable=True),
        sa.Column("notice_version", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("stated_reason", sa.String(length=400), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_consent_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_consent_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_consent_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "history",
        sa.Column("domain", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("began", sa.String(length=10), nullable=True),
        sa.Column("is_ongoing", sa.String(length=40), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_history_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_history_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_history_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_history_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "prior_line",
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("types", sa.String(length=200), nullable=True),
        sa.Column("regimen", sa.String(length=400), nullable=True),
        sa.Column("began", sa.String(length=10), nullable=True),
        sa.Column("ended", sa.String(length=10), nullable=True),
        sa.Column("progressed_on", sa.String(length=10), nullable=True),
        sa.Column("best_response", sa.String(length=40), nullable=True),
        sa.Column("end_reason", sa.String(length=40), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_prior_line_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_prior_line_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_prior_line_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prior_line")),
    )
    with op.batch_alter_table("prior_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prior_line_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_prior_line_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "special_situation",
        sa.Column("situation", sa.String(length=40), nullable=True),
        sa.Column("drug", sa.String(length=64), nullable=True),
        sa.Column("occurred_on", sa.String(length=10), nullable=True),
        sa.Column("has_reaction", sa.String(length=40), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("first_received", sa.Date(), nullable=True),
        sa.Column("last_period", sa.String(length=10), nullable=True),
        sa.Column("expected_delivery", sa.String(length=10), nullable=True),
        sa.Column("exposed_from_week", sa.Integer(), nullable=True),
        sa.Column("exposed_to_week", sa.Integer(), nullable=True),
        sa.Column("obstetric_history", sa.String(length=400), nullable=True),
        sa.Column("pregnancy_outcome", sa.String(length=40), nullable=True),
        sa.Column("ended_on", sa.String(length=10), nullable=True),
        sa.Column("child_term", sa.Integer(), nullable=True),
        sa.Column("child_weight", sa.Float(precision=53), nullable=True),
        sa.Column("malformation", sa.String(length=40), nullable=True),
        sa.Column("malformation_text", sa.String(length=400), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'complete', 'void')", name=op.f("ck_special_situation_status")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
            name=op.f("fk_special_situation_centre_id_centre"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["drug"], ["drug.id"], name=op.f("fk_special_situation_drug_drug"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_special_situation_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_situation")),
    )
    with op.batch_alter_table("special_situation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_special_situation_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_special_situation_drug"), ["drug"], unique=False)
        batch_op.create_index(batch_op.f("ix_special_situation_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "subsequent",
        sa.Column("types", sa.String(length=200), nullable=True),
        sa.Column("regimen", sa.String(length=400), nullable=True),
        sa.Column("began", sa.String(length=10), nullable=True),
        sa.Column("ended", sa.String(length=10), nullable=True),
        sa.Column("best_response", sa.String(length=40), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_subsequent_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_subsequent_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_subsequent_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subsequent")),
    )
    with op.batch_alter_table("subsequent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subsequent_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subsequent_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "access_criterion",
        sa.Column("access_request_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("wording", sa.String(length=400), nullable=True),
        sa.Column("is_met", sa.String(length=40), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'complete', 'void')", name=op.f("ck_access_criterion_status")
        ),
        sa.ForeignKeyConstraint(
            ["access_request_id"],
            ["access_request.id"],
            name=op.f("fk_access_criterion_access_request_id_access_request"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
            name=op.f("fk_access_criterion_centre_id_centre"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_access_criterion_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_criterion")),
    )
    with op.batch_alter_table("access_criterion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_access_criterion_access_request_id"), ["access_request_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_access_criterion_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_criterion_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "ctdna",
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=40), nullable=True),
        sa.Column("sampled_on", sa.Date(), nullable=True),
        sa.Column("sample", sa.String(length=40), nullable=True),
        sa.Column("assay", sa.String(length=40), nullable=True),
        sa.Column("target", sa.String(length=80), nullable=True),
        sa.Column("result", sa.String(length=40), nullable=True),
        sa.Column("vaf", sa.Float(precision=53), nullable=True),
        sa.Column("copies", sa.Float(precision=53), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_ctdna_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_ctdna_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_ctdna_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_ctdna_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ctdna")),
    )
    with op.batch_alter_table("ctdna", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ctdna_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ctdna_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ctdna_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "dose_period",
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("drug", sa.String(length=64), nullable=True),
        sa.Column("change", sa.String(length=40), nullable=True),
        sa.Column("began", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("dose", sa.Float(precision=53), nullable=True),
        sa.Column("dose_unit", sa.String(length=40), nullable=True),
        sa.Column("dose_basis", sa.String(length=40), nullable=True),
        sa.Column("dose_frequency", sa.String(length=40), nullable=True),
        sa.Column("route", sa.String(length=40), nullable=True),
        sa.Column("formulation", sa.String(length=40), nullable=True),
        sa.Column("batch", sa.String(length=40), nullable=True),
        sa.Column("change_reason", sa.String(length=40), nullable=True),
        sa.Column("toxicity_term", sa.String(length=80), nullable=True),
        sa.Column("reason_text", sa.String(length=400), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_dose_period_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_dose_period_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_dose_period_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["drug"], ["drug.id"], name=op.f("fk_dose_period_drug_drug"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_dose_period_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dose_period")),
    )
    with op.batch_alter_table("dose_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dose_period_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dose_period_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dose_period_drug"), ["drug"], unique=False)
        batch_op.create_index(batch_op.f("ix_dose_period_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("is_seen", sa.String(length=40), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("not_seen_reason", sa.String(length=40), nullable=True),
        sa.Column("weight", sa.Float(precision=53), nullable=True),
        sa.Column("height", sa.Float(precision=53), nullable=True),
        sa.Column("performance_scale", sa.String(length=40), nullable=True),
        sa.Column("performance", sa.Integer(), nullable=True),
        sa.Column("puberty", sa.String(length=40), nullable=True),
        sa.Column("growth", sa.String(length=2000), nullable=True),
        sa.Column("dose_changed", sa.String(length=40), nullable=True),
        sa.Column("adherence", sa.String(length=40), nullable=True),
        sa.Column("missed_doses", sa.Integer(), nullable=True),
        sa.Column("concomitant_changed", sa.String(length=40), nullable=True),
        sa.Column("has_toxicity", sa.String(length=40), nullable=True),
        sa.Column("assessment_done", sa.String(length=40), nullable=True),
        sa.Column("questionnaire_done", sa.String(length=40), nullable=True),
        sa.Column("health_care", sa.String(length=2000), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_follow_up_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_follow_up_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_follow_up_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_follow_up_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_up_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_up_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_up_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "initiation",
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=True),
        sa.Column("weight", sa.Float(precision=53), nullable=True),
        sa.Column("height", sa.Float(precision=53), nullable=True),
        sa.Column("performance_scale", sa.String(length=40), nullable=True),
        sa.Column("performance", sa.Integer(), nullable=True),
        sa.Column("contraception", sa.String(length=40), nullable=True),
        sa.Column("has_changed", sa.String(length=40), nullable=True),
        sa.Column("change_text", sa.String(length=2000), nullable=True),
        sa.Column("still_eligible", sa.String(length=40), nullable=True),
        sa.Column("deviation", sa.String(length=40), nullable=True),
        sa.Column("deviation_text", sa.String(length=2000), nullable=True),
        sa.Column("product_name", sa.String(length=200), nullable=True),
        sa.Column("ucd", sa.String(length=20), nullable=True),
        sa.Column("batch", sa.String(length=40), nullable=True),
        sa.Column("handling", sa.String(length=40), nullable=True),
        sa.Column("baseline_done", sa.String(length=40), nullable=True),
        sa.Column("questionnaire_done", sa.String(length=40), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_initiation_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_initiation_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_initiation_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_initiation_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiation")),
    )
    with op.batch_alter_table("initiation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiation_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiation_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiation_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "lab_result",
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=40), nullable=True),
        sa.Column("sampled_on", sa.Date(), nullable=True),
        sa.Column("analyte", sa.String(length=80), nullable=True),
        sa.Column("value", sa.Float(precision=53), nullable=True),
        sa.Column("unit", sa.String(length=80), nullable=True),
        sa.Column("lower", sa.Float(precision=53), nullable=True),
        sa.Column("upper", sa.Float(precision=53), nullable=True),
        sa.Column("baseline", sa.Float(precision=53), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_lab_result_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_lab_result_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_lab_result_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_lab_result_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lab_result")),
    )
    with op.batch_alter_table("lab_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lab_result_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lab_result_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lab_result_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "questionnaire",
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=40), nullable=True),
        sa.Column("instrument", sa.String(length=40), nullable=True),
        sa.Column("instrument_text", sa.String(length=80), nullable=True),
        sa.Column("instrument_version", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("respondent", sa.String(length=40), nullable=True),
        sa.Column("is_filled", sa.String(length=40), nullable=True),
        sa.Column("filled_on", sa.Date(), nullable=True),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("not_filled_reason", sa.String(length=40), nullable=True),
        sa.Column("total_score", sa.Float(precision=53), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_questionnaire_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_questionnaire_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_questionnaire_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_questionnaire_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
    )
    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaire_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_questionnaire_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_questionnaire_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "declaration",
        sa.Column("toxicity_id", sa.String(length=64), nullable=False),
        sa.Column("recipient", sa.String(length=40), nullable=True),
        sa.Column("recipient_name", sa.String(length=200), nullable=True),
        sa.Column("step", sa.String(length=40), nullable=True),
        sa.Column("step_number", sa.Integer(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(length=100), nullable=True),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("acknowledgement", sa.String(length=100), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_declaration_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_declaration_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_declaration_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["toxicity_id"],
            ["toxicity.id"],
            name=op.f("fk_declaration_toxicity_id_toxicity"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
    )
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_declaration_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_declaration_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_declaration_toxicity_id"), ["toxicity_id"], unique=False)

    op.create_table(
        "questionnaire_score",
        sa.Column("questionnaire_id", sa.String(length=64), nullable=False),
        sa.Column("dimension", sa.String(length=80), nullable=True),
        sa.Column("score", sa.Float(precision=53), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'complete', 'void')", name=op.f("ck_questionnaire_score_status")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
            name=op.f("fk_questionnaire_score_centre_id_centre"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_questionnaire_score_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_questionnaire_score_questionnaire_id_questionnaire"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_score")),
    )
    with op.batch_alter_table("questionnaire_score", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaire_score_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_questionnaire_score_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_questionnaire_score_questionnaire_id"), ["questionnaire_id"], unique=False
        )

    op.create_table(
        "toxicity_grade",
        sa.Column("toxicity_id", sa.String(length=64), nullable=False),
        sa.Column("graded_on", sa.String(length=10), nullable=True),
        sa.Column("grade", sa.String(length=40), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_toxicity_grade_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_toxicity_grade_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_toxicity_grade_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["toxicity_id"],
            ["toxicity.id"],
            name=op.f("fk_toxicity_grade_toxicity_id_toxicity"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toxicity_grade")),
    )
    with op.batch_alter_table("toxicity_grade", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_toxicity_grade_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_toxicity_grade_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_toxicity_grade_toxicity_id"), ["toxicity_id"], unique=False)

    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("modality", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("nadir", sa.Float(precision=53), nullable=True))
        batch_op.add_column(sa.Column("new_lesion", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("progression_context", sa.String(length=40), nullable=True))

    with op.batch_alter_table("country", schema=None) as batch_op:
        batch_op.add_column(sa.Column("identifiers", sa.String(length=200), nullable=True))

    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.add_column(sa.Column("other_stop_reasons", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("stop_text", sa.String(length=2000), nullable=True))
        batch_op.add_column(sa.Column("toxicity_at_stop", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("toxicity_followed_until", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("post_treatment_follow_up", sa.String(length=40), nullable=True))
        batch_op.alter_column(
            "access_scheme",
            existing_type=sa.VARCHAR(length=40),
            type_=sa.String(length=80),
            existing_nullable=True,
        )

    with op.batch_alter_table("course_drug", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dose_frequency", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("route", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("formulation", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("planned_dose", sa.Float(precision=53), nullable=True))
        batch_op.add_column(sa.Column("role", sa.String(length=40), nullable=True))

    with op.batch_alter_table("diagnosis", schema=None) as batch_op:
        batch_op.add_column(sa.Column("morphology", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("topography", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("other_code", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("laterality", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("tumour_grade", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("stage_system", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("stage", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("is_metastatic", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("metastatic_sites", sa.String(length=200), nullable=True))

    with op.batch_alter_table("drug", schema=None) as batch_op:
        batch_op.add_column(sa.Column("forms", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("new_formulation", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("atc", sa.String(length=7), nullable=True))

    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("birth_day", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("surname_letters", sa.String(length=3), nullable=True))
        batch_op.add_column(sa.Column("first_name_letters", sa.String(length=2), nullable=True))
        batch_op.add_column(sa.Column("predisposition", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("autopsy", sa.String(length=40), nullable=True))

    with op.batch_alter_table("toxicity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lab_analyte", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("lab_value", sa.Float(precision=53), nullable=True))
        batch_op.add_column(sa.Column("lab_unit", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("lab_lower", sa.Float(precision=53), nullable=True))
        batch_op.add_column(sa.Column("lab_upper", sa.Float(precision=53), nullable=True))
        batch_op.add_column(sa.Column("lab_baseline", sa.Float(precision=53), nullable=True))
        batch_op.add_column(sa.Column("grade_reason", sa.String(length=2000), nullable=True))
        batch_op.add_column(sa.Column("hospitalised_on", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("discharged_on", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("treatment_given", sa.String(length=2000), nullable=True))
        batch_op.add_column(sa.Column("first_received", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("report_type", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("reporter", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("circumstances", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("narrative", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("expectedness", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("expectedness_reference", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("worldwide_case", sa.String(length=100), nullable=True))

    with op.batch_alter_table("toxicity_drug", schema=None) as batch_op:
        batch_op.add_column(sa.Column("causality_method", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("rechallenge", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("role", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("sponsor_causality", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("centre_score", sa.String(length=20), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("toxicity_drug", schema=None) as batch_op:
        batch_op.drop_column("centre_score")
        batch_op.drop_column("sponsor_causality")
        batch_op.drop_column("role")
        batch_op.drop_column("rechallenge")
        batch_op.drop_column("causality_method")

    with op.batch_alter_table("toxicity", schema=None) as batch_op:
        batch_op.drop_column("worldwide_case")
        batch_op.drop_column("expectedness_reference")
        batch_op.drop_column("expectedness")
        batch_op.drop_column("narrative")
        batch_op.drop_column("circumstances")
        batch_op.drop_column("reporter")
        batch_op.drop_column("report_type")
        batch_op.drop_column("first_received")
        batch_op.drop_column("treatment_given")
        batch_op.drop_column("discharged_on")
        batch_op.drop_column("hospitalised_on")
        batch_op.drop_column("grade_reason")
        batch_op.drop_column("lab_baseline")
        batch_op.drop_column("lab_upper")
        batch_op.drop_column("lab_lower")
        batch_op.drop_column("lab_unit")
        batch_op.drop_column("lab_value")
        batch_op.drop_column("lab_analyte")

    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.drop_column("autopsy")
        batch_op.drop_column("predisposition")
        batch_op.drop_column("first_name_letters")
        batch_op.drop_column("surname_letters")
        batch_op.drop_column("birth_day")

    with op.batch_alter_table("drug", schema=None) as batch_op:
        batch_op.drop_column("atc")
        batch_op.drop_column("new_formulation")
        batch_op.drop_column("forms")

    with op.batch_alter_table("diagnosis", schema=None) as batch_op:
        batch_op.drop_column("metastatic_sites")
        batch_op.drop_column("is_metastatic")
        batch_op.drop_column("stage")
        batch_op.drop_column("stage_system")
        batch_op.drop_column("tumour_grade")
        batch_op.drop_column("laterality")
        batch_op.drop_column("other_code")
        batch_op.drop_column("topography")
        batch_op.drop_column("morphology")

    with op.batch_alter_table("course_drug", schema=None) as batch_op:
        batch_op.drop_column("role")
        batch_op.drop_column("planned_dose")
        batch_op.drop_column("formulation")
        batch_op.drop_column("route")
        batch_op.drop_column("dose_frequency")

    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.alter_column(
            "access_scheme",
            existing_type=sa.String(length=80),
            type_=sa.VARCHAR(length=40),
            existing_nullable=True,
        )
        batch_op.drop_column("post_treatment_follow_up")
        batch_op.drop_column("toxicity_followed_until")
        batch_op.drop_column("toxicity_at_stop")
        batch_op.drop_column("stop_text")
        batch_op.drop_column("other_stop_reasons")

    with op.batch_alter_table("country", schema=None) as batch_op:
        batch_op.drop_column("identifiers")

    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_column("progression_context")
        batch_op.drop_column("new_lesion")
        batch_op.drop_column("nadir")
        batch_op.drop_column("modality")

    with op.batch_alter_table("toxicity_grade", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_toxicity_grade_toxicity_id"))
        batch_op.drop_index(batch_op.f("ix_toxicity_grade_patient_id"))
        batch_op.drop_index(batch_op.f("ix_toxicity_grade_centre_id"))

    op.drop_table("toxicity_grade")
    with op.batch_alter_table("questionnaire_score", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_score_questionnaire_id"))
        batch_op.drop_index(batch_op.f("ix_questionnaire_score_patient_id"))
        batch_op.drop_index(batch_op.f("ix_questionnaire_score_centre_id"))

    op.drop_table("questionnaire_score")
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_declaration_toxicity_id"))
        batch_op.drop_index(batch_op.f("ix_declaration_patient_id"))
        batch_op.drop_index(batch_op.f("ix_declaration_centre_id"))

    op.drop_table("declaration")
    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_patient_id"))
        batch_op.drop_index(batch_op.f("ix_questionnaire_course_id"))
        batch_op.drop_index(batch_op.f("ix_questionnaire_centre_id"))

    op.drop_table("questionnaire")
    with op.batch_alter_table("lab_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lab_result_patient_id"))
        batch_op.drop_index(batch_op.f("ix_lab_result_course_id"))
        batch_op.drop_index(batch_op.f("ix_lab_result_centre_id"))

    op.drop_table("lab_result")
    with op.batch_alter_table("initiation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiation_patient_id"))
        batch_op.drop_index(batch_op.f("ix_initiation_course_id"))
        batch_op.drop_index(batch_op.f("ix_initiation_centre_id"))

    op.drop_table("initiation")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_up_patient_id"))
        batch_op.drop_index(batch_op.f("ix_follow_up_course_id"))
        batch_op.drop_index(batch_op.f("ix_follow_up_centre_id"))

    op.drop_table("follow_up")
    with op.batch_alter_table("dose_period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dose_period_patient_id"))
        batch_op.drop_index(batch_op.f("ix_dose_period_drug"))
        batch_op.drop_index(batch_op.f("ix_dose_period_course_id"))
        batch_op.drop_index(batch_op.f("ix_dose_period_centre_id"))

    op.drop_table("dose_period")
    with op.batch_alter_table("ctdna", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ctdna_patient_id"))
        batch_op.drop_index(batch_op.f("ix_ctdna_course_id"))
        batch_op.drop_index(batch_op.f("ix_ctdna_centre_id"))

    op.drop_table("ctdna")
    with op.batch_alter_table("access_criterion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_criterion_patient_id"))
        batch_op.drop_index(batch_op.f("ix_access_criterion_centre_id"))
        batch_op.drop_index(batch_op.f("ix_access_criterion_access_request_id"))

    op.drop_table("access_criterion")
    with op.batch_alter_table("subsequent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subsequent_patient_id"))
        batch_op.drop_index(batch_op.f("ix_subsequent_centre_id"))

    op.drop_table("subsequent")
    with op.batch_alter_table("special_situation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_special_situation_patient_id"))
        batch_op.drop_index(batch_op.f("ix_special_situation_drug"))
        batch_op.drop_index(batch_op.f("ix_special_situation_centre_id"))

    op.drop_table("special_situation")
    with op.batch_alter_table("prior_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prior_line_patient_id"))
        batch_op.drop_index(batch_op.f("ix_prior_line_centre_id"))

    op.drop_table("prior_line")
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_history_patient_id"))
        batch_op.drop_index(batch_op.f("ix_history_centre_id"))

    op.drop_table("history")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_patient_id"))
        batch_op.drop_index(batch_op.f("ix_consent_centre_id"))

    op.drop_table("consent")
    with op.batch_alter_table("concomitant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concomitant_patient_id"))
        batch_op.drop_index(batch_op.f("ix_concomitant_centre_id"))

    op.drop_table("concomitant")
    with op.batch_alter_table("board", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_board_patient_id"))
        batch_op.drop_index(batch_op.f("ix_board_drug"))
        batch_op.drop_index(batch_op.f("ix_board_centre_id"))

    op.drop_table("board")
    with op.batch_alter_table("alteration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alteration_patient_id"))
        batch_op.drop_index(batch_op.f("ix_alteration_centre_id"))

    op.drop_table("alteration")
    with op.batch_alter_table("access_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_request_patient_id"))
        batch_op.drop_index(batch_op.f("ix_access_request_drug"))
        batch_op.drop_index(batch_op.f("ix_access_request_centre_id"))

    op.drop_table("access_request")
    op.drop_table("terminology_entry")
    op.drop_table("terminology_release")
