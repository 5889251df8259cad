"""The outbox: messages to people, written with the deed and sent by a job. Words: Notice, channel."""
