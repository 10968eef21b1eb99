"""Partners, alarms and exchange keys."""

from __future__ import annotations

from typing import Any, cast

from docarchive.accounts.queries import agencies
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.delivery_shapes import (
    AlarmOut,
    AlarmsOut,
    CallSignIn,
    CertificateIn,
    ComparedOut,
    ComparisonOut,
    KeyOut,
    KeysOut,
    NewPartnerIn,
    PartnerIn,
    PartnerOut,
    PartnersOut,
    ProbeOut,
    SenderIn,
    SignaturesIn,
)
from docarchive.api.v1.shapes import ReasonIn
from docarchive.core.web import actor, services, work
from docarchive.delivery import probing
from docarchive.delivery.errors import PartnerNotFoundError
from docarchive.delivery.models import Partner
from docarchive.delivery.policies import can_see_post
from docarchive.delivery.presenting import connection_words
from docarchive.delivery.queries import keys as key_queries
from docarchive.delivery.queries import partners as queries
from docarchive.delivery.queries import postings
from docarchive.delivery.room import ROOM, Room
from docarchive.delivery.services import alarms, partners
from docarchive.delivery.services import keys as key_services
from docarchive.delivery.services.partners import NewPartner
from docarchive.kernel.reasons import stated

_PARTNER = "/partners/<partner_id>"


@bp.get("/partners")
@bp.output(PartnersOut)
def list_partners() -> PartnersOut:
    """List the agencies elsewhere that packets go to."""
    return PartnersOut(partners=[_shown(one) for one in queries.partners(work().session, actor())])


@bp.post("/partners")
@bp.input(NewPartnerIn, arg_name="new")
@bp.output(PartnerOut, status_code=201)
def add_partner(new: NewPartnerIn) -> PartnerOut:
    """Get to know an agency elsewhere; nothing is believed of it before its certificate is agreed on."""
    return _shown(partners.add(work(), NewPartner(new.code, new.name, new.channel, new.address)))


@bp.get(_PARTNER)
@bp.output(PartnerOut)
def one_partner(partner_id: str) -> PartnerOut:
    """Show a partner."""
    return _shown(_partner(partner_id))


@bp.put(_PARTNER)
@bp.input(PartnerIn, arg_name="wanted")
@bp.output(PartnerOut)
def change_partner(partner_id: str, wanted: PartnerIn) -> PartnerOut:
    """Change name, way and address of a partner."""
    found = _partner(partner_id)
    partners.change(work(), found, NewPartner(found.code, wanted.name, wanted.channel, wanted.address))
    return _shown(found)


@bp.put(f"{_PARTNER}/signatures")
@bp.input(SignaturesIn, arg_name="wanted")
@bp.output(PartnerOut)
def demand_partner_signatures(partner_id: str, wanted: SignaturesIn) -> PartnerOut:
    """Say which signature packets of a partner must bear inside."""
    found = _partner(partner_id)
    partners.demand_signatures(work(), found, wanted.demand, sha1=wanted.sha1)
    return _shown(found)


@bp.put(f"{_PARTNER}/certificate")
@bp.input(CertificateIn, arg_name="handed")
@bp.output(PartnerOut)
def import_partner_certificate(partner_id: str, handed: CertificateIn) -> PartnerOut:
    """Take in a partner's certificate; it proves nothing before its digits were confirmed."""
    found = _partner(partner_id)
    partners.import_certificate(work(), found, handed.certificate.encode())
    return _shown(found)


@bp.put(f"{_PARTNER}/confirmation")
@bp.input(CallSignIn, arg_name="heard")
@bp.output(PartnerOut)
def confirm_partner_certificate(partner_id: str, heard: CallSignIn) -> PartnerOut:
    """Agree on the certificate handed in last, by the digits heard over the telephone."""
    found = _partner(partner_id)
    partners.confirm(work(), found, heard.call_sign)
    return _shown(found)


