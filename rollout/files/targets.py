"""Where may be written: folders, names, and what the operating system's refusal means."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from rollout.errors import DataError, Problem, RolloutError
from rollout.language import Text

WINDOWS = os.name == "nt"

_REFUSALS = {
    errno.ENOSPC: Text("der Datenträger ist voll", "the disk is full"),
    errno.EDQUOT: Text("das Speicherkontingent ist erschöpft", "the disk quota is exhausted"),
    errno.EACCES: Text("der Zugriff ist verweigert", "access is denied"),
    errno.EPERM: Text("der Zugriff ist verweigert", "access is denied"),
    errno.EROFS: Text("der Ordner ist schreibgeschützt", "the folder is read-only"),
    errno.ENOTDIR: Text("ein Teil des Pfades ist kein Ordner", "a part of the path is no folder"),
    errno.ENAMETOOLONG: Text("der Dateiname ist zu lang", "the file name is too long"),
    errno.ELOOP: Text("eine Verknüpfung zeigt auf sich selbst", "a link points to itself"),
}
# How systems and network drives say that another program keeps a file.
_KEPT = {errno.EACCES, errno.EPERM, errno.EBUSY, getattr(errno, "ETXTBSY", errno.EBUSY)}

# Names of devices (with any ending), and signs that Windows cuts off or reads as something else.
_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{number}" for port in ("COM", "LPT") for number in (*range(10), *"¹²³")
}
_NO_SIGNS = frozenset('<>:"|?*') | {chr(number) for number in range(32)}


def is_refusal(error: OSError) -> bool:
    """Whether the system says by the error that nothing can be written here."""
    return error.errno in _REFUSALS


@contextmanager
def refusal_explained(path: Path, *, is_replaced: bool = False) -> Iterator[None]:
    """Turn what the operating system refuses into an error people understand.

    Parameters
    ----------
    is_replaced
        Something that stands there is being replaced: access is denied mostly because another
        program keeps it open.
    """
    try:
        yield
    except RolloutError:
        raise
    except ValueError as error:  # a path with a zero byte
        raise _refused(path, Text("der Pfad ist ungültig", "the path is not valid")) from error
    except OSError as error:
        if is_replaced and error.errno in _KEPT:
            raise _kept_open(path) from error
        otherwise = Text(*2 * (str(error.strerror or error),))
        raise _refused(path, _REFUSALS.get(error.errno or 0, otherwise)) from error


def _refused(path: Path, reason: Text) -> DataError:
    finding = Text("kann nicht geschrieben werden: {reason}", "cannot be written: {reason}")
    remedy = Text(
        "anderen Ordner wählen oder Rechte und Platz prüfen",
        "choose another folder or check rights and space",
    )
    return _error(path, "output-refused", finding.filled(reason=reason), remedy=remedy)


def _kept_open(path: Path) -> DataError:
    return _error(
        path, "output-open",
        Text("kann nicht ersetzt werden: der Zugriff ist verweigert",
             "cannot be replaced: access is denied"),
        remedy=Text("ist vermutlich in Excel oder QGIS geöffnet: dort schließen und wiederholen; "
                    "sonst Schreibschutz aufheben",
                    "is probably open in Excel or QGIS: close it there and try again; otherwise "
                    "lift the write protection"),
    )  # fmt: skip


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; a file in its place is a `DataError`."""
    with refusal_explained(folder):
        for part in chain((folder,), folder.parents):
            if part.exists() or part.is_symlink():
                if not part.is_dir():
                    raise _no_folder(part)
                break
        folder.mkdir(parents=True, exist_ok=True)


def _no_folder(part: Path) -> DataError:
    finding = Text("ist eine Datei", "is a file")
    if not part.exists():
        finding = Text("ist eine Verknüpfung ins Leere oder auf sich selbst",
                       "is a link to nowhere or to itself")  # fmt: skip
    return _error(
        part, "output-file", finding, Text("ein Ordner", "a folder"),
        Text("anderen Ordner wählen oder die Datei umbenennen",
             "choose another folder or rename the file"),
    )  # fmt: skip


def check_target(target: Path) -> None:
    """Raise `DataError` unless a file may stand here: no folder, no device, no name of one."""
    check_name(target)
    with refusal_explained(target):
        if not os.path.lexists(target):
            return
        mode = target.lstat().st_mode
    if stat.S_ISREG(mode) or stat.S_ISLNK(mode):
        return
    finding, code = Text("ist ein Ordner", "is a folder"), "output-folder"
    if not stat.S_ISDIR(mode):  # renaming over /dev/null would take it away from everybody
        finding, code = Text("ist ein Gerät oder eine Pipe", "is a device or a pipe"), "output-kind"
    remedy = Text("anderen Namen wählen", "choose another name")
    raise _error(target, code, finding, Text("ein Dateiname", "a file name"), remedy)


def check_name(target: Path) -> None:
    """Raise `DataError` for a name that means something else on Windows, when running there.

    `x.csv:y` would write into a hidden stream, `x.` into `x`, `NUL` nowhere.
    """
    if not WINDOWS:
        return
    for part in target.parts[bool(target.anchor) :]:
        flaw = flaw_on_windows(part)
        if flaw is not None:
            raise _error(
                target, "output-name", flaw,
                Text("ein Dateiname, den Windows erlaubt", "a file name Windows allows"),
                Text("anderen Namen wählen", "choose another name"),
            )  # fmt: skip


def flaw_on_windows(name: str) -> Text | None:
    """What makes a name of a file or folder impossible on Windows; None for a usable one.

    >>> flaw_on_windows("aux.csv").en, flaw_on_windows("München & Umland.csv")
    ("'AUX' is the name of a device", None)
    """
    if name in (".", ".."):
        return None
    device = name.partition(".")[0].rstrip(" ").upper()
    if device in _DEVICES:
        return Text(f"{device!r} ist der Name eines Geräts", f"{device!r} is the name of a device")
    if name != name.rstrip(". "):
        return Text("endet auf Punkt oder Leerzeichen", "ends in a dot or a blank")
    signs = sorted(_NO_SIGNS & set(name))
    if signs:
        return Text(f"enthält das Zeichen {signs[0]!r}", f"contains the sign {signs[0]!r}")
    return None


def _error(
    path: Path, code: str, finding: Text, expected: Text | None = None, remedy: Text | None = None
) -> DataError:
    nothing = Text("", "")
    return DataError(
        Problem("error", str(path), finding, expected or nothing, remedy or nothing, code=code)
    )
