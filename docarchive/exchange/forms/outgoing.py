"""Shapes of what people send to the pages of outgoing letters, with Vietnamese messages."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from docarchive.core.fields import DayField, tidy
from docarchive.exchange.forms.incoming import URGENCY_CHOICES
from docarchive.exchange.outgoing_states import STEERING_WORDS
from docarchive.exchange.services.copying import KINDS as COPY_KINDS
from docarchive.exchange.services.drafting import Draft
from indexer.kinds import KINDS

_LETTER = "công văn"
_KINDS = sorted({kind.name for kind in KINDS} - {_LETTER})
KIND_CHOICES = [SelectChoice(name, name.capitalize()) for name in (_LETTER, *_KINDS)]
STEERING_CHOICES = [SelectChoice(str(int(each)), words) for each, words in STEERING_WORDS.items()]
# In the order of the eye: label and place of each field in a grid of six.
DRAFT_SPANS = {
    "kind": "span-2", "urgency": "span-2", "due_on": "span-2", "subject": "span-6", "signer_authority": "span-2",
    "signer_title": "span-2", "signer": "span-2", "recipients": "span-4", "keeper": "span-2", "place": "span-2",
    "copies": "span-2", "note": "span-2", "unit": "span-2",
    "steering": "span-2",
}  # fmt: skip

UPDATE_SPANS = {
    "subject": "span-6", "urgency": "span-2", "due_on": "span-2", "place": "span-2", "signer_authority": "span-2",
    "signer_title": "span-2", "signer": "span-2",
}  # fmt: skip


LOOKED_AT = "Tôi đã xem tệp máy không đọc được; tệp không có dấu mật"


class DraftForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """What a draft says of itself."""

    kind = SelectField("Loại", choices=KIND_CHOICES, validate_choice=False)
    urgency = SelectField("Độ khẩn", choices=URGENCY_CHOICES, validate_choice=False)
    due_on = DayField("Hạn trả lời", [Optional()])
    subject = TextAreaField(
        "Trích yếu nội dung", filters=[tidy], render_kw={"rows": 2},
        description="Để trống thì lấy từ tệp dự thảo khi đọc xong.",
    )  # fmt: skip
    signer_authority = StringField("Thẩm quyền ký", filters=[tidy], render_kw={"placeholder": "KT. CHỦ TỊCH"})
    signer_title = StringField("Chức vụ người ký", filters=[tidy])
    signer = StringField("Người ký", filters=[tidy])
    recipients = TextAreaField("Nơi nhận, như in trên văn bản", filters=[tidy], render_kw={"rows": 4})
    keeper = StringField("Nơi lưu", filters=[tidy])
    place = StringField("Địa danh", filters=[tidy])
    copies = IntegerField("Số bản", [Optional()], default=1)
    note = StringField("Ghi chú", filters=[tidy])
    steering = SelectField("Nhiệm vụ kèm theo", choices=STEERING_CHOICES, coerce=int, default=0, validate_choice=False)
    unit = SelectField("Đơn vị soạn thảo", choices=[], validate_choice=False, filters=[tidy])

    def draft(self) -> Draft:
        """What was filled in."""
        return Draft(
            kind=self.kind.data or "", subject=self.subject.data, urgency=self.urgency.data or "",
            signer=self.signer.data, signer_title=self.signer_title.data, signer_authority=self.signer_authority.data,
            place=self.place.data, recipients=self.recipients.data, keeper=self.keeper.data, due_on=self.due_on.data,
            copies=1 if self.copies.data is None else self.copies.data, note=self.note.data,
            steering=self.steering.data or 0,
        )  # fmt: skip


class UpdateForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """What is corrected of an issued letter, and why."""

    subject = TextAreaField("Trích yếu nội dung", filters=[tidy], render_kw={"rows": 2})
    urgency = SelectField("Độ khẩn", choices=URGENCY_CHOICES, validate_choice=False, filters=[tidy])
    due_on = DayField("Hạn trả lời", [Optional()])
    signer_authority = StringField("Thẩm quyền ký", filters=[tidy])
    signer_title = StringField("Chức vụ người ký", filters=[tidy])
    signer = StringField("Người ký", filters=[tidy])
    place = StringField("Địa danh", filters=[tidy])
    reason = TextAreaField(
        "Lý do cập nhật", filters=[tidy], render_kw={"rows": 2},
        description="Ít nhất 10 ký tự; nơi nhận đọc được. Có công văn đính chính thì ghi số ký hiệu ở đây.",
    )  # fmt: skip
    looked_at = BooleanField(LOOKED_AT)


class PresentForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """To whom a draft is presented."""

    person = SelectField("Trình đến", choices=[], validate_choice=False, filters=[tidy])
    words = TextAreaField("Lời trình", filters=[tidy], render_kw={"rows": 2})

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """Fill the list: id and words of each person."""
        self.person.choices = [SelectChoice("", "— chọn —"), *(SelectChoice(value, said) for value, said in people)]


class IssueForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Who may read the letter once it is issued, and whether somebody looked at what cannot be read here."""

    restricted = BooleanField("Chỉ văn thư, lãnh đạo và người soạn thảo đọc được")
    looked_at = BooleanField(LOOKED_AT)
    seen = BooleanField("Tôi đã xem các điểm trên và vẫn ban hành")

    @property
    def seal(self) -> str:
        """What the tick was about; empty without one."""
        return str(self.seen.raw_data[0]) if self.seen.raw_data else ""


class CopyForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """An official copy of a document."""

    kind = SelectField(
        "Hình thức sao", choices=[SelectChoice(name, name.capitalize()) for name in COPY_KINDS], validate_choice=False
    )
    signer = SelectField("Người ký bản sao", choices=[], validate_choice=False, filters=[tidy])
    signer_authority = StringField("Thẩm quyền ký", filters=[tidy], render_kw={"placeholder": "TL. CHỦ TỊCH"})
    signer_title = StringField("Chức vụ", filters=[tidy])
    part = StringField("Phần được trích", filters=[tidy], description="Chỉ với trích sao: điều, khoản, trang.")
