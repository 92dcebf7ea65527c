"""What the portal's own database account may do to each table (数据库权限).

Everything not named here it may read, add to and change, but not delete from. It owns nothing: no
table can be altered, emptied or rid of its guards by whoever breaks into the portal.
"""

# Tables whose rows are guarded by this function are added to and never changed.
APPEND_ONLY_GUARD = "ledger_append_only"

# Written by migrations and by what runs after them, as the owner.
READ_ONLY = frozenset(
    {"django_migrations", "django_content_type", "auth_permission", "procedures_move"}
)

# What was frozen on the day stays; a trigger says so in Chinese, the account cannot even try.
FROZEN = {
    "publications_publication": frozenset(
        {
            *("id", "dossier_id", "kind", "number", "document_number", "unit_id", "title"),
            *("full_text", "redacted_text", "full_digest", "redacted_digest", "unit_seq"),
            *("previous", "chain_digest", "code", "min_days", "basis", "edition"),
            *("frozen_on", "frozen_at", "frozen_by_id", "role", "about_id", "reason"),
        }
    ),
    "publications_objection": frozenset(
        {
            *("id", "dossier_id", "publication_id", "number", "way", "said_on", "name", "text"),
            *("joint_base", "signed", "expected", "calls_meeting", "signatures_id"),
            *("entered_at", "entered_by_id"),
        }
    ),
    "decisions_complaint": frozenset(
        {
            *("dossier_id", "community_id", "wrong", "matter_id", "affair"),
            *("way", "said_on", "name", "text"),
        }
    ),
    "attachments_attachment": frozenset(
        {
            *("id", "dossier_id", "name", "sha256", "size", "mime"),
            *("added_on", "added_at", "added_by_id"),
        }
    ),
    "delivery_outboxmessage": frozenset({"id", "notice_id", "channel", "key", "filed_at"}),
    "activities_activity": frozenset({"dossier_id", "kind", "systems"}),
    "activities_attendee": frozenset(
        {"id", "activity_id", "person_id", "name", "part", "is_guest"}
    ),
    "activities_problem": frozenset(
        {
            *("id", "activity_id", "words", "measure", "unit_id", "whose", "due_on"),
            *("found_at", "found_by_id"),
        }
    ),
    "appraisal_appraisal": frozenset({"dossier_id", "street_id", "year"}),
    "appraisal_targetlist": frozenset(
        {"dossier_id", "appraisal_id", "kind", "unit_id", "person_id"}
    ),
    "appraisal_bonus": frozenset(
        {
            *("id", "list_id", "words", "points", "happened_on", "evidence_id", "reason"),
            *("given_at", "given_by_id"),
        }
    ),
    "appraisal_veto": frozenset(
        {"id", "list_id", "matter", "happened_on", "reason", "vetoed_at", "vetoed_by_id"}
    ),
    "appraisal_appeal": frozenset({"id", "list_id", "words", "made_on", "made_by_id"}),
    "appraisal_branchreview": frozenset({"dossier_id", "appraisal_id", "unit_id", "secretary_id"}),
    "appraisal_ballots": frozenset({"id", "review_id", "raters"}),
    "appraisal_problem": frozenset({"id", "review_id", "words", "due_on"}),
    "funds_projectpublication": frozenset(
        {"id", "project_id", "publication_id", "matter_id", "named_at", "named_by_id"}
    ),
    "party_committee_agendaentry": frozenset(
        {"id", "meeting_id", "topic_id", "place", "added_at", "added_by_id"}
    ),
    "party_committee_attendee": frozenset({"id", "meeting_id", "person_id", "position"}),
    "party_committee_partymeeting": frozenset({"dossier_id", "year", "serial", "held_on", "place"}),
    "party_committee_partymember": frozenset(
        {"id", "unit_id", "person_id", "position", "starts_on", "added_at", "added_by_id"}
    ),
    "party_committee_topic": frozenset({"dossier_id", "category", "department_id"}),
    "regulations_regulation": frozenset(
        {
            *("dossier_id", "area", "document_number", "issued_on", "in_force_from"),
            *("summary", "replaces_id", "digest"),
        }
    ),
    "reporting_paper": frozenset({"dossier_id", "period_id", "unit_id", "group_id", "kind"}),
    "reporting_task": frozenset({"dossier_id", "unit_id", "owner_id", "words", "given_in_id"}),
    "scans_scan": frozenset(
        {
            *("id", "unit_id", "name", "sha256", "size", "mime"),
            *("uploaded_at", "uploaded_by_id"),
        }
    ),
    "scans_scannedpaper": frozenset(
        {
            *("id", "scan_id", "unit_id", "first_page", "last_page"),
            *("sha256", "size", "mime", "shown", "shown_sizes"),
        }
    ),
}

# Rows that are no record of the office: sessions, answers kept for a day, sums that can be counted
# again, the calendar of a year that is entered anew, who is in which group, and sign-ins older than the law asks for.
MAY_DELETE = frozenset(
    {
        "accounts_devicesession",
        "accounts_signin",
        "api_answer",
        # What is taken out of a target list that is not issued yet; triggers keep the others.
        "appraisal_score",
        "appraisal_target",
        "appraisal_vetomatter",
        "auth_group",
        "auth_group_permissions",
        "guardian_groupobjectpermission",
        "guardian_userobjectpermission",
        "indicators_daytotal",
        "indicators_keptrow",
        "indicators_monthtotal",
        "indicators_stale",
        "once_sentform",
        "people_user_groups",
        # What is struck out of a paper before it is handed in.
        "reporting_assignment",
        "reporting_mention",
        "reporting_point",
        "people_user_user_permissions",
        "workdays_calendarday",
    }
)
NEVER_CHANGED = frozenset(
    {
        "accounts_signin",
        "appraisal_award",
        "appraisal_consequence",
        "appraisal_pack",
        "appraisal_target",
        "appraisal_vetomatter",
        "reporting_filedfigure",
        "reporting_filing",
    }
)
