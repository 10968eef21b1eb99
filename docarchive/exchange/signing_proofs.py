"""What a signature made here carries beside itself: a time stamp, and what proves its certificate later on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from signatures import pdf
from signatures.errors import EvidenceMissingError, TimeStampError
from signatures.identities import Identity
from signatures.pdf import Afterwards, Mark
from signatures.timestamps import TimeStampClient
from signatures.trust import TrustStore

STAMPED = "có dấu thời gian"
PROVED = "kèm chuỗi chứng thư và danh sách thu hồi"


@dataclass(frozen=True)
class Proofs:
    """What the installation wants in signatures made here.

    Attributes:
        time_stamps: Who proves the time (PAdES B-T); None: it stays the signer's word.
        has_evidence: Chain and revocation lists go into the file (with a time stamp: PAdES B-LT).
        may_lack: Sign without what cannot be had, and say so; else nothing is signed.
    """

    time_stamps: TimeStampClient | None = None
    has_evidence: bool = False
    may_lack: bool = False

    def proving(self, trust: TrustStore) -> Proving:
        """Begin one act of signing, which may be of many files.

        Args:
            trust: The authorities known, with fresh revocation lists.
        """
        return Proving(self.time_stamps, trust if self.has_evidence else None, self.may_lack)


@dataclass
class Proving:
    """One act of signing: what could not be had for one file is not waited for again with the next."""

    time_stamps: TimeStampClient | None
    evidence: TrustStore | None
    may_lack: bool
    lacking: list[str] = field(default_factory=list)

    def sign(
        self, content: bytes, identity: Identity, at: datetime, mark: Mark | None, afterwards: Afterwards
    ) -> bytes:
        """Sign one file.

        Raises:
            TimeStampError: The time stamp cannot be had, and none may lack.
            EvidenceMissingError: As for the evidence.
            SignaturesError: As ``signatures.pdf.sign`` does.
        """
        known = self.evidence.with_more(identity.chain) if self.evidence else None
        try:
            return pdf.sign(
                content, identity, at, mark, afterwards=afterwards, time_stamps=self.time_stamps, evidence=known
            )
        except TimeStampError as problem:
            self._go_without(problem)
            self.time_stamps = None
        except EvidenceMissingError as problem:
            self._go_without(problem)
            self.evidence = None
        return self.sign(content, identity, at, mark, afterwards)

    def words(self) -> str:
        """What the last file carries, and what it lacks; empty where nothing is wanted."""
        has: Sequence[str] = [*([STAMPED] if self.time_stamps else []), *([PROVED] if self.evidence else [])]
        return "; ".join([*has, *(f"ký thiếu: {reason.rstrip('.')}" for reason in self.lacking)])

    def _go_without(self, problem: TimeStampError | EvidenceMissingError) -> None:
        if not self.may_lack:
            raise problem
        self.lacking.append(str(problem))
