"""The cycle as a network of days: its stages, what they wait for, and how their committees are summoned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from steering.calendar.network import DayKind, Lag, Link, Network, Node
from steering.calendar.notice import DayUnit, Period
from steering.calendar.working_days import RegionCalendar
from steering.profile.plans import StageTiming
from steering.stage import Question, Stage

THE_NEXT_DAY = Lag(days=1)


class StepKind(StrEnum):
    """What a step of the plan is."""

    STAGE = "stage"
    ANSWERS = "answers"
    WORK = "work"
    GATE = "gate"
    PAPERS = "papers"
    SUMMONS = "summons"


@dataclass(frozen=True, kw_only=True)
class Body:
    """What the plan must know of a committee: its periods, and the days on which it meets."""

    key: str
    title: str
    notice: Period
    papers: Period | None = None
    meets_on: frozenset[date] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Step:
    """One row of the plan: from one day of the network to another; a single day has both alike."""

    key: str
    kind: StepKind
    stage_key: str
    begins: str
    ends: str
    days: int = 0
    committee: str = ""
    gate: str = ""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The network of a revision, and its days as the steps that people know."""

    network: Network
    steps: tuple[Step, ...]

    @property
    def first(self) -> str:
        """The day on which the revision begins."""
        return self.steps[0].begins

    @property
    def last(self) -> str:
        """The day of the last gate."""
        return self.steps[-1].ends

    def step(self, key: str) -> Step:
        """The step with this key."""
        return next(step for step in self.steps if step.key == key)


def lay_out(
    stages: Sequence[Stage],
    timings: Sequence[StageTiming],
    bodies: Mapping[str, Body],
    calendar: RegionCalendar,
) -> Layout:
    """The stages from the first that is still to come, one after another or beside each other."""
    drawn = _Drawing(bodies)
    by_key = {timing.key: timing for timing in timings}
    for stage in stages:
        drawn.stage(stage, by_key[stage.key])
    network = Network(nodes=tuple(drawn.nodes), links=tuple(drawn.links), calendar=calendar)
    return Layout(network=network, steps=tuple(drawn.steps))


def gate_days(timing: StageTiming, body: Body) -> int:
    """How long a question lies before a committee: never shorter than its notice period."""
    notice = body.notice.days if body.notice.unit == DayUnit.CALENDAR else 0
    return max(timing.gate_days, notice)


def work_days(stage: Stage, timing: StageTiming, bodies: Mapping[str, Body]) -> int:
    """What is left of the weeks of a stage for the office's own work."""
    asked = timing.answer_days if stage.asks else 0
    asking = sum(gate_days(timing, bodies[question.committee]) for question in stage.gates)
    return max(0, 7 * timing.weeks - asked - asking)


class _Drawing:
    """The network while it is drawn, stage by stage."""

    def __init__(self, bodies: Mapping[str, Body]) -> None:
        self.bodies = bodies
        self.nodes: list[Node] = []
        self.links: list[Link] = []
        self.steps: list[Step] = []
        self.begun: list[tuple[str, str]] = []  # The first and the last day of each stage so far.

    def stage(self, stage: Stage, timing: StageTiming) -> None:
        """One stage: what is asked, the work, and its gates one after another."""
        place = len(self.steps)
        begins = self._node(f"{stage.key}/begin", DayKind.WORKING)
        self._follows(begins, timing)
        reached = begins
        if stage.asks:
            reached = self._answers(stage, timing, begins)
        for question in stage.gates:
            reached = self._gate(stage, timing, question, reached)
        self.begun.append((begins, reached))
        whole = Step(key=stage.key, kind=StepKind.STAGE, stage_key=stage.key, begins=begins, ends=reached)
        self.steps.insert(place, whole)

    def _follows(self, begins: str, timing: StageTiming) -> None:
        """A stage begins when all before it are done, or together with the one it runs beside."""
        beside = f"{timing.starts_with}/begin"
        if any(beside == first for first, _ in self.begun):
            self.links.append(Link(before=beside, after=begins))
            return
        self.links += [Link(before=last, after=begins, lag=THE_NEXT_DAY) for _, last in self.begun]

    def _answers(self, stage: Stage, timing: StageTiming, begins: str) -> str:
        key = f"{stage.key}/answers"
        self._node(key, DayKind.OPEN)
        self.links.append(Link(before=begins, after=key, lag=Lag(days=timing.answer_days)))
        self._step(key, StepKind.ANSWERS, stage, (begins, key), days=timing.answer_days)
        return key

    def _gate(self, stage: Stage, timing: StageTiming, question: Question, reached: str) -> str:
        body, key = self.bodies[question.committee], f"{stage.key}/{question.key}"
        opened = self._node(f"{key}/opened", DayKind.WORKING)
        if question is stage.gates[0]:
            days = work_days(stage, timing, self.bodies)
            self.links.append(Link(before=reached, after=opened, lag=Lag(days=days)))
            if days:
                self._step(f"{stage.key}/work", StepKind.WORK, stage, (reached, opened), days=days)
        else:
            self.links.append(Link(before=reached, after=opened, lag=THE_NEXT_DAY))
        sent = [(StepKind.SUMMONS, body.notice)]
        if body.papers is not None:
            sent.append((StepKind.PAPERS, body.papers))
        for kind, _ in sent:
            self._node(f"{key}/{kind}", DayKind.WORKING)
            self.links.append(Link(before=opened, after=f"{key}/{kind}"))
        self._node(key, DayKind.MEETING, listed=body.meets_on)
        for kind, period in sent:
            lag = Lag(days=period.days, unit=period.unit, is_clear=True)
            self.links.append(Link(before=f"{key}/{kind}", after=key, lag=lag))
            self._step(
                f"{key}/{kind}", kind, stage, (f"{key}/{kind}",) * 2, days=period.days, question=question
            )
        days = gate_days(timing, body)
        self.links.append(Link(before=opened, after=key, lag=Lag(days=days)))
        self._step(key, StepKind.GATE, stage, (opened, key), days=days, question=question)
        return key

    def _node(self, key: str, kind: DayKind, listed: frozenset[date] = frozenset()) -> str:
        self.nodes.append(Node(key=key, kind=kind, listed=listed))
        return key

    def _step(
        self,
        key: str,
        kind: StepKind,
        stage: Stage,
        span: tuple[str, ...],
        *,
        days: int,
        question: Question | None = None,
    ) -> None:
        self.steps.append(
            Step(
                key=key,
                kind=kind,
                stage_key=stage.key,
                begins=span[0],
                ends=span[1],
                days=days,
                committee=question.committee if question else "",
                gate=question.key if question else "",
            )
        )
