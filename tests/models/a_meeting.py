"""One row in each table of meetings, beside the world of the others, in plain SQL."""

from tests.models.a_world import AT, SHA

# fmt: off
MEETING_ROWS: tuple[tuple[str, dict[str, object]], ...] = (
    ("meeting", {"id": "mt2", "committee_id": "board", "held_on": "2027-06-01", "state": "opened",
                 "is_second_summons": False, "is_simulated": False, "starts_at": AT}),
    ("agenda_item", {"id": "ai", "meeting_id": "mt2", "position": 1, "title": "T", "is_public": True,
                     "number": "8.1", "kind": "matter"}),
    ("agenda_entry", {"id": "ae", "meeting_id": "mt2", "number": 1, "act": "agreed", "party": "chair",
                      "agenda_sha256": SHA, "note": "", "at": AT}),
    ("agenda_paper", {"id": "ap", "agenda_item_id": "ai", "number": 1, "title": "P", "link": "",
                      "sha256": SHA, "laid_on": "2027-05-01"}),
    ("summons", {"id": "su", "meeting_id": "mt2", "number": 1, "kind": "first", "channel": "mail",
                 "sent_at": AT, "held_on": "2027-06-01", "agenda_sha256": SHA, "papers_sha256": SHA,
                 "notice_days": 14, "latest_on": "2027-05-17", "is_in_time": True, "is_urgent": False,
                 "letters_count": 3, "sentence": ""}),
    ("meeting_waiver", {"id": "mw", "meeting_id": "mt2", "kind": "notice", "subject": "",
                        "latest_on": "2027-05-17", "reason": "r", "given_by": "chair", "at": AT}),
    ("attendance", {"id": "at", "meeting_id": "mt2", "number": 1, "presence": "member", "title": "Seat",
                    "seat_id": "seat", "mandate_id": "m", "is_remote": False, "came_at": AT}),
    ("quorum_check", {"id": "qc", "meeting_id": "mt2", "number": 1, "occasion": "opening", "at": AT,
                      "present_count": 2, "needed_count": 2, "seats_count": 3, "is_met": True,
                      "reason": "quorum_met", "doubted_by": ""}),
    ("agenda_recusal", {"agenda_item_id": "ai", "seat_id": "seat", "at": AT}),
    ("motion", {"id": "mo", "meeting_id": "mt2", "agenda_item_id": "ai", "number": 1, "place": 1,
                "kind": "amendment", "moved_by": "Seat", "text": "", "old_text": "a", "new_text": "b",
                "state": "open", "yes_count": 0, "no_count": 0, "abstain_count": 0, "moved_at": AT}),
    ("item_vote", {"id": "iv", "agenda_item_id": "ai", "gate_item_id": "i", "revision": 1, "text": "t",
                   "is_amended": False, "mode": "open", "present_count": 3, "recused_count": 0,
                   "yes_count": 2, "no_count": 1, "abstain_count": 0, "result": "adopted", "remark": "",
                   "at": AT}),
    ("agenda_note", {"id": "an", "agenda_item_id": "ai", "number": 1, "kind": "minority",
                     "author": "Seat", "text": "t", "at": AT}),
    ("meeting_document", {"id": "md", "meeting_id": "mt2", "kind": "minutes", "part": "public",
                          "version": 1, "language": "de", "title": "M", "html": "<p>",
                          "html_sha256": SHA, "is_approved": False, "created_at": AT}),
    ("minutes_correction", {"id": "mc", "meeting_id": "mt2", "number": 1, "passage": "1", "text": "t"}),
    ("minutes_approval", {"meeting_id": "mt2", "approved_in_id": "mt", "version": 1,
                          "html_sha256": SHA, "yes_count": 2, "no_count": 0, "abstain_count": 0,
                          "at": AT}),
)
# fmt: on


def meeting_row(table: str, **changed: object) -> dict[str, object]:
    """The row of a table, changed."""
    return {**next(row for name, row in MEETING_ROWS if name == table), **changed}
