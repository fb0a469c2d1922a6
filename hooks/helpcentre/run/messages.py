"""What a worker tells its parent through a pipe: log records, values, and that it leaves on purpose."""

import logging
import logging.handlers
import os
import pickle
import struct
import threading
from collections.abc import Iterator
from typing import Any, Literal

Kind = Literal["record", "value", "leave", "unreadable"]
Message = tuple[Kind, Any]

_LENGTH = struct.Struct(">Q")


class MessageWriter:
    """The child's end. Each message is written whole, whichever thread sends it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def write(self, kind: Kind, payload: object) -> None:
        """Send one message. Raises what pickle raises for `payload`, BrokenPipeError without a reader."""
        body = pickle.dumps((kind, payload), pickle.HIGHEST_PROTOCOL)
        rest = memoryview(_LENGTH.pack(len(body)) + body)
        with self._lock:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]


class MessageReader:
    """The parent's end: bytes in, messages out."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that are complete now; the start of another waits for more bytes."""
        self._bytes += data
        start = 0
        while len(self._bytes) - start >= _LENGTH.size:
            body = start + _LENGTH.size
            end = body + _LENGTH.unpack_from(self._bytes, start)[0]
            if len(self._bytes) < end:
                break
            try:
                message: Message = pickle.loads(self._bytes[body:end])
            except Exception as error:  # unpickling runs the classes' own code
                message = ("unreadable", f"{type(error).__name__}: {error}")
            yield message
            start = end
        del self._bytes[:start]


class RecordSender(logging.handlers.QueueHandler):
    """A logging handler that sends each record to the parent, with its message and traceback as text."""

    def __init__(self, writer: MessageWriter) -> None:
        super().__init__(queue=None)  # type: ignore[arg-type]  # the pipe is the queue, see enqueue
        self._writer = writer

    def enqueue(self, record: logging.LogRecord) -> None:
        """Send `record`; attributes that cannot be pickled are left behind rather than the record lost."""
        try:
            self._writer.write("record", record)
        except OSError:
            raise
        except Exception:
            plain = {k: v for k, v in vars(record).items() if isinstance(v, str | int | float | None)}
            self._writer.write("record", logging.makeLogRecord(plain))
