"""Acts on one assignment: what the lead does, what the giving side does, and pressing."""

from __future__ import annotations

from docarchive.api.v1.blueprint import bp
from docarchive.api.v1.directions_acts_shapes import (
    ByDayIn,
    ChosenIn,
    EvidenceIn,
    ExtensionIn,
    GrantIn,
    PlanIn,
    PressedOut,
    ReachedIn,
    WordsIn,
)
from docarchive.api.v1.directions_shapes import AssignmentsOut, WholeAssignmentOut
from docarchive.api.v1.directions_values import evidence_of, order_of, shown, the_assignment, whole
from docarchive.api.v1.giving_shapes import OrderIn
from docarchive.api.v1.shapes import ReasonIn
from docarchive.core.web import work
from docarchive.directions.models import Assignment
from docarchive.directions.queries import assignments
from docarchive.directions.services import extending, following, pressing, sending, working
from docarchive.directions.services.working import Planned

_ONE = "/assignments/<assignment_id>"


@bp.get(_ONE)
@bp.output(WholeAssignmentOut)
def one_assignment(assignment_id: str) -> WholeAssignmentOut:
    """An assignment with its steps, milestones and requests for more time."""
    return whole(the_assignment(assignment_id))


@bp.post(f"{_ONE}/acceptance")
@bp.output(WholeAssignmentOut)
def accept_assignment(assignment_id: str) -> WholeAssignmentOut:
    """Say, as its lead, that it has arrived."""
    one = the_assignment(assignment_id)
    working.accept(work(), one)
    return whole(one)


@bp.post(f"{_ONE}/beginning")
@bp.output(WholeAssignmentOut)
def begin_assignment(assignment_id: str) -> WholeAssignmentOut:
    """Say that the work is under way."""
    one = the_assignment(assignment_id)
    working.begin(work(), one)
    return whole(one)


@bp.post(f"{_ONE}/notes")
@bp.input(EvidenceIn, arg_name="said")
@bp.output(WholeAssignmentOut, status_code=201)
def note_progress(assignment_id: str, said: EvidenceIn) -> WholeAssignmentOut:
    """Say how far the work is; whoever works along does, too."""
    one = the_assignment(assignment_id)
    working.note(work(), one, said.words, evidence_of(said))
    return whole(one)


@bp.put(f"{_ONE}/milestones")
@bp.input(PlanIn, arg_name="wanted")
@bp.output(WholeAssignmentOut)
def plan_assignment(assignment_id: str, wanted: PlanIn) -> WholeAssignmentOut:
    """Set the milestones ahead."""
    one = the_assignment(assignment_id)
    working.plan(work(), one, [Planned(each.title, each.due_on) for each in wanted.milestones])
    return whole(one)


@bp.post(f"{_ONE}/milestones/<milestone_id>/completion")
@bp.input(ReachedIn, arg_name="said")
@bp.output(WholeAssignmentOut)
def reach_milestone(assignment_id: str, milestone_id: str, said: ReachedIn) -> WholeAssignmentOut:
    """Say that a milestone is reached, with what there is to show."""
    one = the_assignment(assignment_id)
    row = assignments.milestone(work().session, one, milestone_id)
    working.reach(work(), row, said.done_on, evidence_of(said))
    return whole(one)


@bp.post(f"{_ONE}/report")
@bp.input(EvidenceIn, arg_name="said")
@bp.output(WholeAssignmentOut)
def report_assignment(assignment_id: str, said: EvidenceIn) -> WholeAssignmentOut:
    """Report the work done, with what there is to show."""
    one = the_assignment(assignment_id)
    working.report(work(), one, said.words, evidence_of(said))
    return whole(one)


@bp.post(f"{_ONE}/return")
@bp.input(ReasonIn, arg_name="why")
@bp.output(WholeAssignmentOut)
def return_assignment(assignment_id: str, why: ReasonIn) -> WholeAssignmentOut:
    """Give it back as outside one's competence."""
    one = the_assignment(assignment_id)
    working.give_back(work(), one, why.reason)
    return whole(one)


@bp.post(f"{_ONE}/extensions")
@bp.input(ExtensionIn, arg_name="wanted")
@bp.output(WholeAssignmentOut, status_code=201)
def ask_extension(assignment_id: str, wanted: ExtensionIn) -> WholeAssignmentOut:
    """Ask for a later deadline."""
    one = the_assignment(assignment_id)
    extending.ask(work(), one, wanted.wanted_on, wanted.reason)
    return whole(one)


@bp.post(f"{_ONE}/extensions/<extension_id>/grant")
@bp.input(GrantIn, arg_name="wanted")
@bp.output(WholeAssignmentOut)
def grant_extension(assignment_id: str, extension_id: str, wanted: GrantIn) -> WholeAssignmentOut:
    """Grant more time; the deadline first set stays where it is."""
    one = the_assignment(assignment_id)
    asked = assignments.extension(work().session, one, extension_id)
    extending.grant(work(), asked, wanted.until, wanted.answer)
    return whole(one)


@bp.post(f"{_ONE}/extensions/<extension_id>/denial")
@bp.input(ReasonIn, arg_name="why")
@bp.output(WholeAssignmentOut)
def deny_extension(assignment_id: str, extension_id: str, why: ReasonIn) -> WholeAssignmentOut:
    """Refuse more time, saying why."""
    one = the_assignment(assignment_id)
    extending.deny(work(), assignments.extension(work().session, one, extension_id), why.reason)
    return whole(one)


