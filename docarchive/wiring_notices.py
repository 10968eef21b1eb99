"""Where those who tell people meet what there is to tell: listeners, rights, the way of mails, what comes daily."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docarchive.core.jobs import Handler
    from docarchive.core.work import EventHandlers, UnitOfWork
    from docarchive.notices.jobs import Writer
    from docarchive.notices.post import Post
    from docarchive.notices.subjects import Subjects
    from docarchive.settings import Settings
    from indexer.engines.protocol import SearchEngine


def event_handlers(settings: Settings) -> EventHandlers:
    """List what people are told of; without a mail server nobody gathers mails."""
    from docarchive.accounts.events import AbsenceRecorded
    from docarchive.archive.events import DocumentWithdrawn, RelationConfirmed
    from docarchive.archive.notices import tell_of_relation, tell_of_withdrawal
    from docarchive.directions.events import FigureAnswered, FigureAsked, StepTaken
    from docarchive.directions.listening import LISTENERS as DIRECTIONS
    from docarchive.directions.notices import tell_of_asking, tell_of_explanation, tell_of_step
    from docarchive.exchange.events import DraftMoved, HandedOn, OpinionLate
    from docarchive.exchange.notices import tell_of_draft, tell_of_handover, tell_of_late_opinion
    from docarchive.notices.events import MailWanted
    from docarchive.notices.services import mailing
    from docarchive.notices.services.absences import tell_of_absence

    return {
        StepTaken: (*DIRECTIONS[StepTaken], tell_of_step),
        FigureAsked: (tell_of_asking,),
        FigureAnswered: (tell_of_explanation,),
        HandedOn: (tell_of_handover,),
        DraftMoved: (tell_of_draft,),
        OpinionLate: (tell_of_late_opinion,),
        RelationConfirmed: (tell_of_relation,),
        DocumentWithdrawn: (tell_of_withdrawal,),
        AbsenceRecorded: (tell_of_absence,),
        MailWanted: (mailing.plan,) if settings.mail_host and settings.mail_sender else (),
    }


def subjects() -> Subjects:
    """Say of everything notices tell of who may see it."""
    from docarchive.archive.notices import SEES as RELATIONS
    from docarchive.directions.notices import SEES as ASSIGNMENTS
    from docarchive.exchange.notices import SEES as LETTERS
    from docarchive.lookup.notices import SEES as SEARCHES

    return {**RELATIONS, **ASSIGNMENTS, **LETTERS, **SEARCHES}


def post(settings: Settings) -> Post | None:
    """Give the way mails leave; None where no server is named."""
    from docarchive.notices.post import SmtpPost

    if not (settings.mail_host and settings.mail_sender):
        return None
    return SmtpPost(
        settings.mail_host, settings.mail_port, settings.mail_security, settings.mail_user,
        settings.mail_password.get_secret_value(), settings.mail_sender, settings.organisation,
        settings.public_url.rstrip("/"), settings.mail_authorities,
    )  # fmt: skip


def job_handlers(settings: Settings, engine: Callable[[], SearchEngine]) -> tuple[Handler, ...]:
    """List how mails are made and sent."""
    from docarchive.lookup.jobs import handlers as of_lookup
    from docarchive.notices.jobs import handlers as of_notices
    from docarchive.notices.services.mailing import DIGEST, WEEK
    from docarchive.portal.jobs import handlers as of_portal
    from docarchive.portal.morning import digest
    from docarchive.portal.weekly import digest as digest_of_week

    begins = settings.digest_at
    writers: Mapping[str, Writer] = {
        DIGEST: lambda *of: digest(subjects(), begins, *of),
        WEEK: lambda *of: digest_of_week(subjects(), engine(), begins, *of),
    }
    notices = of_notices(lambda: post(settings), subjects, writers)
    return (*notices, *of_lookup(begins), *of_portal(lambda: post(settings), subjects, engine, begins))


def extensions(settings: Settings) -> dict[str, object]:
    """Hand pages and commands what notices ask of the features above, and the way mails leave."""
    from docarchive.notices.post import POST
    from docarchive.notices.subjects import SUBJECTS

    return {SUBJECTS: subjects(), POST: lambda: post(settings)}


def plan(settings: Settings, unit: UnitOfWork) -> None:
    """Plan what is done every day."""
    from docarchive.archive.services.turning import plan_next as look_for_turns
    from docarchive.directions.services.reminding import plan_next as remind
    from docarchive.exchange.services.consulting import plan_next as remind_of_opinions
    from docarchive.lookup.services.matching import plan_next as look_for_searches
    from docarchive.portal.jobs import plan_next as tell_in_the_morning

    look_for_turns(unit)
    remind(unit)
    remind_of_opinions(unit)
    look_for_searches(unit)
    tell_in_the_morning(unit, settings.digest_at)
