"""One row in each table, enough for every guard to have something to guard, in plain SQL."""

from sqlalchemy import Connection, text

SHA = "a" * 64
AT = "2027-03-01 08:00:00+00:00"

# A row of a table reads best as a row.
# fmt: off
ROWS: tuple[tuple[str, dict[str, object]], ...] = (
    ("region", {"key": "r", "region_code": "03358", "title": "Region", "land_code": "03", "language": "de"}),
    ("organisation", {"id": "o", "region_key": "r", "key": "o", "title": "Office", "kind": "partner",
                      "address": "", "language": "de"}),
    ("masterplan", {"id": "p", "region_key": "r", "title": "Plan"}),
    *(("masterplan_version", {"id": name, "masterplan_id": "p", "label": name, "motto": "",
                              "period_from_year": 2024, "period_to_year": 2028, "state": "drafting",
                              "document_sha256": ""}) for name in ("v1", "v2", "v3")),
    ("cycle", {"id": "c", "region_key": "r", "base_version_id": "v1", "target_version_id": "v2",
               "state": "open", "opened_at": AT, "is_simulated": False}),
    ("stage_run", {"id": "s", "cycle_id": "c", "stage_key": "agree_topics", "round": 1, "state": "open",
                   "lock_version": 0, "opened_at": AT, "due_on": "2027-04-01", "reason": ""}),
    *(("committee", {"id": name, "region_key": "r", "key": name, "title": name, "kind": kind,
                     "legal_basis": "", "seats_count": 3, "quorum_pct": 50.0, "majority": "simple",
                     "majority_base": "votes", "tie": "rejected", "voting": "ballots", "decides": decides,
                     "is_public": False, "deputies_allowed": True, "circulation_allowed": True,
                     "notice_days": 14, "office_address": ""})
      for name, kind, decides in (("board", "advisory_board", False), ("council", "county_council", True))),
    ("committee_rule", {"committee_id": "board", "matter": "any", "rules": '{"seats_count":3}'}),
    ("seat", {"id": "seat", "committee_id": "board", "number": 1, "title": "Seat", "is_chair": False,
              "has_vote": True}),
    ("mandate", {"id": "m", "seat_id": "seat", "role": "member", "title": "Member",
                 "address": "member@example.org", "language": "de", "from_on": "2027-01-01",
                 "resolution": ""}),
    ("mandate", {"id": "m2", "seat_id": "seat", "role": "deputy", "title": "Deputy",
                 "address": "deputy@example.org", "language": "de", "from_on": "2027-01-01",
                 "resolution": ""}),
    ("gate", {"id": "g", "stage_run_id": "s", "committee_id": "board", "key": "g", "attempt": 1,
              "kind": "rank", "question": "?", "state": "open", "lock_version": 0, "content_sha256": SHA,
              "is_second_summons": False, "opened_at": AT, "due_on": "2027-04-01", "closed_by": "",
              "reason": "", "reminded_count": 0, "is_escalated": False}),
    ("gate_item", {"id": "i", "gate_id": "g", "number": 1, "subject_id": "t", "title": "T", "text": "t",
                   "yes_count": 0, "no_count": 0, "abstain_count": 0, "remark": ""}),
    ("elector", {"gate_id": "g", "seat_id": "seat", "has_vote": True}),
    ("ballot", {"id": 1, "gate_item_id": "i", "seat_id": "seat", "revision": 1, "is_current": True,
                "answer": "yes", "remark": "", "mandate_id": "m", "is_by_deputy": False,
                "content_sha256": SHA, "cast_at": AT, "is_simulated": False}),
    ("meeting", {"id": "mt", "committee_id": "council", "held_on": "2027-05-01", "state": "held",
                 "is_second_summons": False, "is_simulated": False}),
    ("tally", {"gate_item_id": "i", "meeting_id": "mt", "present_count": 3, "yes_count": 2, "no_count": 1,
               "abstain_count": 0, "result": "adopted", "remark": "", "reported_by": "office",
               "reported_at": AT, "is_simulated": False}),
    ("recommendation", {"gate_item_id": "i", "committee_id": "board", "subject_id": "t",
                        "result": "adopted", "text": "t", "on_date": "2027-05-01", "yes_count": 2,
                        "no_count": 1, "abstain_count": 0, "present_count": 3, "is_simulated": False}),
    ("resolution", {"gate_item_id": "i", "committee_id": "council", "committee_decides": True,
                    "meeting_id": "mt", "subject_id": "t", "result": "adopted", "text": "t",
                    "conditions": "", "on_date": "2027-05-01", "yes_count": 2, "no_count": 1,
                    "abstain_count": 0, "present_count": 3, "is_simulated": False}),
    ("source", {"id": "src", "region_key": "r", "key": "src", "title": "Source", "table_code": "T1",
                "publisher": "P", "licence": "dl-de/by-2-0", "owner_id": "o", "expected_lag_days": 90,
                "is_required": True}),
    ("release", {"id": "rel", "source_id": "src", "table_code": "T1", "title": "Release",
                 "file_name": "t1.csv", "sha256": SHA, "size_bytes": 10, "encoding": "utf-8",
                 "layout": "flat", "stand": "", "attribution": "", "footnotes": "", "retrieved_at": AT}),
    ("observation", {"id": 1, "release_id": "rel", "variable": "pupils", "region_code": "03358",
                     "period": "2026", "reference_time": "annual_mean", "breakdown": "", "value": 12.0,
                     "unit": "", "status": "reported", "symbol": "", "row_number": 1, "column_number": 2}),
    ("rejected_row", {"id": 1, "release_id": "rel", "row_number": 3, "reason": "?", "mend": "!"}),
    ("data_snapshot", {"id": "snap", "cycle_id": "c", "round": 1, "sha256": SHA, "taken_at": AT}),
    ("snapshot_release", {"snapshot_id": "snap", "release_id": "rel"}),
    ("indicator_value", {"id": "val", "cycle_id": "c", "round": 1, "indicator_key": "k",
                         "indicator_version": 1, "region_code": "03358", "period": "2026", "value": 1.0,
                         "method": "", "status": "computed", "assessment": "no_statement",
                         "is_publishable": True, "remark": ""}),
    ("indicator_input", {"value_id": "val", "observation_id": 1, "name": "pupils"}),
    ("draft_version", {"id": "d", "cycle_id": "c", "round": 1, "title": "Draft", "sha256": SHA,
                       "created_at": AT}),
    ("passage", {"id": "pas", "draft_id": "d", "number": 1, "anchor": "a", "heading": "", "text": "t"}),
    ("evidence", {"draft_id": "d", "reference": "E1", "value_id": "val", "shown": "1"}),
    ("document", {"id": "doc", "cycle_id": "c", "stage_key": "draft_plan", "round": 1, "kind": "draft",
                  "language": "de", "title": "Doc", "html": "<p>", "html_sha256": SHA, "created_at": AT}),
    ("paper", {"id": "pap", "cycle_id": "c", "round": 1, "committee_id": "council",
               "kind": "decision_paper", "subject": "s", "facts": "f", "reasons": "r",
               "proposed_resolution": "p", "created_at": AT}),
    *(("measure", {"id": name, "region_key": "r", "code": name, "kind": "strategic", "title": name,
                   "title_source": ""}) for name in ("m1", "m2")),
    ("measure_lineage", {"version_id": "v2", "from_measure_id": "m1", "to_measure_id": "m2",
                         "relation": "continues"}),
    ("measure_review", {"id": "rev", "cycle_id": "c", "round": 1, "measure_id": "m1", "owner_id": "o",
                        "status": "in_progress", "output": "x", "obstacles": "", "proposal": "continued",
                        "reason": "y", "answered_at": AT, "is_simulated": False}),
    ("message", {"id": "msg", "stage_key": "agree_topics", "round": 1, "occasion": "invitation",
                 "recipient": "Member", "address": "member@example.org", "language": "de", "subject": "s",
                 "text": "t", "html": "<p>t</p>", "mail_id": "<msg@example.org>", "state": "owed",
                 "owed_at": AT, "not_before_at": AT, "is_simulated": False}),
    ("delivery_attempt", {"message_id": "msg", "number": 1, "at": AT, "channel": "folder",
                          "outcome": "accepted", "answer": ""}),
    ("seating_rules", {"committee_id": "board", "delegation_allowed": True, "delegations_per_member": 1,
                       "principal_goes_first": True, "deputy_needs_absence": False,
                       "duty_briefing": "expected", "has_recusal": True}),
    ("seat_quota", {"id": "q", "committee_id": "board", "title": "weitere", "seats_count": 3,
                    "from_on": "2027-01-01"}),
    ("constitution", {"id": "con", "committee_id": "board", "number": 1, "constituted_on": "2027-01-01",
                      "seats_count": 3, "resolution": "", "entered_by": "coordinator", "entered_at": AT}),
    ("absence", {"id": "abs", "seat_id": "seat", "mandate_id": "m", "from_on": "2027-03-01",
                 "to_on": "2027-03-14", "entered_by": "coordinator", "entered_at": AT}),
    ("recusal", {"id": "rec", "gate_item_id": "i", "seat_id": "seat", "number": 1, "decision": "excluded",
                 "ground": "employer", "stated_by": "member", "entered_by": "coordinator",
                 "entered_at": AT}),
    ("delegation", {"id": "del", "committee_id": "board", "seat_id": "seat", "mandate_id": "m",
                    "delegate_mandate_id": "m2", "gate_id": "g", "from_on": "2027-03-01",
                    "granted_by": "coordinator", "granted_at": AT, "withdrawn_by": ""}),
    ("audit_entry", {"number": 1, "at": AT, "actor": "coordinator", "origin": "cli", "act": "open",
                     "subject": "c", "details": "{}", "previous_sha256": "0" * 64, "sha256": SHA}),
)
# fmt: on


def insert(connection: Connection, table: str, row: dict[str, object]) -> None:
    """One row, past all of our code."""
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join(f":{name}" for name in row)
    connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({places})'), row)


def row_of(table: str, **changed: object) -> dict[str, object]:
    """The first row of a table, changed."""
    return {**next(row for name, row in ROWS if name == table), **changed}
