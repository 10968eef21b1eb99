"""What goes in and out about people and agencies."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from docarchive.kernel.roles import Role


class PositionOut(BaseModel):
    """A seat from a day to a day, both included; ``valid_to`` null while it is held."""

    id: str
    agency_id: str
    unit_id: str | None
    title: str
    valid_from: date
    valid_to: date | None
    is_main: bool


class UserOut(BaseModel):
    """A person."""

    id: str
    username: str
    name: str
    email: str
    phone: str
    roles: list[Role]
    enabled: bool
    last_signed_in_at: datetime | None
    positions: list[PositionOut]


class UsersOut(BaseModel):
    """People by sign-in name."""

    total: int
    users: list[UserOut]


class UserFilterIn(BaseModel):
    """Which people to list."""

    q: str = ""
    role: Role | None = None
    agency_id: str = ""
    enabled: bool | None = None
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=500)


class UserIn(BaseModel):
    """What the administrator keeps of a person."""

    name: str = Field(min_length=1, max_length=200)
    email: str = Field("", max_length=200)
    phone: str = Field("", max_length=40)
    roles: list[Role] = Field(min_length=1)


class NewUserIn(UserIn):
    """A new person."""

    username: str = Field(min_length=2, max_length=80)


class PasswordOut(BaseModel):
    """A password to hand over; it cannot be shown again."""

    user_id: str
    username: str
    password: str


class PositionIn(BaseModel):
    """A new seat."""

    agency_id: str
    unit_id: str | None = None
    title: str = Field("", max_length=200)
    valid_from: date
    valid_to: date | None = None
    is_main: bool = True


class LastDayIn(BaseModel):
    """The last day of a seat."""

    valid_to: date


class ContactIn(BaseModel):
    """How colleagues reach one."""

    email: str = Field("", max_length=200)
    phone: str = Field("", max_length=40)


class NewPasswordIn(BaseModel):
    """One's own new password."""

    current: str
    password: str


class TokenIn(BaseModel):
    """A new token of one's own."""

    name: str = Field(min_length=1, max_length=100)
    may_write: bool = False
    expires_at: datetime | None = None


class TokenOut(BaseModel):
    """A token as a list shows it."""

    id: str
    name: str
    hint: str
    may_write: bool
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None


class NewTokenOut(TokenOut):
    """A token just made; ``token`` cannot be shown again."""

    token: str


class TokensOut(BaseModel):
    """Tokens, the newest first."""

    tokens: list[TokenOut]


class SessionOut(BaseModel):
    """A browser somebody is signed in with."""

    id: str
    created_at: datetime
    seen_at: datetime
    address: str
    browser: str


class SessionsOut(BaseModel):
    """Live sessions, the latest used first."""

    sessions: list[SessionOut]


class UnitIn(BaseModel):
    """What may be said of a unit."""

    name: str = Field(min_length=1, max_length=300)
    short_name: str = Field("", max_length=60)
    is_active: bool = True
    sort_order: int = Field(0, ge=0, le=99999)


class UnitOut(UnitIn):
    """A unit."""

    id: str


class AgencyIn(BaseModel):
    """What may change of an agency."""

    name: str = Field(min_length=1, max_length=300)
    short_name: str = Field("", max_length=60)
    old_code: str | None = Field(None, max_length=35)
    parent_id: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor_id: str | None = None
    sort_order: int = Field(0, ge=0, le=99999)


class NewAgencyIn(AgencyIn):
    """A new agency; ``foreign`` keeps a code that came from elsewhere as it is."""

    code: str = Field(min_length=1, max_length=35)
    foreign: bool = False


class AgencyOut(AgencyIn):
    """An agency with its units."""

    id: str
    code: str
    units: list[UnitOut]


class AgenciesOut(BaseModel):
    """All agencies, children below their parent."""

    agencies: list[AgencyOut]


class RefusedOut(BaseModel):
    """A row of a list that was not taken; line 1 is the head."""

    line: int
    reason: str


class TakenOut(BaseModel):
    """What became of a list; ``passwords``: sign-in name → first password, which cannot be shown again."""

    made: int
    known: int
    refused: list[RefusedOut]
    passwords: dict[str, str]


class EndedOut(BaseModel):
    """How many things were ended or begun anew."""

    count: int
