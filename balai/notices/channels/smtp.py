"""Mail by SMTP, one connection a batch."""

from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from balai.notices.channels import Message, Undeliverable

BACKEND = "django.core.mail.backends.smtp.EmailBackend"


def message_id(reference: str) -> str:
    """The same for every try of one notice: a mailbox shows a repeat once."""
    return f"<{reference}@{urlsplit(settings.BALAI_URL).hostname or 'balai.invalid'}>"


class Smtp:
    def __init__(self, **options: Any) -> None:
        self.connection = get_connection(BACKEND, **options)

    def deliver(self, message: Message) -> None:
        if "@" not in parseaddr(message.address)[1] or "\n" in message.address:
            raise Undeliverable("address")
        mail = EmailMessage(
            message.subject,
            message.text,
            to=[message.address],
            connection=self.connection,
            headers={"Message-ID": message_id(message.reference), "Auto-Submitted": "auto-generated"},
        )
        try:
            self.connection.open()
            mail.send()
        except (SMTPException, OSError) as error:
            self.close()
            if is_final(error):
                raise Undeliverable(type(error).__name__) from error
            raise

    def close(self) -> None:
        self.connection.close()


def is_final(error: Exception) -> bool:
    """The other side said 5xx about this very letter; 4xx and a broken line are for another time."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500
