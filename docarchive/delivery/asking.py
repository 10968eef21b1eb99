"""Putting a question to a partner and believing the reply only where his key signed it."""

from __future__ import annotations

from datetime import datetime

from docarchive.delivery.answers import Later, Refused, Said
from docarchive.delivery.envelopes import QUESTION_PURPOSE, REPLY_PURPOSE
from docarchive.delivery.errors import MalformedMessageError
from docarchive.delivery.models import Partner
from docarchive.delivery.questions import PROBE, Question, Reply
from docarchive.delivery.room import Room
from docarchive.delivery.services.proving import signed_by
from docarchive.delivery.states import ChannelKind
from docarchive.kernel.ids import new_id


def put(
    room: Room, partner: Partner, code: str, now: datetime, ask: str = PROBE, since: datetime | None = None,
    until: datetime | None = None,
) -> Reply | Later | Refused:  # fmt: skip
    """Ask a partner in the name of an agency here; to be called outside any transaction.

    Args:
        partner: With its certificates at hand.
        code: Of the agency that asks.
        since: Of a comparison: the window, by our clock.
    """
    asking = room.asking.get(ChannelKind(partner.channel))
    if asking is None:
        return Refused("not-askable", "Kênh này không hỏi đáp được. Kiểm tra bằng cách gửi một văn bản thử.")
    question = Question(ask, code, partner.code, new_id(), since, until)
    said = asking.ask(partner.address, question.text, room.signing.sign(code, question.text, QUESTION_PURPOSE))
    return _believed(partner, question, said, now) if isinstance(said, Said) else said


def _believed(partner: Partner, question: Question, said: Said, now: datetime) -> Reply | Refused:
    trusted = [one.certificate for one in partner.certificates if one.is_agreed]
    if signed_by(trusted, said.text, said.signature, REPLY_PURPOSE, now) is None:
        words = "Bên kia trả lời nhưng không ký bằng khóa đã thống nhất. Gọi điện so lại dãy số của chứng thư."
        return Refused("unproved-reply", words)
    try:
        reply = Reply.read(said.text)
    except MalformedMessageError as problem:
        return Refused(problem.code, problem.message)
    if (reply.nonce, reply.receiver) != (question.nonce, question.receiver):
        return Refused("old-reply", "Bên kia trả lời một câu hỏi khác. Thử lại; nếu còn lặp lại, gọi điện cho bên kia.")
    return reply
