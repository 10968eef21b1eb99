"""Commands for one partner: get to know it, agree on its certificate, try it, compare with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docarchive.core.console import Console, LazyGroup, Report, command
from docarchive.delivery.cli import agency_of, room_of

if TYPE_CHECKING:
    from docarchive.core.work import UnitOfWork
    from docarchive.delivery.models import Partner

CODE = click.argument("code")


@command("add")
@CODE
@click.argument("name")
@click.option("--channel", type=click.Choice(["https", "folder", "axis"]), default="https", help="Gói đi qua kênh nào.")
@click.option("--address", default="", help="Địa chỉ máy chủ của đối tác, dạng https://ten-may-chu.")
def add(console: Console, code: str, name: str, channel: str, address: str) -> Report:
    """Thêm đối tác mang mã CODE, tên NAME."""
    from docarchive.core.actor import Actor
    from docarchive.delivery.services import partners
    from docarchive.delivery.services.partners import NewPartner
    from docarchive.delivery.states import ChannelKind

    with console.ready().begin(Actor.operator()) as uow:
        made = partners.add(uow, NewPartner(code, name, ChannelKind(channel), address))
        return Report({"code": made.code, "id": made.id}, [f"Đã thêm {made.code} {made.name}."])


@command("import")
@CODE
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(console: Console, code: str, file: Path) -> Report:
    """Nhập chứng thư FILE của đối tác; chưa tin cho đến khi so dãy số."""
    from docarchive.delivery.services import partners

    def act(uow: UnitOfWork, partner: Partner) -> Report:
        made = partners.import_certificate(uow, partner, file.read_bytes())
        lines = [f"Dãy số của chứng thư: {made.call_sign}", "Gọi điện cho đơn vị bạn, so từng nhóm rồi xác nhận."]
        return Report({"code": partner.code, "call_sign": made.call_sign, "fingerprint": made.fingerprint}, lines)

    return _with(console, code, act)


@command("confirm")
@CODE
@click.argument("digits", nargs=-1, required=True)
def confirm(console: Console, code: str, digits: tuple[str, ...]) -> Report:
    """Xác nhận chứng thư bằng 40 chữ số DIGITS nghe qua điện thoại."""
    from docarchive.delivery.services import partners

    def act(uow: UnitOfWork, partner: Partner) -> Report:
        made = partners.confirm(uow, partner, " ".join(digits))
        return Report(
            {"code": partner.code, "call_sign": made.call_sign}, [f"Đã thống nhất chứng thư của {partner.code}."]
        )

    return _with(console, code, act)


@command("pause")
@CODE
def pause(console: Console, code: str) -> Report:
    """Tạm ngừng gửi đến đối tác; gói chờ được giữ lại."""
    from docarchive.delivery.services import partners

    def act(uow: UnitOfWork, partner: Partner) -> Report:
        partners.pause(uow, partner)
        return Report({"code": partner.code, "paused": True}, [f"Đã tạm ngừng gửi đến {partner.code}."])

    return _with(console, code, act)


@command("resume")
@CODE
def resume(console: Console, code: str) -> Report:
    """Gửi tiếp đến đối tác đã tạm ngừng."""
    from docarchive.delivery.services import partners

    def act(uow: UnitOfWork, partner: Partner) -> Report:
        count = partners.resume(uow, partner)
        return Report({"code": partner.code, "resumed": count}, [f"Gửi tiếp đến {partner.code}: {count} gói."])

    return _with(console, code, act)


@command("signatures")
@CODE
@click.option("--demand", type=click.Choice(["required", "warn", "off"]), required=True, help="Có bắt buộc ký không.")
@click.option("--sha1/--no-sha1", default=False, help="Nhận cả chữ ký dùng SHA-1, có cảnh báo.")
def signatures(console: Console, code: str, demand: str, sha1: bool) -> Report:  # noqa: FBT001 - as click calls
    """Đặt yêu cầu với chữ ký bên trong gói của đối tác: bắt buộc, kiểm tra nếu có, không kiểm tra."""
    from docarchive.delivery.services import partners
    from docarchive.delivery.states import DEMAND_WORDS
    from signatures.xml import Demand

    def act(uow: UnitOfWork, partner: Partner) -> Report:
        partners.demand_signatures(uow, partner, Demand(demand), sha1=sha1)
        words = f"{DEMAND_WORDS[Demand(demand)]}; SHA-1 {'được nhận, có cảnh báo' if sha1 else 'bị từ chối'}."
        return Report({"code": partner.code, "demand": demand, "sha1": sha1}, [f"{partner.code}: {words}"])

    return _with(console, code, act)


@command("probe")
@CODE
@click.option("--agency", "sender", required=True, help="Mã cơ quan ở đây đứng ra hỏi.")
def probe(console: Console, code: str, sender: str) -> Report:
    """Hỏi thử xem đối tác có trả lời và ký đúng khóa không; mã thoát 1 khi không."""
    from docarchive.delivery.probing import probe as ask

    services = console.ready()
    from docarchive.core.actor import Actor

    with services.work.reading(Actor.operator()) as uow:
        sender = agency_of(uow.session, sender).code
        partner_id = _known(uow, code).id
    fault = ask(services.work, room_of(services), Actor.operator(), partner_id, sender)
    data = {"code": code, "answered": not fault, "reason": fault or None}
    return Report(data, [fault or f"{code} trả lời và ký đúng khóa đã thống nhất."], failed=bool(fault))


@command("compare")
@CODE
@click.option("--days", type=click.IntRange(1, 35), default=35, help="So các gói gửi trong bao nhiêu ngày gần đây.")
def compare(console: Console, code: str, days: int) -> Report:
    """Đối soát với đối tác; gói bên kia đã mất được gửi lại với mã cũ."""
    from docarchive.core.actor import Actor
    from docarchive.delivery.probing import compare as ask

    services = console.ready()
    with services.work.reading(Actor.operator()) as uow:
        partner_id = _known(uow, code).id
    found, faults = ask(services.work, room_of(services), Actor.operator(), partner_id, timedelta(days=days))
    data: dict[str, Any] = {"code": code, "agencies": {of: vars(one) for of, one in found.items()}, "faults": faults}
    lines = [
        f"{of}: gửi {one.sent}, bên kia có {one.there}; mất {one.lost_there}, lạ {one.unknown_here},"
        f" khác {one.differing}"
        for of, one in found.items()
    ]
    return Report(data, [*lines, *faults] or ["Chưa gửi gói nào đến đối tác này."], failed=bool(faults))


def _with(console: Console, code: str, act: Callable[[UnitOfWork, Partner], Report]) -> Report:
    from docarchive.core.actor import Actor

    with console.ready().begin(Actor.operator()) as uow:
        return act(uow, _known(uow, code))


def _known(uow: UnitOfWork, code: str) -> Partner:
    from docarchive.delivery.errors import PartnerNotFoundError
    from docarchive.delivery.queries.partners import partner_by_code

    found = partner_by_code(uow.session, code)
    if found is None:
        raise PartnerNotFoundError
    return found


partner = LazyGroup(
    "partner",
    help="Một đối tác trao đổi.",
    commands={
        "add": add, "import": import_, "confirm": confirm, "pause": pause, "resume": resume, "probe": probe,
        "compare": compare, "signatures": signatures,
    },
)  # fmt: skip
