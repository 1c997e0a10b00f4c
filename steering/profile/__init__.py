"""The region profile: what a county writes about itself, checked line by line."""

from steering.profile.faults import Fault
from steering.profile.known import Known, known_from
from steering.profile.loading import FILES, OPTIONAL, Examination, Profile, examine, load
from steering.profile.members import Member, read_members
from steering.profile.peers import peers
from steering.profile.record import to_records
from steering.profile.scaffold import NewRegion, scaffold, suggested_key

__all__ = [
    "FILES",
    "OPTIONAL",
    "Examination",
    "Fault",
    "Known",
    "Member",
    "NewRegion",
    "Profile",
    "examine",
    "known_from",
    "load",
    "peers",
    "read_members",
    "scaffold",
    "suggested_key",
    "to_records",
]
