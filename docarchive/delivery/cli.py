"""Commands for packets: send and fetch now, see where they are, check a proof, show keys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docarchive.core.console import Console, LazyGroup, Report, command

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from docarchive.accounts.models import Agency
    from docarchive.core.instance import Services
    from docarchive.delivery.models import Arrival, ExchangeKey, Posting
    from docarchive.delivery.room import Room

STATES = ("waiting", "handed", "delivered", "dead", "cancelled")


@command("send")
@click.option("--all", "everything", is_flag=True, help="Gửi cả gói chưa đến lượt thử lại.")
def send(console: Console, everything: bool) -> Report:  # noqa: FBT001 - click hands it over by name
    """Gửi ngay các gói đang chờ; mỗi gói một dòng kết quả."""
    from docarchive.core.actor import Actor
    from docarchive.delivery import trips
    from docarchive.delivery.queries.postings import due

    services = console.ready()
    with services.work.reading(Actor.operator()) as uow:
        waiting = due(uow.session, None if everything else uow.now)
    for posting_id in waiting:
        trips.run(services.work, room_of(services), posting_id)
    with services.db.reading() as session:
        rows = [_posting(session, posting_id) for posting_id in waiting]
    return Report({"postings": rows}, [_line(row) for row in rows] or ["Không có gói nào đang chờ gửi."])


@command("receive")
def receive(console: Console) -> Report:
    """Lấy ngay các gói từ thư mục trao đổi và trục liên thông, cùng biên nhận gửi về."""
    from docarchive.core.actor import Actor
    from docarchive.delivery.collecting import collect, plan_round, summed
    from docarchive.delivery.queries.postings import arrivals

    services = console.ready()
    begun, room = services.clock(), room_of(services)
    found = summed(collect(services.work, room))
    with services.begin(Actor.operator()) as uow:
        plan_round(uow, room)
        came = [_arrival(row) for row in arrivals(uow.session, uow.actor, size=500) if row.arrived_at >= begun]
    lines = [f"{row['sender']} → {row['receiver']}: {row['message_id']} (số {row['sequence']})" for row in came]
    said = "Nhận {received} gói, từ chối {refused}, để lần sau {waiting}; {receipts} biên nhận.".format_map(found)
    troubles: Any = found["troubles"]
    return Report({**found, "arrivals": came}, [*lines, said, *troubles.values()], failed=bool(troubles))


@command("status")
@click.option("--about", default="", help="Chỉ các lượt gửi của khóa này.")
@click.option("--state", type=click.Choice(STATES), default=None, help="Chỉ các lượt ở trạng thái này.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, help="Nhiều nhất bao nhiêu dòng.")
def status(console: Console, about: str, state: str | None, limit: int) -> Report:
    """Liệt kê các lượt gửi, mới nhất trước: đi đâu, đến đâu, vì sao chưa đến."""
    from docarchive.core.actor import Actor
    from docarchive.delivery.queries import postings
    from docarchive.delivery.states import PostingState

    with console.ready().db.reading() as session:
        operator = Actor.operator()
        if about:
            found = postings.postings_about(session, operator, about)[:limit]
        else:
            found = postings.postings(session, operator, state=PostingState(state) if state else None, size=limit)
        counts = {each.value: many for each, many in postings.counts(session, operator).items()}
        rows = [_shown(row) for row in found]
    return Report({"counts": counts, "postings": rows}, [_line(row) for row in rows] or ["Chưa gửi gói nào."])


@command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--packet", type=click.Path(path_type=Path), default=None, help="Tệp gói .edxml cần đối chiếu.")
def verify(_console: Console, file: Path, packet: Path | None) -> Report:
    """Kiểm tra bằng chứng gửi nhận FILE, không cần hệ thống nào; mã thoát 1 khi không đúng."""
    from docarchive.core.clock import system_clock
    from docarchive.delivery import proofs

    content = content_of(packet) if packet else None
    verdict = proofs.judge(proofs.read(content_of(file)), system_clock(), content)
    data = proofs.shown(verdict)
    return Report(data, _verdict_lines(data), failed=not verdict.holds)


@command("keys")
@click.option("--agency", "code", default=None, help="Mã cơ quan; không ghi: mọi cơ quan đã có khóa.")
@click.option("--change", is_flag=True, help="Đổi khóa của cơ quan; mọi đối tác phải so lại dãy số.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Ghi chứng thư (.pem) ra tệp cho đối tác.")
def keys(console: Console, code: str | None, change: bool, out: Path | None) -> Report:  # noqa: FBT001 - as click calls
    """Xem khóa trao đổi: dãy số đọc qua điện thoại và chứng thư gửi cho đối tác."""
    from docarchive.core.actor import Actor
    from docarchive.delivery.queries.keys import visible_keys
    from docarchive.delivery.services.keys import change_key, key_of

    if code is None and (change or out):
        raise click.UsageError("--change và --out cần --agency.")
    services = console.ready()
    with services.begin(Actor.operator()) as uow:
        if code is None:
            found = list(visible_keys(uow.session, uow.actor))
        else:
            make = change_key if change else key_of
            found = [make(uow, room_of(services).ring, agency_of(uow.session, code))]
        rows = [_key(one) for one in found]
    if out is not None:
        out.write_text(str(rows[0]["certificate"]), encoding="ascii")
    lines = [f"{row['agency']} {row['name']}: {row['call_sign']}" for row in rows]
    return Report({"keys": rows}, lines or ["Chưa cơ quan nào có khóa; khóa được tạo ở lần gửi đầu tiên."])


@command("partners")
def partners(console: Console) -> Report:
    """Liệt kê đối tác trao đổi: kênh, chứng thư, lần trả lời cuối."""
    from docarchive.core.actor import Actor
    from docarchive.delivery.presenting import connection_words
    from docarchive.delivery.queries.partners import partners as known

    services = console.ready()
    with services.db.reading() as session:
        rows = [
            {
                "code": one.code, "name": one.name, "channel": one.channel, "address": one.address,
                "state": connection_words(one, services.clock())[0],
                "call_sign": one.certificate.call_sign if one.certificate else None,
                "proposed": one.proposed.call_sign if one.proposed else None,
                "answered_at": one.answered_at, "heard_at": one.heard_at, "paused_at": one.paused_at,
                "signatures": one.signature_demand, "sha1": one.signature_sha1,
            }
            for one in known(session, Actor.operator())
        ]  # fmt: skip
    lines = [f"{row['code']} {row['name']}: {row['state']}" for row in rows]
    return Report({"partners": rows}, lines or ["Chưa có đối tác nào."])


def room_of(services: Services) -> Room:
    """The instance's post room."""
    from docarchive.delivery.room import ROOM

    found: Any = services.extensions[ROOM]
    room: Room = found()
    return room


