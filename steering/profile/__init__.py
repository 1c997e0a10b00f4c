"""The region profile: what a county writes about itself, checked line by line."""

from steering.profile.faults import Fault
from steering.profile.known import Known, known_from
from steering.profile.loading import FILES, OPTIONAL, Examination, Profile, examine, load
from steering.profile.members import Member, read_members
from steering.profile.record import to_records

__all__ = [
    "FILES",
    "OPTIONAL",
    "Examination",
    "Fault",
    "Known",
    "Member",
    "Profile",
    "examine",
    "known_from",
    "load",
    "read_members",
    "to_records",
]
