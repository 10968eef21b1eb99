"""The post room of an instance: keys, the door, the ways out, and the rule for tries; put together by ``wiring``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from docarchive.delivery.channels.protocol import Asking, Channel
from docarchive.delivery.desk import Desk
from docarchive.delivery.door import Door
from docarchive.delivery.keyring import KeyRing
from docarchive.delivery.rules import RetryRule
from docarchive.delivery.signing import Signing
from docarchive.delivery.states import ChannelKind

# Among the extensions: a function that gives the room, put together when it is first asked for.
ROOM = "delivery.room"


@dataclass(frozen=True)
class Room:
    """What delivering needs besides the database.

    Attributes:
        channels: Those this instance was set up for.
        asking: Those of them that carry questions, too.
        collect_every: How often channels that do not come by themselves are asked.
    """

    ring: KeyRing
    door: Door
    desk: Desk
    channels: Mapping[ChannelKind, Channel]
    asking: Mapping[ChannelKind, Asking]
    signing: Signing
    rule: RetryRule
    collect_every: timedelta
