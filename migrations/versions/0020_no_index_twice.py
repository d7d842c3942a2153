"""Indexes that only repeat how another one begins: each costs a page of the log with every row that is written."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

REPEATED = (
    ("agreement_shares", "agreement_id"),
    ("agreement_signatures", "agreement_id"),
    ("application_answers", "application_id"),
    ("application_carried_fields", "application_id"),
    ("application_consents", "application_id"),
    ("application_draft_fields", "application_id"),
    ("application_draft_revisions", "application_id"),
    ("application_engineers", "application_id"),
    ("applications", "round_id"),
    ("approval_seats", "approval_id"),
    ("asset_checks", "visit_id"),
    ("assets", "agreement_id"),
    ("bonus_claims", "application_id"),
    ("budget_lines", "application_id"),
    ("case_notices", "batch_id"),
    ("case_numbers", "application_id"),
    ("correction_contents", "correction_id"),
    ("corrective_actions", "visit_id"),
    ("finances", "company_id"),
    ("funding_shares", "application_id"),
    ("inquiry_answers", "inquiry_id"),
    ("inspection_drafts", "inspection_id"),
    ("inspection_items", "inspection_id"),
    ("inspection_supplements", "inspection_id"),
    ("inspections", "agreement_id"),
    ("kpi_readings", "visit_id"),
    ("kpi_results", "report_id"),
    ("kpi_targets", "application_id"),
    ("ledger_entries", "payment_id"),
    ("match_requests", "application_id"),
    ("panel_cases", "panel_id"),
    ("panel_opinions", "panel_id"),
    ("panel_seats", "panel_id"),
    ("panels", "round_id"),
    ("payee_checks", "payment_id"),
    ("payment_shares", "payment_id"),
    ("payments", "agreement_id"),
    ("performance_facts", "supplier_id"),
    ("proposals", "request_id"),
    ("ranked_places", "ranking_id"),
    ("rankings", "round_id"),
    ("recusals", "panel_id"),
    ("reports", "agreement_id"),
    ("role_grants", "person_id"),
    ("round_versions", "round_id"),
    ("round_words", "application_id"),
    ("saved_views", "person_id"),
    ("screening_checks", "application_id"),
    ("seal_openings", "application_id"),
    ("service_calls", "visit_id"),
    ("sheet_drafts", "sheet_id"),
    ("sheet_scores", "sheet_id"),
    ("sheet_signatures", "panel_id"),
    ("sheets", "panel_id"),
    ("submissions", "application_id"),
    ("supplement_requests", "application_id"),
    ("survey_answers", "visit_id"),
    ("visit_answers", "visit_id"),
    ("visit_drafts", "visit_id"),
    ("visit_signatures", "visit_id"),
    ("visits", "agreement_id"),
)


def upgrade() -> None:
    for table, column in REPEATED:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)


def downgrade() -> None:
    for table, column in REPEATED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