@bp.post(f"{_PARTNER}/withdrawal")
@bp.input(ReasonIn, arg_name="why")
@bp.output(PartnerOut)
def withdraw_partner_certificate(partner_id: str, why: ReasonIn) -> PartnerOut:
    """Believe nothing more by a partner's certificate."""
    found = _partner(partner_id)
    stated(why.reason)
    partners.withdraw(work(), found)
    return _shown(found)


@bp.put(f"{_PARTNER}/pause")
@bp.output(PartnerOut)
def pause_partner(partner_id: str) -> PartnerOut:
    """Send nothing more to a partner until it is resumed."""
    found = _partner(partner_id)
    partners.pause(work(), found)
    return _shown(found)


@bp.delete(f"{_PARTNER}/pause")
@bp.output(PartnerOut)
def resume_partner(partner_id: str) -> PartnerOut:
    """Go on sending to a partner; what waited sets out."""
    found = _partner(partner_id)
    partners.resume(work(), found)
    return _shown(found)


@bp.post(f"{_PARTNER}/probes")
@bp.input(SenderIn, arg_name="sender")
@bp.output(ProbeOut)
def probe_partner(partner_id: str, sender: SenderIn) -> ProbeOut:
    """Ask a partner whether it is there and signs by the agreed key."""
    with services().work.reading(actor()) as uow:
        queries.partner(uow.session, actor(), partner_id)
        agency = queries.home_agency(uow.session, sender.agency)
    if agency is None or not can_see_post(actor(), agency.id):
        raise PartnerNotFoundError
    fault = probing.probe(services().work, _room(), actor(), partner_id, agency.code)
    return ProbeOut(answered=not fault, reason=fault or None)


@bp.post(f"{_PARTNER}/comparisons")
@bp.output(ComparisonOut)
def compare_with_partner(partner_id: str) -> ComparisonOut:
    """Compare with a partner what was sent with what arrived; what it lost is delivered again."""
    found, faults = probing.compare(services().work, _room(), actor(), partner_id)
    return ComparisonOut(agencies=[ComparedOut(agency=code, **vars(one)) for code, one in found.items()], faults=faults)


@bp.get("/exchange-alarms")
@bp.output(AlarmsOut)
def list_alarms() -> AlarmsOut:
    """List what nobody has looked at yet."""
    return AlarmsOut(alarms=[fields_of(AlarmOut, one) for one in postings.alarms(work().session, actor())])


@bp.put("/exchange-alarms/<alarm_id>/seen")
@bp.output(AlarmOut)
def see_alarm(alarm_id: str) -> AlarmOut:
    """Note that somebody looked."""
    found = postings.alarm(work().session, actor(), alarm_id)
    alarms.mark_seen(work(), found)
    return fields_of(AlarmOut, found)


@bp.get("/exchange-keys")
@bp.output(KeysOut)
def list_exchange_keys() -> KeysOut:
    """List the keys agencies here sign with."""
    found = key_queries.visible_keys(work().session, actor())
    return KeysOut(keys=[fields_of(KeyOut, one) for one in found])


@bp.put("/agencies/<agency_id>/exchange-key")
@bp.output(KeyOut)
def change_exchange_key(agency_id: str) -> KeyOut:
    """Give an agency a new key; partners must compare its digits before they believe it."""
    if not can_see_post(actor(), agency_id):
        raise PartnerNotFoundError
    agency = agencies.agency(work().session, agency_id)
    return fields_of(KeyOut, key_services.change_key(work(), _room().ring, agency))


def _partner(partner_id: str) -> Partner:
    return queries.partner(work().session, actor(), partner_id)


def _room() -> Room:
    return cast(Room, cast(Any, services().extensions[ROOM])())


def _shown(found: Partner) -> PartnerOut:
    agreed = found.certificate
    return fields_of(
        PartnerOut,
        found,
        connection=connection_words(found, work().now)[0],
        call_sign=agreed.call_sign if agreed else None,
        has_proposed_certificate=found.proposed is not None,
    )
