"""queries and authorisations"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "authorisation",
        sa.Column("list_name", sa.String(length=80), nullable=False),
        sa.Column("drug", sa.String(length=64), nullable=False),
        sa.Column("authorised_on", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("birth_month", sa.String(length=7), nullable=True),
        sa.Column("sex", sa.String(length=10), nullable=True),
        sa.Column("scheme", sa.String(length=80), nullable=True),
        sa.Column("eligible", sa.String(length=3), nullable=False),
        sa.Column("never_received", sa.String(length=3), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("patient_id", sa.String(length=64), nullable=True),
        sa.Column("matched_by", sa.String(length=10), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_by", sa.String(length=254), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(patient_id IS NOT NULL) = (matched_by IN ('number', 'person'))",
            name=op.f("ck_authorisation_patient"),
        ),
        sa.CheckConstraint("eligible IN ('yes', 'no')", name=op.f("ck_authorisation_eligible")),
        sa.CheckConstraint(
            "matched_by IN ('number', 'person', 'ambiguous', 'none')",
            name=op.f("ck_authorisation_matched_by"),
        ),
        sa.CheckConstraint("never_received IN ('yes', 'no')", name=op.f("ck_authorisation_never_received")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_authorisation_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["drug"], ["drug.id"], name=op.f("fk_authorisation_drug_drug"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_authorisation_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorisation")),
    )
    with op.batch_alter_table("authorisation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_authorisation_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_authorisation_drug"), ["drug"], unique=False)
        batch_op.create_index(batch_op.f("ix_authorisation_list_name"), ["list_name"], unique=False)
        batch_op.create_index("ix_authorisation_number", ["drug", "number"], unique=False)
        batch_op.create_index(batch_op.f("ix_authorisation_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "query",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=64), nullable=False),
        sa.Column("course_id", sa.String(length=64), nullable=True),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raised_by", sa.String(length=254), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(length=254), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=254), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("patient_id", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("status IN ('open', 'answered', 'closed')", name=op.f("ck_query_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_query_centre_id_centre"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_query_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_query_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_query")),
    )
    with op.batch_alter_table("query", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_query_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_query_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_query_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index("ix_query_record", ["kind", "record_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_query_status"), ["status"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("query", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_query_status"))
        batch_op.drop_index("ix_query_record")
        batch_op.drop_index(batch_op.f("ix_query_patient_id"))
        batch_op.drop_index(batch_op.f("ix_query_course_id"))
        batch_op.drop_index(batch_op.f("ix_query_centre_id"))

    op.drop_table("query")
    with op.batch_alter_table("authorisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_authorisation_patient_id"))
        batch_op.drop_index("ix_authorisation_number")
        batch_op.drop_index(batch_op.f("ix_authorisation_list_name"))
        batch_op.drop_index(batch_op.f("ix_authorisation_drug"))
        batch_op.drop_index(batch_op.f("ix_authorisation_centre_id"))

    op.drop_table("authorisation")
