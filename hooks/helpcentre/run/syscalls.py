"""Linux system calls that the standard library has no name for; elsewhere each says that it did nothing."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_PR_SET_PDEATHSIG = 1

# The answers of a kernel or file system that does not know the flag: NFS, some FUSE and 9p, old kernels.
_UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP})

# Looked up at import: in a forked child the loader's lock may be held by a thread that is no more.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_RENAMEAT2 = getattr(_LIBC, "renameat2", None)
_PRCTL = getattr(_LIBC, "prctl", None)


def exchange(first: Path, second: Path) -> bool:
    """Return whether two existing paths changed places in one step (`renameat2` with `RENAME_EXCHANGE`).

    False: this system or file system has no such step and nothing happened. Raises OSError for
    everything else that stands in the way (missing path, mount point, no permission).
    """
    if _RENAMEAT2 is None:
        return False
    if _RENAMEAT2(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(first), None, str(second))


def signal_at_parent_death(number: int) -> bool:
    """Return whether the kernel will send `number` to this process when the thread that forked it ends."""
    return _PRCTL is not None and _PRCTL(_PR_SET_PDEATHSIG, ctypes.c_ulong(number), 0, 0, 0) == 0
