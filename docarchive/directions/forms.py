"""Shapes of what people send to the pages of directions, with Vietnamese messages."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from docarchive.core.fields import CountField, DayField, tidy
from docarchive.directions.models import Meeting
from docarchive.directions.states import PERIOD_WORDS, SOURCE_WORDS, TERM_WORDS, Period, Source, Term
from docarchive.kernel.reasons import SHORTEST_REASON, TOO_SHORT

MOST_ORDERS = 30
_DAY = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
_NAME = [Length(max=300, message="Tên dài quá 300 ký tự.")]
_MANY = "Nhiều nơi cách nhau bằng dấu chấm phẩy."


def _list_of(name: str) -> dict[str, str]:
    return {"list": name, "autocomplete": "off"}


def _reason(label: str = "Lý do") -> TextAreaField:
    checks = [InputRequired(TOO_SHORT), Length(min=SHORTEST_REASON, max=2000, message=TOO_SHORT)]
    return TextAreaField(label, checks, filters=[tidy], render_kw={"rows": 2, "minlength": SHORTEST_REASON})


class OrderForm(Form):  # type: ignore[misc]  # wtforms has no types
    """One assignment that follows from a sentence."""

    lead = StringField("Chủ trì", _NAME, filters=[tidy], render_kw=_list_of("danh-muc-noi"))
    co = StringField("Phối hợp", filters=[tidy], description=_MANY, render_kw=_list_of("danh-muc-noi"))
    info = StringField("Để biết", filters=[tidy], description=_MANY, render_kw=_list_of("danh-muc-noi"))
    content = TextAreaField(
        "Nội dung riêng của nhiệm vụ này", filters=[tidy], render_kw={"rows": 1},
        description="Để trống: lấy nội dung chung.",
    )  # fmt: skip
    product = StringField("Sản phẩm", filters=[tidy], render_kw={"placeholder": "báo cáo, kế hoạch, tờ trình…"})
    term = SelectField("Cách tính hạn", choices=[SelectChoice(each.value, TERM_WORDS[each]) for each in Term])
    due_on = DayField("Hạn", [Optional()], render_kw=_DAY)
    days = CountField("Số ngày làm việc", [Optional(), NumberRange(1, 1000, "Từ 1 đến 1.000 ngày làm việc.")])
    period = SelectField(
        "Lặp lại",
        choices=[SelectChoice("", "Một lần"), *(SelectChoice(each.value, PERIOD_WORDS[each]) for each in Period)],
        validate_choice=False,
        filters=[tidy],
    )
    due_day = CountField("Hạn là ngày thứ mấy của kỳ", [Optional(), NumberRange(1, 366, "Từ 1 đến 366.")])
    until = DayField("Lặp đến ngày", [Optional()], render_kw=_DAY)


class GiveForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A direction as it was said, and the assignments that follow from it."""

    source = SelectField("Nguồn", choices=[SelectChoice(each.value, SOURCE_WORDS[each]) for each in Source])
    giver = StringField(
        "Người chỉ đạo", [InputRequired("Ghi người chỉ đạo."), Length(max=200, message="Tên dài quá 200 ký tự.")],
        filters=[tidy], render_kw=_list_of("danh-muc-lanh-dao"),
    )  # fmt: skip
    given_on = DayField("Ngày chỉ đạo", [InputRequired("Ghi ngày chỉ đạo.")], render_kw=_DAY)
    document = HiddenField()
    letter = HiddenField()
    meeting = HiddenField()
    document_number = StringField("Số ký hiệu văn bản", filters=[tidy])
    page = CountField("Trang", [Optional(), NumberRange(1, 10_000, "Trang tính từ 1.")])
    quote = TextAreaField(
        "Câu chỉ đạo nguyên văn", filters=[tidy], render_kw={"rows": 3},
        description="Giữ nguyên lời như trong văn bản, bút phê hay kết luận.",
    )  # fmt: skip
    content = TextAreaField(
        "Nội dung nhiệm vụ, ghi vào sổ", filters=[tidy], render_kw={"rows": 2},
        description="Để trống: lấy câu chỉ đạo.",
    )  # fmt: skip
    field = StringField("Lĩnh vực", filters=[tidy], render_kw=_list_of("danh-muc-linh-vuc"))
    orders = FieldList(FormField(OrderForm), min_entries=1, max_entries=MOST_ORDERS)


class MeetingForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A meeting that ended in conclusions."""

    title = StringField("Nội dung cuộc họp", [InputRequired("Ghi nội dung cuộc họp.")], filters=[tidy])
    chair = StringField(
        "Người chủ trì", [InputRequired("Ghi người chủ trì.")], filters=[tidy],
        render_kw=_list_of("danh-muc-lanh-dao"),
    )  # fmt: skip
    held_on = DayField("Ngày họp", [InputRequired("Ghi ngày họp.")], render_kw=_DAY)
    begins = StringField("Giờ bắt đầu", filters=[tidy], render_kw={"placeholder": "08:30", "autocomplete": "off"})
    place = StringField("Địa điểm", filters=[tidy])
    participants = TextAreaField(
        "Thành phần dự họp", filters=[tidy], render_kw={"rows": 4}, description="Mỗi dòng một người hoặc một cơ quan."
    )
    document_number = StringField(
        "Số ký hiệu thông báo kết luận", filters=[tidy],
        description="Có trong kho thì cuộc họp và các ý kiến chỉ đạo được gắn với văn bản; chưa ban hành thì ghi sau.",
    )  # fmt: skip

    def fill(self, meeting: Meeting) -> None:
        """Show what was written down."""
        for name in ("title", "chair", "held_on", "begins", "place", "participants", "document_number"):
            self[name].data = getattr(meeting, name)


class AddForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """One more assignment from a sentence that stands in the register."""

    order = FormField(OrderForm)


class NoteForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """How the work goes, with or without a document to show."""

    words = TextAreaField("Tình hình thực hiện", [InputRequired("Ghi tình hình.")], filters=[tidy], id="note-words")
    evidence = StringField(
        "Văn bản kèm theo (số ký hiệu)", filters=[tidy], render_kw=_list_of("san-pham"), id="note-evidence"
    )


class ReportForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """What was done, with the document that shows it."""

    words = TextAreaField("Kết quả thực hiện", filters=[tidy], render_kw={"rows": 3})
    evidence = StringField(
        "Bằng chứng: số ký hiệu văn bản sản phẩm", filters=[tidy], render_kw=_list_of("san-pham"),
        description="Văn bản có trong kho được gắn kèm; chưa có thì ghi theo số ký hiệu.",
    )  # fmt: skip


class ExtensionForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """More time, asked for."""

    wanted_on = DayField("Xin gia hạn đến", [InputRequired("Ghi ngày xin gia hạn đến.")], render_kw=_DAY)
    reason = _reason("Lý do xin gia hạn")


class DecisionForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The answer to who asked for more time."""

    until = DayField("Cho đến ngày", [Optional()], render_kw=_DAY)
    answer = StringField("Ý kiến", filters=[tidy])


class GiveAgainForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Somebody else for work that came back."""

    lead = StringField(
        "Chủ trì", [InputRequired("Chọn hoặc ghi bên chủ trì."), *_NAME], filters=[tidy],
        render_kw=_list_of("danh-muc-noi"),
    )  # fmt: skip
    co = StringField("Phối hợp", filters=[tidy], description=_MANY, render_kw=_list_of("danh-muc-noi"))
    term = SelectField("Cách tính hạn", choices=[SelectChoice(each.value, TERM_WORDS[each]) for each in Term])
    due_on = DayField("Hạn", [Optional()], render_kw=_DAY)
    days = CountField("Số ngày làm việc, tính từ hôm nay", [Optional(), NumberRange(1, 1000, "Từ 1 đến 1.000 ngày.")])
    despite_absence = BooleanField("Vẫn giao, tôi biết người nhận vắng mặt vào ngày hạn")


class MilestonesForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The parts the work is done in: a line each, ``dd/mm/yyyy`` at its end where it has a day."""

    milestones = TextAreaField(
        "Các mốc, mỗi dòng một mốc", [InputRequired("Ghi ít nhất một mốc.")], filters=[tidy], render_kw={"rows": 4},
        description="Có hạn thì ghi ở cuối dòng: Trình dự thảo – 15/09/2026",
    )  # fmt: skip


class ReachedForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A part of the work that is done."""

    done_on = DayField("Ngày xong", [InputRequired("Ghi ngày xong.")], render_kw=_DAY)
    evidence = StringField("Văn bản (số ký hiệu)", filters=[tidy], render_kw=_list_of("san-pham"))


class ExplainForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Why it is late."""

    words = TextAreaField(
        "Giải trình", [InputRequired("Ghi lời giải trình.")], filters=[tidy], render_kw={"rows": 3}, id="explain-words"
    )
    evidence = StringField(
        "Văn bản giải trình (số ký hiệu)", filters=[tidy], render_kw=_list_of("san-pham"), id="explain-evidence"
    )


class AskFigureForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Who is to explain a number, and by when."""

    to = StringField(
        "Nơi giải trình", [InputRequired("Chọn hoặc ghi nơi giải trình."), *_NAME], filters=[tidy],
        render_kw=_list_of("danh-muc-noi"),
    )  # fmt: skip
    by_day = DayField("Giải trình trước ngày", [InputRequired("Ghi ngày phải giải trình.")], render_kw=_DAY)
    words = TextAreaField(
        "Nội dung cần làm rõ", filters=[tidy], render_kw={"rows": 3},
        description="Để trống: giải trình con số. Lời giải trình đứng cạnh số này trong báo cáo sau.",
    )  # fmt: skip


class FreezeForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A report to be kept as it is now."""

    title = StringField(
        "Tên báo cáo", [InputRequired("Ghi tên báo cáo."), Length(max=300, message="Tên dài quá 300 ký tự.")],
        filters=[tidy],
    )  # fmt: skip


class ImportForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The running list of an office."""

    file = FileField("Sổ theo dõi", [FileRequired("Chọn tệp Excel hoặc CSV.")])
    dry_run = BooleanField("Chạy thử: chỉ báo kết quả từng dòng, chưa ghi gì", default=True)


def names_in(text: str) -> Sequence[str]:
    """The names of a list typed with semicolons or on lines of their own."""
    return [name for part in text.replace("\n", ";").split(";") if (name := " ".join(part.split()))]
