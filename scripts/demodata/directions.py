"""What the fictional province was told from above, and told its departments: ``python -m scripts.demodata.directions HOME``.

133 tasks from above, 39 of them done in time, the others within their terms (29,32 %), in the register of the office
of the committee; a few of the chairman's own in the committee's, some of them late, stuck or waiting for his word.
Everything goes through the services, each day at its own hour.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from docarchive.accounts.audience import actor_of
from docarchive.accounts.models import Agency, User
from docarchive.accounts.queries.agencies import agency_by_code
from docarchive.accounts.queries.calendar import working_calendar
from docarchive.archive.models import Document
from docarchive.archive.queries import documents
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.services import extending, following, giving, pressing, working
from docarchive.directions.services.giving import Body, Order, Said
from docarchive.directions.services.working import Evidence
from docarchive.directions.states import Source, Term
from docarchive.kernel.local_time import at, local_day
from docarchive.kernel.roles import Role
from docarchive.settings import Settings
from docarchive.wiring import build
from scripts.demodata.province import CABINET, COMMITTEE, DEPARTMENTS

# Department → tasks led, and how many of them are done: 133 and 39 in all.
SHARES = {
    "SNV": (15, 5), "STC": (20, 7), "SXD": (28, 7), "SNNMT": (21, 5), "SYT": (10, 3), "SGDĐT": (14, 4),
    "SKHCN": (14, 5), "SVHTTDL": (6, 2), "TTT": (5, 1),
}  # fmt: skip
FIELDS = {
    "SNV": "Nội vụ", "STC": "Tài chính, đầu tư công", "SXD": "Xây dựng, giao thông", "SNNMT": "Nông nghiệp, môi trường",
    "SYT": "Y tế", "SGDĐT": "Giáo dục", "SKHCN": "Khoa học, chuyển đổi số", "SVHTTDL": "Văn hóa, du lịch",
    "TTT": "Thanh tra",
}  # fmt: skip
MATTERS = {
    "SNV": ("tinh giản biên chế", "sắp xếp đơn vị sự nghiệp công lập", "cải cách hành chính", "thi đua, khen thưởng"),
    "STC": ("giải ngân vốn đầu tư công", "xử lý tài sản công dôi dư", "thu ngân sách", "tiết kiệm chi thường xuyên"),
    "SXD": ("xóa nhà tạm, nhà dột nát", "tiến độ dự án giao thông trọng điểm", "nhà ở xã hội", "an toàn giao thông"),
    "SNNMT": ("phòng, chống thiên tai", "đo đạc, cập nhật dữ liệu đất đai", "bảo vệ rừng", "xử lý rác thải nông thôn"),
    "SYT": ("khám sức khỏe định kỳ cho người dân", "bảo đảm thuốc, vật tư y tế", "phòng, chống dịch bệnh"),
    "SGDĐT": ("xây dựng trường học vùng biên", "miễn học phí", "bố trí đủ giáo viên", "phổ cập giáo dục mầm non"),
    "SKHCN": ("dịch vụ công trực tuyến toàn trình", "phủ sóng di động vùng lõm", "dữ liệu dùng chung", "chữ ký số"),
    "SVHTTDL": ("bảo tồn di sản", "kích cầu du lịch", "phong trào thể thao quần chúng"),
    "TTT": ("tiếp công dân, giải quyết khiếu nại đông người", "kê khai tài sản, thu nhập"),
}
WORKS = (
    ("Rà soát, báo cáo kết quả {}", "báo cáo"), ("Xây dựng kế hoạch thực hiện {}", "kế hoạch"),
    ("Tham mưu Ủy ban nhân dân tỉnh phương án về {}", "tờ trình"), ("Kiểm tra, chấn chỉnh việc {}", "báo cáo"),
)  # fmt: skip
SOURCES = (
    ("Thủ tướng Chính phủ", Source.DOCUMENT, "25/CĐ-TTg"), ("Thủ tướng Chính phủ", Source.DOCUMENT, "1131/QĐ-TTg"),
    ("Chính phủ", Source.DOCUMENT, "233/NQ-CP"), ("Văn phòng Chính phủ", Source.DOCUMENT, "8127/VPCP-TH"),
    ("Phó Thủ tướng Chính phủ", Source.MEETING, "412/TB-VPCP"), ("Ban Thường vụ Tỉnh ủy", Source.DOCUMENT, "187-KL/TU"),
    ("Thường trực Hội đồng nhân dân tỉnh", Source.DOCUMENT, "96/HĐND-TT"),
)  # fmt: skip
LONGEST_AGO = 110


@dataclass
class MovingClock:
    """A clock that is set to each day's noon; what is done never lies ahead of the moment."""

    now: datetime
    latest: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.latest = self.now

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date) -> None:
        """Go to ten o'clock of a day."""
        self.now = min(at(day, time(10)).astimezone(UTC), self.latest)


