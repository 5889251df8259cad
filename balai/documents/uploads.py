"""What comes in by a form is counted while it comes: beyond the limit nothing is kept."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from balai.documents.rules.sizes import LARGEST, LARGEST_REQUEST

if TYPE_CHECKING:
    Uploaded = UploadedFile[Any]
else:
    Uploaded = UploadedFile


class TooLarge(Uploaded):
    """Stands in the form for a file that was let run past: its size, and nothing of it."""

    def __init__(self, size: int) -> None:
        super().__init__(file=BytesIO(), name="berkas", size=size)


class Bounded(TemporaryFileUploadHandler):
    """The only upload handler of Balai: files go to the disk and no further than the limit.

    The rest of the form is read all the same, so that what was typed is not lost.
    """

    total = 0

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any) -> None:  # noqa: N803
        self.total = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.seen += len(raw_data)
        self.total += len(raw_data)
        if self.seen <= LARGEST and self.total <= LARGEST_REQUEST:
            super().receive_data_chunk(raw_data, start)
        else:
            self.file.truncate(0)

    def file_complete(self, file_size: int) -> Uploaded | None:
        if self.seen > LARGEST or self.total > LARGEST_REQUEST:
            self.file.close()
            return TooLarge(max(file_size, LARGEST + 1))
        return super().file_complete(file_size)
