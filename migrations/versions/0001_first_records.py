"""first records"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("request", sa.String(length=64), nullable=True),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.String(length=200), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=True),
        sa.Column("operation", sa.String(length=6), nullable=False),
        sa.Column("old", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("new", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_centre_id"), "audit", ["centre_id"], unique=False)
    op.create_index(op.f("ix_audit_row_id"), "audit", ["row_id"], unique=False)
    op.create_table(
        "audit_context",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("request", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_context")),
    )
    op.create_table(
        "country",
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_country_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_country")),
    )
    op.create_table(
        "drug",
        sa.Column("inn", sa.String(length=200), nullable=False),
        sa.Column("inn_fr", sa.String(length=200), nullable=True),
        sa.Column("drug_class", sa.String(length=200), nullable=True),
        sa.Column("target", sa.String(length=200), nullable=True),
        sa.Column("eu_year", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_drug_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drug")),
        sa.UniqueConstraint("inn", name=op.f("uq_drug_inn")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_kind"), "event", ["kind"], unique=False)
    op.create_table(
        "saved_request",
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("body", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_saved_request")),
    )
    op.create_index(op.f("ix_saved_request_at"), "saved_request", ["at"], unique=False)
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index(op.f("ix_sign_in_attempt_email"), "sign_in_attempt", ["email"], unique=False)
    op.create_table(
        "centre",
        sa.Column("country_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_centre_status")),
        sa.ForeignKeyConstraint(
            ["country_id"], ["country.id"], name=op.f("fk_centre_country_id_country"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
    )
    op.create_index(op.f("ix_centre_country_id"), "centre", ["country_id"], unique=False)
    op.create_table(
        "patient",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("birth_month", sa.String(length=7), nullable=True),
        sa.Column("sex", sa.String(length=40), nullable=True),
        sa.Column("information_date", sa.Date(), nullable=True),
        sa.Column("objection", sa.String(length=40), nullable=True),
        sa.Column("objection_date", sa.Date(), nullable=True),
        sa.Column("vital_status", sa.String(length=40), nullable=True),
        sa.Column("vital_status_date", sa.String(length=10), nullable=True),
        sa.Column("death_cause", sa.String(length=40), nullable=True),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_patient_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_patient_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("number", name=op.f("uq_patient_number")),
    )
    op.create_index(op.f("ix_patient_centre_id"), "patient", ["centre_id"], unique=False)
    op.create_table(
        "patient_serial",
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_patient_serial_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("centre_id", name=op.f("pk_patient_serial")),
    )
    op.create_table(
        "user_account",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=True),
        sa.Column("country_id", sa.String(length=64), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_user_account_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["country_id"], ["country.id"], name=op.f("fk_user_account_country_id_country")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
    )
    op.create_index(op.f("ix_user_account_centre_id"), "user_account", ["centre_id"], unique=False)
    op.create_index(op.f("ix_user_account_country_id"), "user_account", ["country_id"], unique=False)
    op.create_table(
        "api_token",
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("read_only", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_api_token_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
    )
    op.create_index(op.f("ix_api_token_user_id"), "api_token", ["user_id"], unique=False)
    op.create_table(
        "course",
        sa.Column("access_scheme", sa.String(length=40), nullable=True),
        sa.Column("board_date", sa.Date(), nullable=True),
        sa.Column("first_dose", sa.Date(), nullable=True),
        sa.Column("last_dose", sa.Date(), nullable=True),
        sa.Column("stop_reason", sa.String(length=40), nullable=True),
        sa.Column("best_response", sa.String(length=40), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_course_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_course_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_course_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )
    op.create_index(op.f("ix_course_centre_id"), "course", ["centre_id"], unique=False)
    op.create_index(op.f("ix_course_patient_id"), "course", ["patient_id"], unique=False)
    op.create_table(
        "diagnosis",
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("iccc3", sa.String(length=80), nullable=True),
        sa.Column("diagnosis_date", sa.String(length=10), nullable=True),
        sa.Column("disease_status", sa.String(length=40), nullable=True),
        sa.Column("relapse_number", sa.Integer(), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_diagnosis_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_diagnosis_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_diagnosis_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagnosis")),
    )
    op.create_index(op.f("ix_diagnosis_centre_id"), "diagnosis", ["centre_id"], unique=False)
    op.create_index(op.f("ix_diagnosis_patient_id"), "diagnosis", ["patient_id"], unique=False)
    op.create_table(
        "form_draft",
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("form", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_form_draft_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("user_id", "form", name=op.f("pk_form_draft")),
    )
    op.create_index(op.f("ix_form_draft_saved_at"), "form_draft", ["saved_at"], unique=False)
    op.create_table(
        "user_link",
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_user_link_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_link")),
    )
    op.create_index(op.f("ix_user_link_user_id"), "user_link", ["user_id"], unique=False)
    op.create_table(
        "user_session",
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_user_session_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
    )
    op.create_index(op.f("ix_user_session_user_id"), "user_session", ["user_id"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=40), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("criterion", sa.String(length=80), nullable=True),
        sa.Column("target_measure", sa.Float(precision=53), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("response", sa.String(length=80), nullable=True),
        sa.Column("reviewed_response", sa.String(length=80), nullable=True),
        sa.Column("reviewer", sa.String(length=200), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("review_reason", sa.String(length=2000), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_assessment_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_assessment_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_assessment_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_assessment_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    op.create_index(op.f("ix_assessment_centre_id"), "assessment", ["centre_id"], unique=False)
    op.create_index(op.f("ix_assessment_course_id"), "assessment", ["course_id"], unique=False)
    op.create_index(op.f("ix_assessment_patient_id"), "assessment", ["patient_id"], unique=False)
    op.create_table(
        "course_drug",
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("drug", sa.String(length=64), nullable=True),
        sa.Column("starting_dose", sa.Float(precision=53), nullable=True),
        sa.Column("dose_unit", sa.String(length=40), nullable=True),
        sa.Column("dose_basis", sa.String(length=40), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_course_drug_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_course_drug_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_drug_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["drug"], ["drug.id"], name=op.f("fk_course_drug_drug_drug"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_course_drug_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_drug")),
    )
    op.create_index(op.f("ix_course_drug_centre_id"), "course_drug", ["centre_id"], unique=False)
    op.create_index(op.f("ix_course_drug_course_id"), "course_drug", ["course_id"], unique=False)
    op.create_index(op.f("ix_course_drug_drug"), "course_drug", ["drug"], unique=False)
    op.create_index(op.f("ix_course_drug_patient_id"), "course_drug", ["patient_id"], unique=False)
    op.create_table(
        "toxicity",
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("term", sa.String(length=80), nullable=True),
        sa.Column("term_text", sa.String(length=200), nullable=True),
        sa.Column("coded_term", sa.String(length=200), nullable=True),
        sa.Column("nature", sa.String(length=40), nullable=True),
        sa.Column("grade", sa.String(length=40), nullable=True),
        sa.Column("onset", sa.String(length=10), nullable=True),
        sa.Column("ongoing", sa.String(length=40), nullable=True),
        sa.Column("end", sa.String(length=10), nullable=True),
        sa.Column("seriousness", sa.String(length=200), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_toxicity_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_toxicity_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_toxicity_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_toxicity_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toxicity")),
    )
    op.create_index(op.f("ix_toxicity_centre_id"), "toxicity", ["centre_id"], unique=False)
    op.create_index(op.f("ix_toxicity_course_id"), "toxicity", ["course_id"], unique=False)
    op.create_index(op.f("ix_toxicity_patient_id"), "toxicity", ["patient_id"], unique=False)
    op.create_table(
        "toxicity_drug",
        sa.Column("toxicity_id", sa.String(length=64), nullable=False),
        sa.Column("drug", sa.String(length=64), nullable=True),
        sa.Column("causality", sa.String(length=40), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'complete', 'void')", name=op.f("ck_toxicity_drug_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_toxicity_drug_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["drug"], ["drug.id"], name=op.f("fk_toxicity_drug_drug_drug"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_toxicity_drug_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["toxicity_id"],
            ["toxicity.id"],
            name=op.f("fk_toxicity_drug_toxicity_id_toxicity"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toxicity_drug")),
    )
    op.create_index(op.f("ix_toxicity_drug_centre_id"), "toxicity_drug", ["centre_id"], unique=False)
    op.create_index(op.f("ix_toxicity_drug_drug"), "toxicity_drug", ["drug"], unique=False)
    op.create_index(op.f("ix_toxicity_drug_patient_id"), "toxicity_drug", ["patient_id"], unique=False)
    op.create_index(op.f("ix_toxicity_drug_toxicity_id"), "toxicity_drug", ["toxicity_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_toxicity_drug_toxicity_id"), table_name="toxicity_drug")
    op.drop_index(op.f("ix_toxicity_drug_patient_id"), table_name="toxicity_drug")
    op.drop_index(op.f("ix_toxicity_drug_drug"), table_name="toxicity_drug")
    op.drop_index(op.f("ix_toxicity_drug_centre_id"), table_name="toxicity_drug")
    op.drop_table("toxicity_drug")
    op.drop_index(op.f("ix_toxicity_patient_id"), table_name="toxicity")
    op.drop_index(op.f("ix_toxicity_course_id"), table_name="toxicity")
    op.drop_index(op.f("ix_toxicity_centre_id"), table_name="toxicity")
    op.drop_table("toxicity")
    op.drop_index(op.f("ix_course_drug_patient_id"), table_name="course_drug")
    op.drop_index(op.f("ix_course_drug_drug"), table_name="course_drug")
    op.drop_index(op.f("ix_course_drug_course_id"), table_name="course_drug")
    op.drop_index(op.f("ix_course_drug_centre_id"), table_name="course_drug")
    op.drop_table("course_drug")
    op.drop_index(op.f("ix_assessment_patient_id"), table_name="assessment")
    op.drop_index(op.f("ix_assessment_course_id"), table_name="assessment")
    op.drop_index(op.f("ix_assessment_centre_id"), table_name="assessment")
    op.drop_table("assessment")
    op.drop_index(op.f("ix_user_session_user_id"), table_name="user_session")
    op.drop_table("user_session")
    op.drop_index(op.f("ix_user_link_user_id"), table_name="user_link")
    op.drop_table("user_link")
    op.drop_index(op.f("ix_form_draft_saved_at"), table_name="form_draft")
    op.drop_table("form_draft")
    op.drop_index(op.f("ix_diagnosis_patient_id"), table_name="diagnosis")
    op.drop_index(op.f("ix_diagnosis_centre_id"), table_name="diagnosis")
    op.drop_table("diagnosis")
    op.drop_index(op.f("ix_course_patient_id"), table_name="course")
    op.drop_index(op.f("ix_course_centre_id"), table_name="course")
    op.drop_table("course")
    op.drop_index(op.f("ix_api_token_user_id"), table_name="api_token")
    op.drop_table("api_token")
    op.drop_index(op.f("ix_user_account_country_id"), table_name="user_account")
    op.drop_index(op.f("ix_user_account_centre_id"), table_name="user_account")
    op.drop_table("user_account")
    op.drop_table("patient_serial")
    op.drop_index(op.f("ix_patient_centre_id"), table_name="patient")
    op.drop_table("patient")
    op.drop_index(op.f("ix_centre_country_id"), table_name="centre")
    op.drop_table("centre")
    op.drop_index(op.f("ix_sign_in_attempt_email"), table_name="sign_in_attempt")
    op.drop_table("sign_in_attempt")
    op.drop_index(op.f("ix_saved_request_at"), table_name="saved_request")
    op.drop_table("saved_request")
    op.drop_index(op.f("ix_event_kind"), table_name="event")
    op.drop_table("event")
    op.drop_table("drug")
    op.drop_table("country")
    op.drop_table("audit_context")
    op.drop_index(op.f("ix_audit_row_id"), table_name="audit")
    op.drop_index(op.f("ix_audit_centre_id"), table_name="audit")
    op.drop_table("audit")