@dataclass
class Province:
    """The register being filled.

    Attributes:
        days_back: How many days of this year have passed, at most.
    """

    services: Services
    clock: MovingClock
    today: date
    dice: random.Random
    days_back: int

    def day(self, ago: int) -> date:
        """A day of this year so many days ago, or the first one."""
        return self.today - timedelta(min(ago, self.days_back))

    def earlier(self, ago: int) -> date:
        """A day so many days ago, of whatever year."""
        return self.today - timedelta(ago)

    @contextmanager
    def on(self, day: date, actor: Actor | str) -> Iterator[UnitOfWork]:
        """Act on a day, as the person of an account or as an actor."""
        self.clock.set(day)
        with self.services.begin(Actor.operator()) as uow:
            uow.actor = actor_of(_user(uow, actor), uow.now) if isinstance(actor, str) else actor
            yield uow


def _user(uow: UnitOfWork, username: str) -> User:
    return uow.session.scalars(select(User).where(User.username == username)).one()


def _agency(uow: UnitOfWork, code: str) -> Agency:
    found = agency_by_code(uow.session, code)
    if found is None:
        raise LookupError(code)
    return found


def clerk_of(agency: Agency) -> Actor:
    """The clerk of a department nobody signs in for."""
    return Actor(
        None, f"Văn thư {agency.name.removesuffix(' tỉnh Lạc Hồng')}", agency.id, roles=frozenset({Role.CLERK}),
        agency_ids=frozenset({agency.id}),
    )  # fmt: skip


def fill(province: Province) -> Mapping[str, int]:
    """Fill both registers; says how many tasks each has."""
    given = _from_above(province)
    own = _of_the_chairman(province)
    return {"từ cấp trên": given, "của Chủ tịch tỉnh": own}


def _from_above(province: Province) -> int:
    """Give all tasks on their days, then report and confirm those that are done."""
    done: list[tuple[date, date, str, str]] = []  # reported, confirmed, code of the department, assignment
    going_on: list[tuple[date, str, str]] = []
    plan = [
        (at_, symbol, serial < finished)
        for symbol, (tasks, finished) in SHARES.items()
        for serial in range(tasks)
        for at_ in [
            province.day(province.dice.randint(45, LONGEST_AGO) if serial < finished else province.dice.randint(1, 40))
        ]
    ]
    for number, (day, symbol, is_done) in enumerate(sorted(plan)):
        with province.on(day, "vanthu") as uow:
            assignment = _give(uow, province, number, symbol, is_done=is_done)
            if not is_done:
                going_on.append((day, symbol, assignment.id))
            else:
                length = (province.today - day).days
                reported = day + timedelta(min(length, province.dice.randint(10, 30)))
                done.append((reported, min(province.today, reported + timedelta(2)), symbol, assignment.id))
    for serial, (day, symbol, id_) in enumerate(going_on):
        _begin(province, day, symbol, id_, has_moved=serial % 9 != 0)
    for number, (reported, _confirmed, symbol, id_) in enumerate(sorted(done)):
        _report(province, reported, symbol, id_, f"{120 + number}/BC-{symbol}")
    for _reported, confirmed, _symbol, id_ in sorted(done, key=lambda one: one[1]):
        with province.on(confirmed, "chanhvp") as uow:
            following.confirm(uow, uow.session.get_one(Assignment, id_))
    return len(plan)


