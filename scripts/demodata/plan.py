"""Decides which documents the demonstration holds: 24 sessions of resolutions and the papers that follow them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from scripts.demodata.paper import Form, Paper, Paragraph
from scripts.demodata.province import (
    CABINET,
    COMMITTEE,
    COUNCIL,
    DEPARTMENTS,
    DISTRICT_PLACES,
    TERM,
    Office,
    Sitting,
    sittings,
)
from scripts.demodata.themes import THEMES, Theme

LAWS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Luật Ban hành văn bản quy phạm pháp luật ngày 22 tháng 6 năm 2015;",
    "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015;",
)
RESOLUTIONS_PER_SESSION = 4


class Numbers:
    """The number books: one series per office and kind, from 01 each year."""

    def __init__(self) -> None:
        self._last: defaultdict[tuple[str, str, int], int] = defaultdict(int)

    def next(self, series: str, symbol: str, year: int, step: int = 1) -> str:
        """The next number of a series, two digits at least."""
        key = (series, symbol, year)
        self._last[key] += step
        return f"{self._last[key]:02}"


class Planner:
    """Writes the papers in the order of their dates, each able to cite the earlier ones."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - demonstration data, not a secret
        self._numbers = Numbers()
        self._passed: dict[Theme, Paper] = {}

    def papers(self) -> Iterator[Paper]:
        """All papers, oldest first within each session."""
        themes = list(THEMES)
        for sitting in sittings():
            self._dice.shuffle(themes)
            chosen = themes[:RESOLUTIONS_PER_SESSION]
            yield self._submission(chosen[0], sitting)
            for theme in chosen:
                resolution = self._resolution(theme, sitting)
                self._passed[theme] = resolution
                yield resolution
            yield self._supervision(chosen[0], sitting)
            yield from self._follow_ups(chosen, sitting)

    def _figures(self, text: str, year: int) -> str:
        return text.format(n=self._dice.randint(12, 95), m=self._dice.randint(2, 9), y=year)

    def _clauses(self, theme: Theme, year: int, count: int) -> list[str]:
        return [self._figures(text, year) for text in self._dice.sample(theme.clauses, count)]

    def _submission(self, theme: Theme, sitting: Sitting) -> Paper:
        day = sitting.held_on - timedelta(days=self._dice.randint(12, 25))
        number = f"{self._numbers.next('TTr', 'UBND', day.year, 7)}/TTr-UBND"
        body = [Paragraph(f"Thực hiện chương trình kỳ họp thứ {sitting.ordinal} Hội đồng nhân dân tỉnh, Ủy ban nhân dân tỉnh "
                          f"trình dự thảo Nghị quyết quy định {theme.rule} trên địa bàn tỉnh như sau:"),
                Paragraph("I. SỰ CẦN THIẾT", "heading")]  # fmt: skip
        body += [Paragraph(text) for text in self._clauses(theme, day.year, 2)]
        body += [Paragraph("II. KIẾN NGHỊ", "heading"),
                 Paragraph("Kính trình Hội đồng nhân dân tỉnh xem xét, quyết định./.")]  # fmt: skip
        return Paper("TỜ TRÌNH", number, day, COMMITTEE, f"Về dự thảo Nghị quyết quy định {theme.rule}", tuple(body),
                     ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), COMMITTEE.deputy,
                     ("Như trên", "Thường trực HĐND tỉnh", DEPARTMENTS[theme.office].name, f"Lưu: VT, {theme.field}"),
                     addressees=("Hội đồng nhân dân tỉnh Lạc Hồng",), form=self._form(20))  # fmt: skip

    def _resolution(self, theme: Theme, sitting: Sitting) -> Paper:
        day, earlier = sitting.held_on, self._passed.get(theme)
        number = f"{self._numbers.next('QPPL', 'HĐND', day.year)}/{day.year}/NQ-HĐND"
        bases = [*LAWS]
        if earlier:
            subject = f"Sửa đổi, bổ sung một số điều của Nghị quyết số {earlier.number} về {theme.policy}"
            first = (f"Điều 1. Sửa đổi, bổ sung một số điều của Nghị quyết số {earlier.number} ngày {earlier.issued_on:%d} tháng "
                     f"{earlier.issued_on.month} năm {earlier.issued_on.year} của Hội đồng nhân dân tỉnh")  # fmt: skip
            bases.append(f"Căn cứ {earlier.title};")
        else:
            subject = f"Quy định {theme.rule} trên địa bàn tỉnh Lạc Hồng giai đoạn {day.year} - {day.year + 4}"
            first = "Điều 1. Phạm vi điều chỉnh, đối tượng áp dụng"
        bases.append(f"Xét Tờ trình của Ủy ban nhân dân tỉnh về dự thảo Nghị quyết; báo cáo thẩm tra của Ban Kinh tế - Ngân sách; "
                     f"ý kiến thảo luận của đại biểu Hội đồng nhân dân tại kỳ họp thứ {sitting.ordinal}.")  # fmt: skip
        clauses = self._clauses(theme, day.year + 1, 4)
        office = DEPARTMENTS[theme.office].name
        body = [Paragraph("QUYẾT NGHỊ:", "heading"), Paragraph(first, "article"),
                Paragraph(f"1. Nghị quyết này quy định {theme.rule} trên địa bàn tỉnh Lạc Hồng.", "clause"),
                Paragraph(f"2. Áp dụng đối với cơ quan, tổ chức, cá nhân tại {', '.join(self._dice.sample(DISTRICT_PLACES, 3))} "
                          "và các địa phương khác trong tỉnh.", "clause"),
                Paragraph("Điều 2. Nội dung và mức áp dụng", "article")]  # fmt: skip
        body += [Paragraph(f"{i}. {text}", "clause") for i, text in enumerate(clauses, 1)]
        body += [Paragraph("a) Trường hợp được hưởng nhiều chính sách thì chỉ hưởng mức cao nhất;", "point"),
                 Paragraph("b) Không hỗ trợ lại nội dung đã được ngân sách trung ương hỗ trợ.", "point"),
                 Paragraph("Điều 3. Nguồn kinh phí", "article"),
                 Paragraph("Ngân sách tỉnh bảo đảm theo phân cấp; huy động các nguồn hợp pháp khác."),
                 Paragraph("Điều 4. Tổ chức thực hiện", "article"),
                 Paragraph(f"1. Giao Ủy ban nhân dân tỉnh chỉ đạo {office} chủ trì tổ chức thực hiện, báo cáo Hội đồng nhân dân tỉnh "
                           f"trước ngày 30 tháng 11 hằng năm.", "clause")]  # fmt: skip
        if earlier and self._dice.random() < 0.4:
            body.append(Paragraph(f"2. Nghị quyết này thay thế Nghị quyết số {earlier.number}.", "clause"))
        else:
            body.append(
                Paragraph(
                    "2. Thường trực, các Ban và đại biểu Hội đồng nhân dân tỉnh giám sát việc thực hiện.", "clause"
                )
            )
        effective = day + timedelta(days=12)
        body.append(Paragraph(
            f"Nghị quyết này được Hội đồng nhân dân tỉnh Lạc Hồng khóa X, nhiệm kỳ {TERM}, kỳ họp thứ {sitting.ordinal} thông qua ngày "
            f"{day:%d} tháng {day.month} năm {day.year} và có hiệu lực từ ngày {effective:%d} tháng {effective.month} năm {effective.year}./."))  # fmt: skip
        return Paper("NGHỊ QUYẾT", number, day, COUNCIL, subject, tuple(body), ("CHỦ TỊCH",), COUNCIL.signer,
                     ("Ủy ban Thường vụ Quốc hội", "Chính phủ", "Thường trực Tỉnh ủy", "UBND tỉnh", office,
                      "Đại biểu HĐND tỉnh", "Lưu: VT"),
                     tuple(bases), session=sitting.ordinal, form=self._form(9))  # fmt: skip

    def _supervision(self, theme: Theme, sitting: Sitting) -> Paper:
        day = sitting.held_on
        number = f"{self._numbers.next('NQ', 'HĐND', day.year)}/NQ-HĐND"
        body = [Paragraph("QUYẾT NGHỊ:", "heading"),
                Paragraph(f"Điều 1. Ghi nhận kết quả giám sát việc {theme.task} trên địa bàn tỉnh.", "article"),
                Paragraph("Điều 2. Kiến nghị", "article"),
                *(Paragraph(f"{i}. {text}", "clause") for i, text in enumerate(self._clauses(theme, day.year, 3), 1)),
                Paragraph("Điều 3. Ủy ban nhân dân tỉnh, các cơ quan liên quan thi hành Nghị quyết này./.", "article")]  # fmt: skip
        return Paper("NGHỊ QUYẾT", number, day, COUNCIL, f"Về kết quả giám sát việc {theme.task}", tuple(body),
                     ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), COUNCIL.deputy, ("UBND tỉnh", "Các Ban HĐND tỉnh", "Lưu: VT"),
                     LAWS[:1], session=sitting.ordinal, form=self._form(8))  # fmt: skip

    def _follow_ups(self, themes: list[Theme], sitting: Sitting) -> Iterator[Paper]:
        day = sitting.held_on + timedelta(days=self._dice.randint(6, 20))
        yield self._directive(themes[0], day)
        yield self._report(themes[1], day + timedelta(days=30))
        if sitting.ordinal % 2:
            yield self._letter(themes[2], day + timedelta(days=4))
        if sitting.ordinal % 3 == 0:
            yield self._plan(themes[3], day + timedelta(days=9))

    def _directive(self, theme: Theme, day: date) -> Paper:
        number = f"{self._numbers.next('CT', 'UBND', day.year)}/CT-UBND"
        office, basis = DEPARTMENTS[theme.office], self._passed[theme]
        due = day + timedelta(days=45)
        body = [Paragraph(f"Thực hiện Nghị quyết số {basis.number} của Hội đồng nhân dân tỉnh, để {theme.task} trong thời gian tới, "
                          "Chủ tịch Ủy ban nhân dân tỉnh chỉ thị:"),
                Paragraph(f"1. {office.name} chủ trì, phối hợp với Sở Tài chính và Ủy ban nhân dân các xã, phường:", "clause"),
                *(Paragraph(f"{mark}) {text}", "point") for mark, text in zip("abc", self._clauses(theme, day.year, 3), strict=True)),
                Paragraph(f"2. Giao {office.name} báo cáo Ủy ban nhân dân tỉnh kết quả trước ngày {due:%d/%m/%Y}.", "clause"),
                Paragraph("3. Chánh Văn phòng Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc thực hiện Chỉ thị này./.", "clause")]  # fmt: skip
        return Paper("CHỈ THỊ", number, day, COMMITTEE, f"Về việc tăng cường {theme.task}", tuple(body), ("CHỦ TỊCH",),
                     COMMITTEE.signer, ("Thường trực Tỉnh ủy", "Chủ tịch, các PCT UBND tỉnh", office.name, f"Lưu: VT, {theme.field}"),
                     urgency="KHẨN" if "thiên tai" in theme.task or "dịch" in theme.task else "", form=self._form(10))  # fmt: skip

    def _report(self, theme: Theme, day: date) -> Paper:
        office = DEPARTMENTS[theme.office]
        number = f"{self._numbers.next('BC', office.symbol, day.year, 11)}/BC-{office.symbol}"
        body = [Paragraph(f"Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh, {office.name} báo cáo kết quả {theme.task} như sau:"),
                Paragraph("I. KẾT QUẢ", "heading"),
                *(Paragraph(f"{i}. {text}", "clause") for i, text in enumerate(self._clauses(theme, day.year, 4), 1)),
                Paragraph("II. TỒN TẠI, NGUYÊN NHÂN", "heading"),
                Paragraph("Một số xã chậm gửi số liệu; cán bộ chuyên trách còn thiếu, kinh phí về muộn."),
                Paragraph("III. NHIỆM VỤ THỜI GIAN TỚI", "heading"),
                Paragraph(self._figures(theme.clauses[0], day.year + 1)),
                Paragraph(f"Trên đây là báo cáo của {office.name}, kính gửi Ủy ban nhân dân tỉnh./.")]  # fmt: skip
        return Paper("BÁO CÁO", number, day, office, f"Kết quả {theme.task} năm {day.year}", tuple(body),
                     ("KT. " + office.head, "PHÓ " + office.head), office.deputy, ("Như trên", "Lãnh đạo sở", "Lưu: VT"),
                     addressees=(COMMITTEE.name,), form=self._form(12))  # fmt: skip

    def _letter(self, theme: Theme, day: date) -> Paper:
        office = DEPARTMENTS[theme.office]
        number = f"{self._numbers.next('CV', 'UBND', day.year, 143)}/UBND-{theme.field}"
        body = [Paragraph(f"Sau khi xem xét đề nghị của {office.name} về việc {theme.task}, Ủy ban nhân dân tỉnh có ý kiến như sau:"),
                *(Paragraph(f"{i}. {text}", "clause") for i, text in enumerate(self._clauses(theme, day.year, 2), 1)),
                Paragraph("Yêu cầu các cơ quan, địa phương nghiêm túc thực hiện./.")]  # fmt: skip
        return Paper("", number, day, COMMITTEE, f"V/v {theme.task}", tuple(body),
                     ("TL. CHỦ TỊCH", CABINET.head), CABINET.signer, ("Như trên", "CT, các PCT UBND tỉnh", f"Lưu: VT, {theme.field}"),
                     addressees=(office.name, "Ủy ban nhân dân các xã, phường"), form=self._form(6))  # fmt: skip

    def _plan(self, theme: Theme, day: date) -> Paper:
        basis = self._passed[theme]
        number = f"{self._numbers.next('KH', 'UBND', day.year, 9)}/KH-UBND"
        body = [Paragraph("I. MỤC ĐÍCH, YÊU CẦU", "heading"), Paragraph(f"Cụ thể hóa {basis.title}."),
                Paragraph("II. NỘI DUNG", "heading"),
                *(Paragraph(f"{i}. {text}", "clause") for i, text in enumerate(self._clauses(theme, day.year, 3), 1)),
                Paragraph("III. TỔ CHỨC THỰC HIỆN", "heading"),
                Paragraph(f"{DEPARTMENTS[theme.office].name} là cơ quan thường trực, tổng hợp báo cáo định kỳ hằng quý./.")]  # fmt: skip
        return Paper("KẾ HOẠCH", number, day, COMMITTEE, f"Triển khai thực hiện Nghị quyết số {basis.number} về {theme.policy}",
                     tuple(body), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), COMMITTEE.signer,
                     ("TT Tỉnh ủy, TT HĐND tỉnh", "Các sở, ban, ngành", f"Lưu: VT, {theme.field}"), form=self._form(7))  # fmt: skip

    def _form(self, one_in: int) -> Form:
        return "word" if self._dice.randrange(one_in) == 0 else "pdf"


