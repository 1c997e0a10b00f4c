"""`masterplan rules`: how each committee decides, and how a vote would end; nothing is kept."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door
from steering.errors import BadUsage, NotThere

if TYPE_CHECKING:  # Profiles wake the records; a look at the help must not.
    from steering.decision import Attendance, Count, Decision
    from steering.rules_of_procedure import RuleBook, Rules

app = a_group()
CommitteeKey = Annotated[str, typer.Argument()]
Matter = Annotated[str | None, typer.Option("--matter")]


@command(app, "list")
def list_rules(door: Door, *, is_json: AsJson = False) -> None:
    """Every committee and kind of matter on one line."""
    from steering.rules_of_procedure import rules_to_facts

    profile = _profile(door)
    books = [(each, profile.rule_books[each.key]) for each in profile.committees.committee]
    listed = [(each, book.on(matter)) for each, book in books for matter in book.matters]
    if is_json:
        rows = [
            {"committee": each.key, "title": each.title, **rules_to_facts(rules)} for each, rules in listed
        ]
        door.json(rules=rows)
        return
    headings = ("committee", "matter", "quorum_rule", "majority_rule", "tie_rule", "notice")
    door.table(headings, [_row(door, each.title, rules) for each, rules in listed])


def _row(door: Door, title: str, rules: "Rules") -> tuple[object, ...]:
    unit = "rules_working_days" if rules.notice_unit == "working" else "rules_days"
    notice = door.text(unit, days=rules.notice_days)
    if not rules.has_quorum_rule:
        return (title, _matter(door, rules.matter), door.text("rules_no_quorum"), None, None, notice)
    majority = f"{door.word(rules.majority)} {door.word(rules.base)}"
    # A tie is one vote short of a simple majority; of any other it is simply too few.
    tie = door.text(f"rules_tie_{rules.tie}") if rules.majority == "simple" else None
    return (title, _matter(door, rules.matter), _quorum(door, rules), majority, tie, notice)


def _quorum(door: Door, rules: "Rules") -> str:
    from templates.procedure import portion

    share = rules.quorum_share
    words = portion(f"{share.numerator}/{share.denominator}", language=door.language)
    return door.text("rules_quorum_over" if rules.quorum_is_exceeded else "rules_quorum_at", share=words)


@command(app, "show")
def show(door: Door, *, committee: CommitteeKey, matter: Matter = None, is_json: AsJson = False) -> None:
    """Every rule of a committee in a sentence, with its source."""
    from steering.decision import quorum_needed
    from steering.rules_of_procedure import rules_to_facts
    from templates.procedure import rule_sentences

    title, book = _book(door, committee)
    rules = _rules(committee, book, matter)
    facts = {**rules_to_facts(rules), "quorum_needed": quorum_needed(rules)}
    sentences = list(rule_sentences(facts, rules.sources, door.language))
    if is_json:
        told = {each.key: {"sentence": each.sentence, "source": each.source} for each in sentences}
        door.json(committee=committee, rules=facts, sentences=told)
        return
    door.line("rules_head", title=title, matter=_matter(door, rules.matter))
    if rules.has_quorum_rule:
        door.line("rules_seats", seats=rules.seats_count)
    for each in sentences:
        door.line("rules_line", sentence=each.sentence, source=each.source)


@command(app, "decide")
def decide_by_rules(
    door: Door,
    *,
    committee: CommitteeKey,
    present: Annotated[int, typer.Option("--present", min=0)],
    yes: Annotated[int, typer.Option("--yes", min=0)],
    no: Annotated[int, typer.Option("--no", min=0)],
    abstain: Annotated[int, typer.Option("--abstain", min=0)] = 0,
    recused: Annotated[int, typer.Option("--recused", min=0)] = 0,
    silent: Annotated[int, typer.Option("--silent", min=0)] = 0,
    is_second_summons: Annotated[bool, typer.Option("--second-summons")] = False,
    is_unannounced: Annotated[bool, typer.Option("--unannounced")] = False,
    was_quorate: Annotated[bool, typer.Option("--was-quorate")] = False,
    is_doubted: Annotated[bool, typer.Option("--doubted")] = False,
    chair: Annotated[str | None, typer.Option("--chair")] = None,
    matter: Matter = None,
    is_json: AsJson = False,
) -> None:
    """How a vote would end, with the reasons; nothing is kept."""
    from models import Answer
    from steering.decision import Attendance, Count, decide

    if chair is not None and chair not in set(Answer):
        raise BadUsage(f"--chair {chair}", code="no_such_answer", answer=chair)
    title, book = _book(door, committee)
    rules = _rules(committee, book, matter)
    said = Answer(chair) if chair else None
    count = Count(yes=yes, no=no, abstain=abstain, chair=said, casting=said)
    there = Attendance(
        present_count=present,
        recused_count=recused,
        is_second_summons=is_second_summons,
        is_announced=not is_unannounced,
        was_quorate=was_quorate,
        is_doubted=is_doubted,
    )
    _refuse_impossible(rules, count, there, silent)
    decision = decide(rules, count, there, silent_count=silent)
    _tell(door, title, rules, decision, is_json=is_json)


@command(app, "lot")
def draw(
    door: Door,
    *,
    seed: Annotated[str, typer.Argument()],
    things: Annotated[list[str], typer.Argument()],
    word: Annotated[str, typer.Option("--word")] = "",
    is_json: AsJson = False,
) -> None:
    """Draw a lot again from what was published."""
    from steering.decision import Lot

    lot = Lot(seed=seed, word=word)
    order = [
        {"thing": thing, "line": lot.line(thing), "sha256": lot.drawn(thing)} for thing in lot.order(things)
    ]
    if is_json:
        door.json(order=order)
        return
    rows = [(place, each["thing"], each["sha256"], each["line"]) for place, each in enumerate(order, start=1)]
    door.table(("ballot_place", "thing", "sha256", "hashed_line"), rows)


def _refuse_impossible(rules: "Rules", count: "Count", there: "Attendance", silent: int) -> None:
    if count.cast > there.present_count:
        raise BadUsage(
            f"{count.cast} votes of {there.present_count}.",
            code="more_votes_than_there",
            votes=count.cast,
            present=there.present_count,
        )
    all_there = there.present_count + there.recused_count + silent
    if rules.has_quorum_rule and all_there > rules.seats_count:
        raise BadUsage(
            f"{all_there} of {rules.seats_count}.",
            code="more_there_than_seats",
            there=all_there,
            seats=rules.seats_count,
        )


def _tell(door: Door, title: str, rules: "Rules", decision: "Decision", *, is_json: bool) -> None:
    from templates.reasons import reason_text

    reasons = [(each, reason_text(each.code, each.facts, door.language)) for each in decision.reasons]
    if is_json:
        told = [{"code": each.code, "facts": each.facts, "text": text} for each, text in reasons]
        door.json(
            matter=rules.matter,
            is_quorate=decision.quorum.is_met,
            result=decision.result,
            needs_approval=decision.needs_approval,
            reasons=told,
        )
        return
    shown = {"title": title, "matter": _matter(door, rules.matter)}
    if decision.result is None:
        door.line("rules_inquorate", **shown)
    else:
        door.line("rules_decided", **shown, result=door.word(decision.result))
    for _, text in reasons:
        typer.echo(f"- {text}")
    if decision.needs_approval:
        door.line("rules_needs_approval")


def _profile(door: Door) -> Any:
    from steering.office.profiles import load_profile

    return load_profile(door.settings)


def _book(door: Door, key: str) -> tuple[str, "RuleBook"]:
    """The title and the rule book of a committee."""
    profile = _profile(door)
    titles = {each.key: each.title for each in profile.committees.committee}
    if key not in titles:
        raise NotThere(f"No committee {key!r}.", code="no_such_committee", committee=key, known=list(titles))
    return titles[key], profile.rule_books[key]


def _rules(committee: str, book: "RuleBook", matter: str | None) -> "Rules":
    """The rules for a kind of matter; a word that the book does not know is a slip, not a matter."""
    if matter is not None and matter not in book.rules:
        raise NotThere(
            f"No rules for {matter!r}.",
            code="no_such_matter",
            committee=committee,
            matter=matter,
            known=list(book.matters),
        )
    return book.on(matter or "any")


def _matter(door: Door, matter: str) -> str:
    """The kind of matter in words; a county's own word is shown as it is."""
    try:
        return door.word(matter, "matter")
    except KeyError:
        return matter
