"""What can go wrong with directions, in words that say what to do next."""

from __future__ import annotations

from docarchive.kernel.errors import ConflictError, InvalidInputError, NotFoundError


class AssignmentNotFoundError(NotFoundError):
    """No such direction or assignment, or the reader may not see it."""

    code = "assignment-not-found"

    def __init__(self) -> None:
        super().__init__("Không có nhiệm vụ này, hoặc nhiệm vụ ngoài phạm vi của bạn.")


class AssignmentStateError(ConflictError):
    """The step is not allowed from where the assignment stands."""

    code = "assignment-state"


class EvidenceMissingError(InvalidInputError):
    """Nothing is reported done without something to show for it."""

    code = "evidence-missing"

    def __init__(self) -> None:
        message = "Gắn văn bản hoặc ghi số ký hiệu văn bản làm bằng chứng hoàn thành."
        super().__init__(message, fields={"evidence": message})


class OwnReportError(ConflictError):
    """Who reports is not who confirms."""

    code = "own-report"

    def __init__(self) -> None:
        super().__init__("Người báo cáo hoàn thành không tự xác nhận được. Nhờ người khác bên giao việc xác nhận.")


class MeetingNotFoundError(NotFoundError):
    """No such meeting, or the reader may not know of it."""

    code = "meeting-not-found"

    def __init__(self) -> None:
        super().__init__("Không có cuộc họp này, hoặc cuộc họp ngoài phạm vi của bạn.")


class FrozenReportNotFoundError(NotFoundError):
    """No such report was kept, or it is another agency's."""

    code = "report-not-found"

    def __init__(self) -> None:
        super().__init__("Không có báo cáo này, hoặc báo cáo của cơ quan khác.")


class FigureQuestionNotFoundError(NotFoundError):
    """No such number was asked about, or the reader may not know of it."""

    code = "figure-question-not-found"

    def __init__(self) -> None:
        super().__init__("Không có yêu cầu giải trình này, hoặc số liệu ngoài phạm vi của bạn.")


class FigureQuestionStateError(ConflictError):
    """The number was asked about, or explained, before."""

    code = "figure-question-state"


class MatterFollowError(ConflictError):
    """The matter cannot be followed by whoever asks."""

    code = "matter-follow"


class NotReadSurelyError(ConflictError):
    """A sentence cannot be given just as it was read."""

    code = "not-read-surely"

    def __init__(self) -> None:
        super().__init__("Câu này đã vào sổ hoặc chưa đọc chắc bên chủ trì, phối hợp. Bấm Giao việc để điền rồi giao.")


class ReportMakingNotFoundError(NotFoundError):
    """No such report is being made, it is somebody else's, or its day is over."""

    code = "report-making-not-found"

    def __init__(self) -> None:
        super().__init__("Không có báo cáo này, hoặc báo cáo lập đã quá một ngày. Lập lại ở trang Số liệu.")
