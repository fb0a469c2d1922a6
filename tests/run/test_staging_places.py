"""Where a site may be built, however it is named, and where not."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from file_trees import tree, write
from helpcentre.run import staging
from helpcentre.run.staging import StagingError, open_staging
from run.staged_sites import KEPT, NEW, OLD

HOOKS = Path(staging.__file__).parents[2]

GOOD_NAMES = ["site", "ein Ort", "网站", "موقع", "-rf", ".hidden", "a.b.c", "a\nb", "x" * 240, "*?[a]", "~"]


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_any_name_will_do(name: str, way: str, tmp_path: Path) -> None:
    site = write(tmp_path / "parent" / name, OLD)
    with open_staging(site) as place:
        write(place.path, NEW)
        place.publish()
    assert tree(site) == {**NEW, **KEPT}
    assert [path.name for path in site.parent.iterdir()] == [name]


@pytest.mark.parametrize(
    "given", ["site/", "./site", "elsewhere/../site", "site/fr/..", "link/site", "new/a/b/../site"]
)
def test_ways_to_name_a_site(given: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(tmp_path / "site", OLD)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(".")
    monkeypatch.chdir(tmp_path)
    with open_staging(Path(given)) as place:
        write(place.path, NEW)
        place.publish()
    assert tree(Path(given).resolve()).items() >= NEW.items()


REFUSED: dict[str, tuple[str, str]] = {
    "a link": ("link", r"link: a symbolic link.*directory that it names \(real\)"),
    "a link to nothing": ("dangling", "a symbolic link"),
    "a file": ("file", "not a directory"),
    "the root": ("/", "a mount point"),
    "the working directory": (".", "holds the working directory"),
    "around the working directory": ("..", "holds the working directory"),
    "too long a name": ("x" * 250, "write beside it.*File name too long"),
    "far too long a name": ("x" * 300, "no place for a site.*File name too long"),
    "below a file": ("file/site", "(no place for a site|write beside it).*(Not a directory|File exists)"),
}


@pytest.mark.parametrize(("given", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(given: str, message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    work = tmp_path / "work"
    write(work / "real", OLD)
    (work / "link").symlink_to("real")
    (work / "dangling").symlink_to("nowhere")
    (work / "file").write_text("text")
    monkeypatch.chdir(work)
    with pytest.raises(StagingError) as caught:
        open_staging(Path(given))
    assert re.search(message, str(caught.value), re.DOTALL)
    assert sorted(path.name for path in work.iterdir()) == ["dangling", "file", "link", "real"]
    assert tree(work / "real") == OLD


def test_a_site_that_becomes_a_link_during_the_build_is_refused(tmp_path: Path) -> None:
    real = write(tmp_path / "real", OLD)
    with open_staging(tmp_path / "site") as place:
        write(place.path, NEW)
        (tmp_path / "site").symlink_to(real)
        with pytest.raises(StagingError, match="a symbolic link"):
            place.publish()
    assert tree(real) == OLD


@pytest.mark.parametrize("mounted", ["mount -t tmpfs none site", "mount --bind site site"])
def test_a_mount_point_is_refused(mounted: str, tmp_path: Path) -> None:
    write(tmp_path / "site", {"index.html": "old"})
    build = (
        "from pathlib import Path\nfrom helpcentre.run.staging import *\n"
        "try:\n"
        "    with open_staging(Path('site')) as place:\n"
        "        (place.path / 'index.html').write_text('new'); place.publish()\n"
        "except StagingError as error: print(error)\n"
    )
    script = f'{mounted} || exit 77; "$0" -c "$1"; test -z "$(ls -A | grep ^[.])"'
    try:
        run = subprocess.run(
            ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, sys.executable, build],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(HOOKS)},
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        pytest.skip("no unshare here")
    if run.returncode == 77 or "unshare" in run.stderr:
        pytest.skip("this system lets nobody mount")
    assert (run.returncode, run.stderr) == (0, "")
    assert re.search("site: (a mount point|could not be replaced)", run.stdout)
    assert tree(tmp_path / "site") == {"index.html": "old"}
