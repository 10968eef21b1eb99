"""What people do at the side under trial: by its clerk, who is asked to, or by a program of its own."""

from __future__ import annotations

import enum
import subprocess
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from docarchive.delivery.conformance.cases import NotPlayed
from docarchive.delivery.conformance.samples import Letter


class Act(enum.StrEnum):
    """A step of a clerk."""

    REGISTER = "register"
    RETURN = "return"
    AGREE = "agree"
    DECLINE = "decline"
    SEND = "send"


ACT_WORDS: Mapping[Act, str] = {
    Act.REGISTER: "vào sổ văn bản đến {number}",
    Act.RETURN: "trả lại văn bản đến {number}, lý do: Gửi thử, không thuộc thẩm quyền",
    Act.AGREE: "đồng ý yêu cầu thu hồi hoặc cập nhật của văn bản {number}",
    Act.DECLINE: "từ chối yêu cầu thu hồi hoặc cập nhật của văn bản {number}, lý do: Gửi thử, giữ nguyên văn bản",
    Act.SEND: "ban hành và gửi một văn bản bất kỳ đến {number}",
}
_LONGEST_S = 300


class Acts(Protocol):
    """Whoever can have them done."""

    def do(self, act: Act, letter: Letter | None) -> None:
        """Have a step done.

        Args:
            letter: The letter it is about; None: one of the other side's own, to us.

        Raises:
            NotPlayed: It was not done.
        """


class ByHand:
    """Asks the clerk and waits.

    Args:
        ask: Shows a sentence, waits, and tells whether it was done.
    """

    def __init__(self, code: str, ask: Callable[[str], bool]) -> None:
        self._code, self._ask = code, ask

    def do(self, act: Act, letter: Letter | None) -> None:
        """Ask for a step."""
        words = ACT_WORDS[act].format(number=letter.number if letter else self._code)
        if not self._ask(f"Ở bên được thử, hãy {words}."):
            raise NotPlayed(f"Văn thư chưa {words}.")


class ByProgram:
    """Calls ``PROGRAM ACT DOCUMENT-ID NUMBER``; 0 means done."""

    def __init__(self, program: Sequence[str], code: str) -> None:
        self._program, self._code = program, code

    def do(self, act: Act, letter: Letter | None) -> None:
        """Call the program for a step."""
        about = (letter.document_id, letter.number) if letter else (self._code, self._code)
        try:
            done = subprocess.run([*self._program, act, *about], capture_output=True, timeout=_LONGEST_S, check=False)  # noqa: S603 - named on the command line
        except (OSError, subprocess.TimeoutExpired) as problem:
            raise NotPlayed(f"Không chạy được {self._program[0]} ({type(problem).__name__}).") from problem
        if done.returncode:
            last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [""]
            raise NotPlayed(f"{self._program[0]} {act} kết thúc với mã {done.returncode}. {last[0][:200]}".strip())