def agency_of(session: Session, code: str) -> Agency:
    """Find an agency by its code.

    Raises:
        NotFoundError: There is none.
    """
    from docarchive.accounts.queries.agencies import agency_by_code
    from docarchive.kernel.errors import NotFoundError

    found = agency_by_code(session, code)
    if found is None:
        raise NotFoundError(f"Không có cơ quan mang mã {code}.")
    return found


def _posting(session: Session, posting_id: str) -> Mapping[str, Any]:
    from docarchive.delivery.models import Posting

    return _shown(session.get_one(Posting, posting_id))


def _shown(row: Posting) -> Mapping[str, Any]:
    names = (
        "id", "about", "message_id", "kind", "channel", "state", "attempts", "posted_at", "next_at", "ended_at",
        "error_code", "error", "size_bytes",
    )  # fmt: skip
    facts = {name: getattr(row, name) for name in names}
    return {**facts, "sender": row.from_code, "receiver": row.to_code, "digest": row.packet_sha}


def _arrival(row: Arrival) -> Mapping[str, Any]:
    names = ("id", "message_id", "kind", "channel", "verified", "sequence", "arrived_at", "size_bytes")
    facts = {name: getattr(row, name) for name in names}
    return {**facts, "sender": row.sender_code, "receiver": row.agency.code, "digest": row.packet_sha}


def _key(key: ExchangeKey) -> Mapping[str, Any]:
    return {
        "agency": key.agency.code, "name": key.agency.name, "call_sign": key.call_sign, "fingerprint": key.fingerprint,
        "made_at": key.made_at, "expires_at": key.expires_at, "certificate": key.certificate,
    }  # fmt: skip


def _line(row: Mapping[str, Any]) -> str:
    from docarchive.delivery.states import STATE_WORDS, PostingState

    error = f" ({row['error']})" if row["error"] else ""
    return f"{row['sender']} → {row['receiver']} {row['message_id']}: {STATE_WORDS[PostingState(row['state'])]}{error}"


def _verdict_lines(data: Mapping[str, Any]) -> list[str]:
    said = "Bằng chứng đúng." if data["valid"] else "Bằng chứng KHÔNG đúng."
    faults = [f"- {fault}" for fault in data["faults"]]
    if "sender" not in data:
        return [said, *faults]
    sender, receiver = data["sender"], data["receiver"]
    return [
        said,
        *faults,
        f"Gói {data['message_id']}, SHA-256 {data['digest']}",
        f"Bên gửi: {sender['code']} {sender['name']}; dãy số {sender['call_sign']}",
        f"Bên nhận: {receiver['code']} {receiver['name']}; dãy số {receiver['call_sign']}",
        f"Nhận lúc {data['accepted_at']}, số {data['sequence']} của bên nhận.",
        "So hai dãy số với dãy số hai bên đã đọc qua điện thoại.",
    ]


def content_of(file: Path) -> bytes:
    """Read a file named on the command line.

    Raises:
        UnavailableError: It cannot be read.
    """
    from docarchive.kernel.errors import UnavailableError

    try:
        return file.read_bytes()
    except OSError as problem:
        sentence = f"Không đọc được tệp {file}; hãy kiểm tra lại đường dẫn và quyền đọc."
        raise UnavailableError(sentence, code="file-unreadable") from problem


exchange = LazyGroup(
    "exchange",
    help="Gửi nhận liên thông.",
    commands={
        "send": send, "receive": receive, "status": status, "verify": verify, "keys": keys, "partners": partners,
    },
    lazy={
        "partner": "docarchive.delivery.cli_partner:partner",
        "conformance": "docarchive.delivery.cli_conformance:conformance",
    },
)  # fmt: skip
