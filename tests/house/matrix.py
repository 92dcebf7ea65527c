"""The permission matrix: every address, every kind of person, one status.

`-` is nobody (no sign-in). Addresses of steps follow the procedure's own table: the answer of
`why_not` is the status. A new address must be given its row here.
"""

WORKERS = ("chair", "worker", "branch", "supervisor", "grid")  # community A
STREET = ("secretary", "lead", "officer")
OTHERS = ("other",)  # the same posts in community B
ADMINS = ("security", "system", "audit")
LEADERS = ("chair", "branch", "secretary", "lead", "officer", "other", "security", "system")
SIGNED_IN = (*WORKERS, *STREET, *OTHERS, *ADMINS)
NOBODY = "-"


def row(default: int, **but: int) -> dict[str, int]:
    """Nobody is sent to sign in; everyone else gets the default, but for those named."""
    return {NOBODY: 302} | dict.fromkeys(SIGNED_IN, default) | but


def only(people: tuple[str, ...], status: int = 200, *, others: int = 403) -> dict[str, int]:
    """The status for these, another for all others who are signed in."""
    return row(others, **dict.fromkeys(people, status))


PUBLIC = {NOBODY: 200} | dict.fromkeys(SIGNED_IN, 200)
COMMAND = row(405)  # a page opened at a command's address: it only takes a form
OF_A = only((*WORKERS, *STREET), others=404)
FIGURES = only(("chair", "branch", "secretary", "lead", "officer", "other"))
# Who writes or receives the reports of a unit checks what is counted in them.
COUNTED = FIGURES | {"worker": 200}
UNSEEN_BY_ADMINS = dict.fromkeys(ADMINS, 404)
OF_COMMUNITY = only(("chair", "worker", "branch"), others=404)  # who takes paper in there
MATRIX: dict[str, dict[str, int]] = {
    # Packages with much to say have rows of their own: tests/house/rows/<package>.py
    "pages:desk": row(200),
    "pages:sign_in": {NOBODY: 200} | dict.fromkeys(SIGNED_IN, 302),
    "pages:sign_out": {NOBODY: 405} | dict.fromkeys(SIGNED_IN, 405),
    "pages:search": row(200),
    "pages:back_office_sign_in": only(("system",), 302),  # to where it lies
    "pages:handbook": PUBLIC,
    "pages:handbook_procedure": PUBLIC,
    "pages:handbook_work": PUBLIC,
    "pages:handbook_accounts": PUBLIC,
    "pages:handbook_roles": PUBLIC,
    "pages:handbook_rules": PUBLIC,
    "pages:handbook_limits": PUBLIC,
    "pages:residents": PUBLIC,
    "pages:elder": {NOBODY: 302} | dict.fromkeys(SIGNED_IN, 302),
    "pages:healthz": PUBLIC,
    "pages:readyz": PUBLIC,
    "pages:favicon": {NOBODY: 302} | dict.fromkeys(SIGNED_IN, 302),
    "publications:home": PUBLIC,
    "publications:board": PUBLIC,
    "publications:feed": PUBLIC,
    "publications:publication": PUBLIC,
    "publications:verify": PUBLIC,
    "publications:qr": PUBLIC,
    "publications:notice_pdf": PUBLIC,
    "publications:poster_a4": PUBLIC,
    "publications:poster_a3": PUBLIC,
    "publications:photo_posted": PUBLIC,
    "publications:photo_taken_down": dict.fromkeys((NOBODY, *SIGNED_IN), 404),  # still hanging
    "publications:verify_code": PUBLIC,
    "publications:screen": PUBLIC,
    "publications:screen_worker": PUBLIC,
    "consultations:consultation_list": PUBLIC,
    "consultations:consultation": PUBLIC,
    "decisions:matter_list": row(200),
    "decisions:export": row(200),
    "decisions:draft": only(("chair", "worker", "branch", "other")),
    "decisions:authorisation_list": row(200),
    "decisions:export_authorisations": row(200),
    "decisions:authorise": only(("chair", "other")),
    "decisions:end_authorisation": {who: 403 if code == 200 else code for who, code in OF_A.items()}
    | {"chair": 200, "grid": 404},
    "decisions:convening_list": row(200),
    "decisions:export_convening": row(200),
    "decisions:request_convening": only(("chair", "worker", "branch", "lead", "officer", "other")),
    # A matter's number is no request's: tests/decisions/test_convening.py asks with a request's own.
    "decisions:convening_page": row(404),
    "decisions:tick_names": row(404),
    "decisions:enter_sheet": row(404),
    "decisions:attach_signatures": row(404),
    "decisions:accept_request": row(404),
    "decisions:decline_request": row(404),
    "decisions:record_convening": row(404),
    "decisions:reopen_request": row(404),
    "decisions:complaint_list": row(200),
    "decisions:export_complaints": row(200),
    "decisions:enter_complaint": only(
        ("chair", "worker", "branch", "supervisor", "lead", "officer", "other")
    ),
    # A matter's number is no complaint's: tests/decisions/test_complaints.py asks with its own.
    "decisions:complaint_page": row(404),
    "decisions:complaint_phone": row(404),
    "decisions:acknowledge_complaint": row(404),
    "decisions:answer_complaint": row(404),
    "decisions:order_publication": row(404),
    "decisions:correct_order": row(404),
    "decisions:report_published": row(404),
    "consultations:choose_community": PUBLIC,
    "consultations:say_complaint": PUBLIC,
    "decisions:historic_list": row(200),
    "decisions:export_historic": row(200),
    "decisions:historic_template": only(("chair", "worker", "other")),
    "decisions:import_historic": only(("chair", "worker", "other")),
    "decisions:historic_page": row(404),  # a matter's number is no old matter's
    "decisions:matter_page": OF_A,
    "decisions:timeline": OF_A,
    "decisions:owner_sheet": OF_A,
    "decisions:opinion_list": OF_A,
    "decisions:objection_list": OF_A,
    "decisions:objection_page": row(404),  # none was said
    "decisions:objection_phone": row(404),
    "decisions:opinions_export": OF_A,
    "decisions:export_objections": OF_A,
    "decisions:disclose_phone": OF_A
    | dict.fromkeys(("worker", "supervisor", "grid", *STREET), 403),
    "receipts:look_up": PUBLIC,
    "organisation:units": row(200),
    "organisation:unit_list": row(200),
    "organisation:export_units": row(200),
    "organisation:unit_page": row(200),
    "organisation:import_units": only(("system",)),
    "organisation:begin_term": only(("system",)),
    "organisation:fill_seat": only(("system",)),
    "organisation:leave_seat": only(("system",)),
    "organisation:add_unit": only(("system",)),
    "organisation:rename_unit": only(("system",)),
    "organisation:describe_unit": only(("system",)),
    "organisation:close_unit": only(("system",)),
    "organisation:establish_body": only(("system",)),
    "organisation:register_kinship": only(("system",)),
    "organisation:count_heads": only(("system",)),
    "organisation:export_rosters": row(200),
    "access:appointments": only(LEADERS),
    "access:export_appointments": only(LEADERS),
    "access:roles": row(200),
    "access:appoint": only(("security",)),
    "access:dismiss": only(("security",)),
    "accounts:first_password": dict.fromkeys((NOBODY, *SIGNED_IN), 302),  # nobody half-way in
    "accounts:sign_in_code": dict.fromkeys((NOBODY, *SIGNED_IN), 302),
    "accounts:sign_in_two_step": dict.fromkeys((NOBODY, *SIGNED_IN), 302),
    "accounts:two_step": row(200),
    "accounts:renew_recovery_codes": COMMAND,
    "accounts:give_up_two_step": COMMAND,
    "accounts:confirm": row(200),
    "accounts:remove_two_step": only(("security",)),
    "accounts:sign_ins": only(("audit",)),
    "accounts:export_sign_ins": only(("audit",)),
    "accounts:account": row(200),
    "accounts:change_password": row(200),
    "accounts:end_device": COMMAND,
    "accounts:end_other_devices": COMMAND,
    "accounts:still_here": row(204),
    "accounts:accounts": only(("security",)),
    "accounts:export_accounts": only(("security",)),
    "accounts:open_account": only(("security",)),
    "accounts:reset_password": only(("security",)),
    "accounts:unlock": only(("security",)),
    "accounts:close_account": only(("security",)),
    "accounts:reopen_account": only(("security",)),
    "clients:client_list": only(("security",)),
    "clients:open_client": only(("security",)),
    "clients:client": only(("security",)),
    "clients:change_client": only(("security",)),
    "clients:close_client": only(("security",)),
    "clients:issue_token": only(("security",)),
    "clients:renew_token": only(("security",)),
    "clients:revoke_token": only(("security",)),
    "attachments:download": OF_A,
    "documents:download": OF_A,
    "documents:download_about": OF_A,
    "documents:print": COMMAND,
    "forms:printed_form": PUBLIC
    | dict.fromkeys((*WORKERS, *STREET), 302),  # to where its scan goes
    "meetings:page": OF_A,
    "scans:scan_list": only(("chair", "worker", "branch", "other")),
    "scans:paper": OF_COMMUNITY,
    "scans:picture": OF_COMMUNITY,
    "scans:original": OF_COMMUNITY,
    "scans:file_scan": COMMAND,
    "scans:dismiss": COMMAND,
    "personal:disclosure_list": only(("audit",)),
    "notices:inbox": row(200),
    "notices:mark_all_read": COMMAND,
    "notices:mark_read": COMMAND,
    "workdays:calendar": row(200),
    "workdays:load_year": only(("officer",)),
    "workdays:set_day": only(("officer",)),
    "rulebooks:rules": row(200),
    "rulebooks:set_local_rule": only(("lead",)),
    "rulebooks:register_scheme": only(("lead",)),
    "rulebooks:end_scheme": row(404),  # there is none to end
    "rulebooks:end_local_rule": row(404),  # there is none to end
    "indicators:figure_list": COUNTED,
    "indicators:figure_page": COUNTED,
    "api:figure-list": COUNTED | {NOBODY: 401},
    "api:figure-detail": COUNTED | {NOBODY: 401},
    "api:me": row(200) | {NOBODY: 401},
    "api:schema": PUBLIC,
    "api:publication-list": PUBLIC,
    "api:publication-detail": PUBLIC,
    "api:matter-list": row(200) | {NOBODY: 401},
    "api:matter-detail": OF_A | {NOBODY: 401},
    "api:matter-opinion-list": OF_A | {NOBODY: 401},
    "api:matter-objection-list": OF_A | {NOBODY: 401},
    "api:matter-meeting-list": OF_A | {NOBODY: 401},
    "api:matter-publication-list": OF_A | {NOBODY: 401},
    "api:matter-timeline-list": OF_A | {NOBODY: 401},
    "api:matter-person-list": OF_A | {NOBODY: 401},
    "api:nothing": dict.fromkeys((NOBODY, *SIGNED_IN), 404),
}