def _with_forms(papers: list[Paper], scans: int, legacy: int) -> list[Paper]:
    """Turns some short, old papers into scans and into files of the time before Unicode."""
    short = [i for i, paper in enumerate(papers) if paper.kind in {"CHỈ THỊ", ""} and paper.form == "pdf"]
    forms: dict[int, Form] = dict.fromkeys(short[:: max(1, len(short) // scans)][:scans], "scan")
    rest = [i for i in short if i not in forms][:legacy]
    forms |= {i: ("tcvn3" if k % 2 else "vni") for k, i in enumerate(rest)}
    return [replace(paper, form=forms.get(i, paper.form)) for i, paper in enumerate(papers)]


_SUFFIX = {"pdf": "pdf", "scan": "pdf", "word": "docx", "tcvn3": "rtf", "vni": "rtf"}


def make_plan(seed: int = 2026, *, scans: int = 8, legacy: int = 6) -> list[Paper]:
    """The papers of the demonstration, the same ones for the same seed, each with a file name."""
    papers = _with_forms(list(Planner(seed).papers()), scans, legacy)
    named = []
    for serial, paper in enumerate(papers, 1):
        name = f"{serial:03}_{paper.number.replace('/', '_')}.{_SUFFIX[paper.form]}"
        named.append(replace(paper, file_name=name))
    return named


def offices() -> tuple[Office, ...]:
    """Every office of the demonstration."""
    return (COUNCIL, COMMITTEE, CABINET, *DEPARTMENTS.values())
