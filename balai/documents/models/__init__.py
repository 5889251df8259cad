from balai.documents.models.file import GONE, WAITING, File, FileQuerySet
from balai.documents.models.letter import Letter, Numbering
from balai.documents.models.report import Photo, Report, ReportDuty

__all__ = ["GONE", "WAITING", "File", "FileQuerySet", "Letter", "Numbering", "Photo", "Report", "ReportDuty"]