@bp.post(f"{_ONE}/explanation")
@bp.input(EvidenceIn, arg_name="said")
@bp.output(WholeAssignmentOut)
def explain_delay(assignment_id: str, said: EvidenceIn) -> WholeAssignmentOut:
    """Explain a delay, as the giving side asked."""
    one = the_assignment(assignment_id)
    pressing.explain(work(), one, said.words, evidence_of(said))
    return whole(one)


@bp.post(f"{_ONE}/confirmation")
@bp.input(WordsIn, arg_name="said")
@bp.output(WholeAssignmentOut)
def confirm_assignment(assignment_id: str, said: WordsIn) -> WholeAssignmentOut:
    """Confirm what somebody else reported: it was done on the day of the report."""
    one = the_assignment(assignment_id)
    following.confirm(work(), one, said.words)
    return whole(one)


@bp.post(f"{_ONE}/rejection")
@bp.input(ReasonIn, arg_name="why")
@bp.output(WholeAssignmentOut)
def send_report_back(assignment_id: str, why: ReasonIn) -> WholeAssignmentOut:
    """Ask for more: the report counts for nothing."""
    one = the_assignment(assignment_id)
    following.send_back(work(), one, why.reason)
    return whole(one)


@bp.post(f"{_ONE}/pause")
@bp.input(ReasonIn, arg_name="why")
@bp.output(WholeAssignmentOut)
def pause_assignment(assignment_id: str, why: ReasonIn) -> WholeAssignmentOut:
    """Stop its clock."""
    one = the_assignment(assignment_id)
    following.pause(work(), one, why.reason)
    return whole(one)


@bp.delete(f"{_ONE}/pause")
@bp.output(WholeAssignmentOut)
def resume_assignment(assignment_id: str) -> WholeAssignmentOut:
    """Let its clock run on; the deadline moves by the days paused."""
    one = the_assignment(assignment_id)
    following.resume(work(), one)
    return whole(one)


@bp.post(f"{_ONE}/cancellation")
@bp.input(ReasonIn, arg_name="why")
@bp.output(WholeAssignmentOut)
def cancel_assignment(assignment_id: str, why: ReasonIn) -> WholeAssignmentOut:
    """Give it up."""
    one = the_assignment(assignment_id)
    following.cancel(work(), one, why.reason)
    return whole(one)


@bp.post(f"{_ONE}/reopening")
@bp.input(ReasonIn, arg_name="why")
@bp.output(WholeAssignmentOut)
def reopen_assignment(assignment_id: str, why: ReasonIn) -> WholeAssignmentOut:
    """Take up again what was done or given up."""
    one = the_assignment(assignment_id)
    following.reopen(work(), one, why.reason)
    return whole(one)


@bp.post(f"{_ONE}/order")
@bp.input(OrderIn, arg_name="wanted")
@bp.output(WholeAssignmentOut)
def give_assignment_again(assignment_id: str, wanted: OrderIn) -> WholeAssignmentOut:
    """Give what came back to somebody else; without a term the deadline in force stays."""
    one = the_assignment(assignment_id)
    following.give_again(work(), one, order_of(wanted, one.agency_id))
    return whole(one)


@bp.post(f"{_ONE}/explanation-request")
@bp.input(ByDayIn, arg_name="wanted")
@bp.output(WholeAssignmentOut)
def ask_for_explanation(assignment_id: str, wanted: ByDayIn) -> WholeAssignmentOut:
    """Ask the lead to explain a delay by a day."""
    one = the_assignment(assignment_id)
    pressing.ask_explanation(work(), one, wanted.by_day, wanted.words)
    return whole(one)


@bp.post("/assignments/reminders")
@bp.input(ChosenIn, arg_name="wanted")
@bp.output(AssignmentsOut)
def remind_of_assignments(wanted: ChosenIn) -> AssignmentsOut:
    """Remind those who lead; it stands in the history of each."""
    chosen = _chosen(wanted)
    pressing.remind(work(), chosen, wanted.words)
    return AssignmentsOut(total=len(chosen), assignments=[shown(one) for one in chosen])


@bp.post("/assignments/letters")
@bp.input(ChosenIn, arg_name="wanted")
@bp.output(PressedOut, status_code=201)
def draft_pressing_letter(wanted: ChosenIn) -> PressedOut:
    """Draft a letter to the agencies that lead, with the list of what they owe; it is signed like any other."""
    return PressedOut(letter_id=pressing.draft_letter(work(), _chosen(wanted)).id)


@bp.post(f"{_ONE}/order-letter")
@bp.output(PressedOut, status_code=201)
def draft_order_letter(assignment_id: str) -> PressedOut:
    """Draft the letter that takes it, and what else the sentence orders, to the agencies it is laid on."""
    return PressedOut(letter_id=sending.draft_order(work(), the_assignment(assignment_id)).id)


@bp.post(f"{_ONE}/report-letter")
@bp.output(PressedOut, status_code=201)
def draft_report_letter(assignment_id: str) -> PressedOut:
    """Draft the letter that reports on it to whoever gave it elsewhere; issued, it is the evidence."""
    return PressedOut(letter_id=sending.draft_report(work(), the_assignment(assignment_id)).id)


def _chosen(wanted: ChosenIn) -> list[Assignment]:
    return [the_assignment(each) for each in dict.fromkeys(wanted.assignment_ids)]
