"""The rules of procedure as a county writes them: the keys of a committee, a kind of matter, a preset."""

from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator

from models import CommitteeKind, Majority, MajorityBase, Tie
from steering.profile.kinds import Assumed, Count, Flag, Key, LandCode, Refusal, Share, Text, declared
from steering.rules_of_procedure import (
    Abstentions,
    CastingVote,
    Convener,
    DayUnit,
    ManyRecused,
    Ranking,
    Remote,
    SecondSummons,
)


def fraction_of(text: str) -> Fraction | None:
    """A share as it is written, '2/3'; None for what is none, or lies outside 0 to 1."""
    above, _, below = text.partition("/")
    if not (above.isdecimal() and below.isdecimal() and int(below)):
        return None
    share = Fraction(int(above), int(below))
    return share if share <= 1 else None


def _is_share(text: str) -> bool:
    return fraction_of(text) is not None


# Exactly as it is written: '2/3' is two thirds, and 66.7 is not.
Portion = Annotated[str, AfterValidator(Refusal(code="portion_bad", holds=_is_share))]


@declared
class Procedure:
    """Every rule of procedure that can be written down; what is left out is as the preset says."""

    quorum_pct: Share | None = None
    quorum_share: Portion | None = None
    quorum_is_exceeded: Flag | None = None
    quorum_holds_until_doubted: Flag | None = None
    second_summons: SecondSummons | None = None
    many_recused: ManyRecused | None = None
    full_house_cures_summons: Flag | None = None
    majority: Majority | None = None
    majority_base: MajorityBase | None = None
    majority_share: Portion | None = None
    majority_is_exceeded: Flag | None = None
    abstentions: Abstentions | None = None
    tie: Tie | None = None
    casting_vote: CastingVote | None = None
    is_secret: Flag | None = None
    ranking: Ranking | None = None
    deputies_allowed: Flag | None = None
    advisory_members_allowed: Flag | None = None
    circulation_allowed: Flag | None = None
    circulation_objection_days: Count | None = None
    circulation_consent_share: Portion | None = None
    circulation_is_legal_exception: Flag | None = None
    silence_is_consent: Flag | None = None
    silence_days: Count | None = None
    silence_answers_count: Count | None = None
    notice_days: Count | None = None
    notice_unit: DayUnit | None = None
    papers_days: Count | None = None
    papers_unit: DayUnit | None = None
    urgent_notice_days: Count | None = None
    first_meeting_notice_days: Count | None = None
    convened_by: Convener | None = None
    special_meeting_share: Portion | None = None
    is_public: Flag | None = None
    remote: Remote | None = None
    remote_chair_allowed: Flag | None = None


@declared
class MatterRule(Procedure):
    """What is different for one kind of matter."""

    matter: Key
    assumed: Assumed = ()
    source: str = ""


@declared
class PresetRule(Procedure):
    """What a preset says on one kind of matter, each rule with where it is written."""

    matter: Key
    sources: dict[str, str]


@declared
class Preset:
    """Rules of procedure that a body may build on."""

    key: Key
    title: Text
    kind: CommitteeKind
    land_code: LandCode | None = None
    rule: tuple[PresetRule, ...]


@declared
class Presets:
    """presets.toml: rules of procedure of another Land, or of a county's own."""

    preset: tuple[Preset, ...] = ()
