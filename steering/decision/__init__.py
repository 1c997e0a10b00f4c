"""How rules turn votes into an outcome, with the reasons in order.

Pure: rules, presence and votes in, outcome out. The words of a reason come from templates; here a
reason is a code with its figures and its paragraph.
"""

from steering.decision.circulation import consents_needed, may_circulate
from steering.decision.deciding import Decision, decide
from steering.decision.gate_states import gate_state
from steering.decision.lots import Lot
from steering.decision.majorities import contradicts, decide_item, needed_yes, weigh
from steering.decision.quorums import Attendance, Quorum, quorum, quorum_needed, quorum_of
from steering.decision.ranking import Order, places, ranked
from steering.decision.votes import Count, ItemOutcome, Reason, Vote, counted
from steering.rules_of_procedure import Rules

__all__ = [
    "Attendance",
    "Count",
    "Decision",
    "ItemOutcome",
    "Lot",
    "Order",
    "Quorum",
    "Reason",
    "Rules",
    "Vote",
    "consents_needed",
    "contradicts",
    "counted",
    "decide",
    "decide_item",
    "gate_state",
    "may_circulate",
    "needed_yes",
    "places",
    "quorum",
    "quorum_needed",
    "quorum_of",
    "ranked",
    "weigh",
]
