"""Shapes of what people send to the pages of dossiers, with Vietnamese messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from docarchive.accounts.models import User
from docarchive.core.fields import CountField, DayField, tidy
from docarchive.dossiers.models import FilingHeading
from docarchive.dossiers.services.closing import Ending
from docarchive.dossiers.services.filing import FIRST_YEAR, LAST_YEAR, Line
from docarchive.dossiers.services.opening import MOST_YEARS, Design
from docarchive.dossiers.states import NUMBERING_WORDS, USE_WORDS, YEARS, Retention, Use, retention_words
from docarchive.kernel.reasons import SHORTEST_REASON, TOO_SHORT

_OTHER_WORDS = "Thời hạn khác (ghi số năm)"
RETENTION_CHOICES = [
    SelectChoice(code.value, _OTHER_WORDS if code is Retention.OTHER else retention_words(code)) for code in YEARS
]
_DAY = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}


def _reason() -> TextAreaField:
    checks = [InputRequired(TOO_SHORT), Length(min=SHORTEST_REASON, max=500, message=TOO_SHORT)]
    return TextAreaField("Lý do", checks, description=f"Ít nhất {SHORTEST_REASON} ký tự.", render_kw={"rows": 2})


class RetentionForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """How long something is kept."""

    retention = SelectField("Thời hạn bảo quản", choices=RETENTION_CHOICES, default=Retention.YEARS_10)
    retention_years = CountField(
        "Số năm (thời hạn khác)", [Optional(), NumberRange(1, MOST_YEARS, f"Từ 1 đến {MOST_YEARS} năm.")]
    )

    def kept(self) -> tuple[Retention, int | None]:
        """What was chosen."""
        return Retention(self.retention.data), self.retention_years.data


class DossierForm(RetentionForm):
    """What a dossier is called and how long it is kept."""

    symbol = StringField(
        "Số và ký hiệu hồ sơ",
        [InputRequired("Ghi số và ký hiệu hồ sơ.")],
        filters=[tidy],
        description="Ví dụ 05.TCCB.",
    )
    title = TextAreaField("Tiêu đề hồ sơ", [InputRequired("Ghi tiêu đề hồ sơ.")], render_kw={"rows": 2})
    started_on = DayField("Ngày bắt đầu", [InputRequired("Ghi ngày bắt đầu.")], render_kw=_DAY)
    use = SelectField("Chế độ sử dụng", choices=[SelectChoice(each.value, words) for each, words in USE_WORDS.items()])
    is_construction = BooleanField("Hồ sơ công trình xây dựng (nộp lưu trong 03 tháng từ ngày quyết toán)")
    description = TextAreaField("Ghi chú", filters=[tidy], render_kw={"rows": 2})

    def design(self) -> Design:
        """What was filled in."""
        retention, years = self.kept()
        return Design(
            self.symbol.data, self.title.data, retention, self.started_on.data, years, Use(self.use.data),
            self.description.data, bool(self.is_construction.data),
        )  # fmt: skip


class CloseForm(RetentionForm):
    """What is settled when a dossier is closed."""

    title = TextAreaField("Tiêu đề hồ sơ", [InputRequired("Ghi tiêu đề hồ sơ.")], render_kw={"rows": 2})
    ended_on = DayField("Ngày kết thúc công việc", [InputRequired("Ghi ngày kết thúc.")], render_kw=_DAY)
    remarks_seen = BooleanField("Đã xem các điểm trên, giữ nguyên trong hồ sơ")

    def ending(self) -> Ending:
        """What was filled in."""
        retention, years = self.kept()
        seen = bool(self.remarks_seen.data)
        return Ending(self.title.data, retention, years, self.ended_on.data, remarks_seen=seen)


class LongerForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """How long a dossier is kept after its day."""

    until = DayField("Giữ đến ngày", [InputRequired("Ghi ngày.")], render_kw=_DAY)
    consent = StringField(
        "Văn bản đồng ý", filters=[tidy], description="Số, ký hiệu văn bản của người đứng đầu cơ quan."
    )


class PersonForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A colleague."""

    person = SelectField("Người tham gia", choices=[], validate_choice=False)

    def offer(self, people: Sequence[User]) -> None:
        """Fill the list."""
        self.person.choices = [SelectChoice("", "—"), *(SelectChoice(one.id, one.name) for one in people)]


class ListForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A new filing list."""

    source = SelectField("Lấy từ", choices=[], validate_choice=False)
    numbering = SelectField(
        "Đánh số hồ sơ", choices=[SelectChoice(each.value, words) for each, words in NUMBERING_WORDS.items()]
    )

    def offer(self, years: Sequence[int]) -> None:
        """Fill the list of years that can be copied."""
        copied = (SelectChoice(str(year), f"Chép danh mục năm {year}") for year in years)
        self.source.choices = [SelectChoice("", "Danh mục trống"), *copied]


class SheetForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A filing list as an Excel file."""

    file = FileField("Tệp Excel")


class HeadingForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A heading."""

    title = StringField("Tên đề mục", [InputRequired("Ghi tên đề mục.")], filters=[tidy])
    mark = StringField(
        "Chữ viết tắt", [InputRequired("Ghi chữ viết tắt.")], filters=[tidy], description="Đứng sau số hồ sơ: 01.TCCB."
    )


class EntryForm(RetentionForm):
    """A dossier to foresee."""

    title = TextAreaField("Tiêu đề hồ sơ", [InputRequired("Ghi tiêu đề hồ sơ.")], render_kw={"rows": 2})
    keeper = StringField("Người lập hồ sơ", filters=[tidy], description="Đơn vị hoặc người.")
    note = StringField("Ghi chú", filters=[tidy])

    def line(self) -> Line:
        """What was filled in."""
        retention, years = self.kept()
        return Line(self.title.data, retention, years, self.keeper.data, self.note.data)


class NewEntryForm(EntryForm):
    """The same, below one of the headings."""

    heading = SelectField("Đề mục", choices=[], validate_choice=False)

    def offer(self, headings: Sequence[FilingHeading]) -> None:
        """Fill the list of headings."""
        self.heading.choices = [SelectChoice(one.id, f"{one.title} ({one.mark})") for one in headings]


class ForceForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Since when a list holds, and by what decision."""

    decision = StringField("Quyết định ban hành số", [InputRequired("Ghi số quyết định.")], filters=[tidy])
    force_from = DayField("Áp dụng từ ngày", [InputRequired("Ghi ngày áp dụng.")], render_kw=_DAY)


class FreezeForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Why documents are locked."""

    title = StringField("Tên lệnh khóa", [InputRequired("Ghi tên lệnh khóa."), Length(max=300)], filters=[tidy])
    reason = _reason()


def asked_year(text: str, today: date) -> int:
    """The year of an address; this year where it makes no sense."""
    year = int(text) if text.isdecimal() and len(text) == 4 else today.year
    return year if FIRST_YEAR <= year <= LAST_YEAR else today.year
