"""toxicities of a course, with what is counted of them"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_toxicity_course", "toxicity", ["course_id", "term", "grade", "onset", "status"])
    op.drop_index(op.f("ix_toxicity_course_id"), table_name="toxicity")


def downgrade() -> None:
    op.create_index(op.f("ix_toxicity_course_id"), "toxicity", ["course_id"])
    op.drop_index("ix_toxicity_course", table_name="toxicity")