def _give(uow: UnitOfWork, province: Province, number: int, symbol: str, *, is_done: bool) -> Assignment:
    work, product = WORKS[number % len(WORKS)]
    matter = province.dice.choice(MATTERS[symbol])
    giver, source, document = SOURCES[number % len(SOURCES)]
    lead = _agency(uow, DEPARTMENTS[symbol].code)
    day = local_day(uow.now)
    # A deadline lies behind its report, and for work still going on far enough ahead for any day the demonstration runs.
    due_on = working_calendar(uow.session).moved_to_working(
        day + timedelta(35) if is_done else province.today + timedelta(province.dice.randint(12, 75))
    )
    content = work.format(matter)
    name = lead.name.removesuffix(" tỉnh Lạc Hồng")
    quote = f"Giao Ủy ban nhân dân tỉnh chỉ đạo {name} {content[0].lower()}{content[1:]}, hoàn thành trước ngày {due_on:%d/%m/%Y}."
    said = Said(source, giver, day, document_number=document, quote=quote, content=content, field=FIELDS[symbol])
    order = Order(Body.of(lead), product=product, term=Term.FIXED, due_on=due_on)
    direction = giving.give(uow, _agency(uow, CABINET.code).id, said, [order])
    return _of(uow, direction)


def _of(uow: UnitOfWork, direction: Direction) -> Assignment:
    uow.session.flush()
    return uow.session.scalars(select(Assignment).where(Assignment.direction_id == direction.id)).one()


def _begin(province: Province, given_on: date, symbol: str, id_: str, *, has_moved: bool) -> None:
    """What is under way was accepted some days after, and most of it has been told about lately."""
    days = (province.today - given_on).days
    if days < 2:
        return
    with province.on(given_on + timedelta(min(days, 2)), Actor.operator()) as uow:
        one = uow.session.get_one(Assignment, id_)
        uow.actor = clerk_of(_agency(uow, DEPARTMENTS[symbol].code))
        working.accept(uow, one)
    if days > 5 and has_moved:
        with province.on(province.today - timedelta(province.dice.randint(0, 3)), Actor.operator()) as uow:
            one = uow.session.get_one(Assignment, id_)
            uow.actor = clerk_of(_agency(uow, DEPARTMENTS[symbol].code))
            working.begin(uow, one)
            working.note(uow, one, "Đã có dự thảo, đang lấy ý kiến các cơ quan liên quan.")


def _report(province: Province, day: date, symbol: str, id_: str, number: str) -> None:
    with province.on(day, Actor.operator()) as uow:
        assignment = uow.session.get_one(Assignment, id_)
        uow.actor = clerk_of(_agency(uow, DEPARTMENTS[symbol].code))
        working.accept(uow, assignment)
        working.report(uow, assignment, "Đã hoàn thành, có văn bản báo cáo kèm theo.", Evidence(number=number))


def _of_the_chairman(province: Province) -> int:
    """Late and asked to explain, late, reported, wanting more time, stuck, paused, without a term."""
    rows = _quoted(province)
    ids = []
    for ago, due_in, symbol, content, product in CHAIRMANS:
        with province.on(province.earlier(ago), "lanhdao") as uow:
            agency, giver = _agency(uow, COMMITTEE.code), _user(uow, "lanhdao")
            lead = _agency(uow, DEPARTMENTS[symbol].code)
            quoted = rows.pop(symbol, None)
            said = Said(
                Source.DOCUMENT if quoted else Source.SPOKEN, giver.name, local_day(uow.now), giver_id=giver.id,
                document=uow.session.get(Document, quoted[0]) if quoted else None, quote=quoted[1] if quoted else content,
                page=1 if quoted else None, content=quoted[2] if quoted else content, field=FIELDS[symbol],
            )  # fmt: skip
            due_on = None if due_in is None else max(province.today + timedelta(due_in), local_day(uow.now))
            term = Term.NONE if due_on is None else Term.FIXED
            order = Order(
                Body.of(lead), [Body("Ủy ban nhân dân các xã, phường")], product=product, term=term, due_on=due_on
            )
            ids.append((_of(uow, giving.give(uow, agency.id, said, [order])).id, symbol))
    _go_on(province, ids)
    return len(ids)


