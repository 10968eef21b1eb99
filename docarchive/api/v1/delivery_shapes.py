"""What goes in and out about partners, packets and exchange keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from docarchive.delivery.states import AlarmKind, ChannelKind, PostingKind, PostingState, Proof
from signatures.xml import Demand


class PartnerOut(BaseModel):
    """An agency elsewhere; ``call_sign`` are the digits agreed on, ``connection`` says in words how it stands."""

    id: str
    code: str
    name: str
    channel: ChannelKind
    address: str
    connection: str
    call_sign: str | None
    has_proposed_certificate: bool
    paused_at: datetime | None
    tried_at: datetime | None
    answered_at: datetime | None
    heard_at: datetime | None
    compared_at: datetime | None
    failures: int
    signature_demand: Demand
    signature_sha1: bool


class PartnersOut(BaseModel):
    """All partners."""

    partners: list[PartnerOut]


class PartnerIn(BaseModel):
    """What may change of a partner; only direct connections have an address."""

    name: str = Field(max_length=300)
    channel: ChannelKind
    address: str = Field("", max_length=500)


class SignaturesIn(BaseModel):
    """Which signature packets of a partner must bear inside; with ``sha1`` one with SHA-1 is let in, with a warning."""

    demand: Demand
    sha1: bool = False


class NewPartnerIn(PartnerIn):
    """A partner that is to be known."""

    code: str = Field(max_length=64)


class CertificateIn(BaseModel):
    """A certificate as PEM."""

    certificate: str = Field(max_length=20_000)


class CallSignIn(BaseModel):
    """The forty digits as heard over the telephone; blanks do not matter."""

    call_sign: str = Field(max_length=100)


class SenderIn(BaseModel):
    """The agency here that asks, by its code."""

    agency: str = Field(max_length=64)


class ProbeOut(BaseModel):
    """Whether the partner answered and signed by the agreed key; if not, why."""

    answered: bool
    reason: str | None


class ComparedOut(BaseModel):
    """What comparing found of one agency's packets; see ``docs/exchange.md``."""

    agency: str
    sent: int
    there: int
    lost_there: int
    unknown_here: int
    differing: int
    arrived_after_all: int


class ComparisonOut(BaseModel):
    """What comparing with a partner found; what was lost there is on its way again."""

    agencies: list[ComparedOut]
    faults: list[str]


class PostingOut(BaseModel):
    """One packet to one receiver."""

    id: str
    about: str
    message_id: str
    kind: PostingKind
    channel: ChannelKind
    state: PostingState
    from_code: str
    to_code: str
    packet_sha: str
    size_bytes: int
    urgent: bool
    attempts: int
    posted_at: datetime
    expires_at: datetime
    next_at: datetime | None
    ended_at: datetime | None
    error: str
    error_code: str
    has_proof: bool


class PostingFilterIn(BaseModel):
    """Which postings; the newest first."""

    state: PostingState | None = None
    about: str | None = Field(None, max_length=160)
    partner_id: str | None = Field(None, max_length=16)
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=200)


class PostingsOut(BaseModel):
    """A page of postings, and how many there are."""

    total: int
    postings: list[PostingOut]


class ProofOut(BaseModel):
    """A proof of delivery; ``docarchive exchange verify`` checks it as a file."""

    proof: dict[str, Any]


class ArrivalOut(BaseModel):
    """One packet that came."""

    id: str
    agency_id: str
    sequence: int
    sender_code: str
    sender_name: str
    message_id: str
    kind: PostingKind
    channel: ChannelKind
    verified: Proof
    packet_sha: str
    size_bytes: int
    arrived_at: datetime


class PageIn(BaseModel):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=200)


class ArrivalsOut(BaseModel):
    """A page of what came, the newest first."""

    total: int
    arrivals: list[ArrivalOut]


class AlarmOut(BaseModel):
    """Something to look at."""

    id: str
    kind: AlarmKind
    agency_id: str | None
    peer_code: str
    message_id: str
    words: str
    times: int
    first_at: datetime
    last_at: datetime
    seen_at: datetime | None


class AlarmsOut(BaseModel):
    """What nobody has looked at yet."""

    alarms: list[AlarmOut]


class KeyOut(BaseModel):
    """The key an agency signs with; ``call_sign`` is read out to partners, the certificate handed to them."""

    agency_id: str
    call_sign: str
    fingerprint: str
    certificate: str
    made_at: datetime
    expires_at: datetime


class KeysOut(BaseModel):
    """The keys in use."""

    keys: list[KeyOut]
