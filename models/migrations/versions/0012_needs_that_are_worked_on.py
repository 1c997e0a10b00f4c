"""Findings of every pattern; needs for action that the internal steering group works on."""

from models.migrations.changing import widen_choice

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PATTERNS_BEFORE = ("level", "trend", "gap", "break", "target_missed")
PATTERNS = ("level", "trend", "gap", "break", "target")


def upgrade() -> None:
    widen_choice("finding", "pattern", "ck_finding_pattern", before=PATTERNS_BEFORE, after=PATTERNS)


def downgrade() -> None:
    widen_choice("finding", "pattern", "ck_finding_pattern", before=PATTERNS, after=PATTERNS_BEFORE)