# Days ago it was given, days until it is due (negative: past), department, content, product.
CHAIRMANS = (
    (60, -12, "SGDĐT", "Hoàn thiện đề án sắp xếp điểm trường vùng cao", "đề án"),
    (45, -5, "SNNMT", "Báo cáo việc thu hồi đất dự án hồ chứa Nà Lạc", "báo cáo"),
    (40, 8, "STC", "Trình phương án bổ sung kinh phí duy tu đường giao thông nông thôn", "tờ trình"),
    (30, 6, "SNV", "Kiểm tra kỷ luật, kỷ cương hành chính tại xã Bến Đá", "báo cáo"),
    (28, 3, "SXD", "Quy hoạch chi tiết bến xe Lạc Đông", "quy hoạch"),
    (25, 20, "SYT", "Kế hoạch bảo đảm y tế mùa lũ", "kế hoạch"),
    (21, None, "SVHTTDL", "Chuẩn bị lễ hội Lạc Hồng", "kế hoạch"),
    (4, 15, "SKHCN", "Phủ sóng di động các thôn lõm của xã Thượng Nguồn", "báo cáo"),
)


def _go_on(province: Province, ids: list[tuple[str, str]]) -> None:
    late, later, reported, wanting, stuck, paused, _free, _new = ids
    _report(province, province.earlier(2), reported[1], reported[0], "88/TTr-STC")
    for id_, symbol in (later, wanting, stuck, paused):
        with province.on(province.earlier(14), Actor.operator()) as uow:
            one = uow.session.get_one(Assignment, id_)
            uow.actor = clerk_of(_agency(uow, DEPARTMENTS[symbol].code))
            working.accept(uow, one)
            working.begin(uow, one)
    with province.on(province.earlier(1), Actor.operator()) as uow:
        one = uow.session.get_one(Assignment, wanting[0])
        uow.actor = clerk_of(_agency(uow, DEPARTMENTS[wanting[1]].code))
        extending.ask(uow, one, province.today + timedelta(20), "Chờ ý kiến thẩm định của Bộ Nội vụ")
    with province.on(province.earlier(3), "lanhdao") as uow:
        following.pause(uow, uow.session.get_one(Assignment, paused[0]), "Chờ Bộ Y tế hướng dẫn danh mục thuốc")
    with province.on(province.today, "lanhdao") as uow:
        pressing.ask_explanation(uow, uow.session.get_one(Assignment, late[0]), province.today + timedelta(3))


def _quoted(province: Province) -> dict[str, tuple[str, str, str]]:
    """For departments that lead one: a directive of the committee in the archive, its sentence that says so, its task."""
    found: dict[str, tuple[str, str, str]] = {}
    with province.services.begin(Actor.operator()) as uow:
        rows = uow.session.scalars(
            select(Document).where(Document.number.like("%/CT-UBND")).order_by(Document.issued_on.desc(), Document.id)
        ).all()
        for document in rows:
            said = " ".join(documents.text(uow.session, documents.version(document)).split())
            task = (document.subject or "").removeprefix("Về việc ")
            for symbol, office in DEPARTMENTS.items():
                sentence = f"{office.name} chủ trì, phối hợp với Sở Tài chính và Ủy ban nhân dân các xã, phường"
                if symbol not in found and sentence in said and task:
                    found[symbol] = (document.id, sentence, task[0].upper() + task[1:])
    return found


def main() -> None:
    """Read the arguments and fill the registers."""
    clock = MovingClock(datetime.now(UTC))
    services = build(Settings.from_environ(Path(sys.argv[1])), clock)
    today = local_day(clock.latest)
    back = min(LONGEST_AGO, (today - date(today.year, 1, 1)).days)
    province = Province(services, clock, today, random.Random(39), back)  # noqa: S311 - the same every time
    for words, count in fill(province).items():
        print(f"{count} nhiệm vụ {words}")
    services.stop()


if __name__ == "__main__":
    main()
