"""Shapes of what people send to the pages of incoming letters, with Vietnamese messages."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from docarchive.core.fields import DayField, tidy
from docarchive.exchange.forms.placing import PlaceForm
from docarchive.exchange.services.registering import Entry
from docarchive.exchange.states import CHANNEL_WORDS, Channel
from indexer.kinds import KINDS

_NEEDED = DataRequired("Điền ô này.")
DESPITE_ABSENCE = "Vẫn chuyển, tôi biết người nhận vắng mặt"


KIND_CHOICES = [
    SelectChoice("", "—"), *(SelectChoice(name, name.capitalize()) for name in sorted({kind.name for kind in KINDS})),
]  # fmt: skip
URGENCY_CHOICES = [SelectChoice(name, name.capitalize() or "Thường") for name in ("", "khẩn", "thượng khẩn", "hỏa tốc")]


class ReceiveForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Files that came in."""

    files = MultipleFileField("Tệp")
    channel = SelectField("Đến bằng", choices=[SelectChoice(each.value, CHANNEL_WORDS[each]) for each in Channel])
    as_one = BooleanField("Các tệp là một văn bản: tệp đầu là văn bản, các tệp sau là phụ lục")


class EntryForm(PlaceForm):
    """A line of the register of incoming letters."""

    arrived_on = DayField("Ngày đến", [InputRequired("Ghi ngày đến.")])
    number = StringField("Số ký hiệu", filters=[tidy])
    issued_on = DayField("Ngày văn bản", [Optional()])
    issuer = StringField("Cơ quan ban hành", [_NEEDED], filters=[tidy])
    kind = SelectField("Loại", choices=KIND_CHOICES, validate_choice=False)
    subject = TextAreaField("Trích yếu nội dung", [_NEEDED], filters=[tidy], render_kw={"rows": 2})
    urgency = SelectField("Độ khẩn", choices=URGENCY_CHOICES, validate_choice=False)
    signer = StringField("Người ký", filters=[tidy])
    signer_title = StringField("Chức vụ", filters=[tidy])
    due_on = DayField("Hạn trả lời", [Optional()])
    pages = IntegerField("Số trang", [Optional()], default=0)
    copies = IntegerField("Số bản", [Optional()], default=1)
    note = StringField("Ghi chú", filters=[tidy])
    has_paper = BooleanField("Có bản giấy")
    restricted = BooleanField("Chỉ người được chuyển mới đọc được")
    seen_twin = HiddenField()  # the letter, much like this one, that the clerk was shown

    def entry(self) -> Entry:
        """What was filled in."""
        return Entry(
            number="".join(self.number.data.split()),
            kind=self.kind.data or "",
            issued_on=self.issued_on.data,
            issuer=self.issuer.data,
            subject=self.subject.data,
            arrived_on=self.arrived_on.data,
            signer=self.signer.data,
            signer_title=self.signer_title.data,
            urgency=self.urgency.data or "",
            pages=self.pages.data or 0,
            copies=self.copies.data or 1,
            due_on=self.due_on.data,
            note=self.note.data,
            has_paper=bool(self.has_paper.data),
            is_open=not self.restricted.data,
        )


class HandForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Who is given a letter, to do what by when; receivers are ``user:<id>`` or ``unit:<id>``."""

    words = TextAreaField("Ý kiến", filters=[tidy], render_kw={"rows": 2})
    lead = SelectField("Chủ trì", choices=[], validate_choice=False, filters=[tidy])
    co = SelectMultipleField("Phối hợp", choices=[], validate_choice=False, render_kw={"size": 4})
    info = SelectMultipleField("Để biết", choices=[], validate_choice=False, render_kw={"size": 4})
    due_on = DayField("Hạn xử lý", [Optional()])
    despite_absence = BooleanField(DESPITE_ABSENCE)

    def offer(self, receivers: Sequence[tuple[str, str]]) -> None:
        """Fill the lists: value and words of each receiver."""
        choices = [SelectChoice(value, words) for value, words in receivers]
        self.lead.choices = [SelectChoice("", "— chọn —"), *choices]
        self.co.choices = self.info.choices = choices


class SubmitForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The leader a letter is presented to."""

    leader = SelectField("Trình", choices=[], validate_choice=False, filters=[tidy])
    words = StringField("Ghi chú cho lãnh đạo", filters=[tidy], id="submit-words")
    despite_absence = BooleanField(DESPITE_ABSENCE, id="submit-despite-absence")


class FinishForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The result of one's part."""

    said = TextAreaField("Kết quả", filters=[tidy], render_kw={"rows": 2})
    answer = StringField(
        "Số ký hiệu văn bản trả lời", [Length(max=200, message="Số ký hiệu dài quá 200 ký tự.")], filters=[tidy],
        description="Để trống nếu không cần trả lời.",
    )  # fmt: skip
