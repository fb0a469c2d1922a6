"""Moving an article or a folder in every locale: what changes in which file, worked out before anything is written."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from helpcentre.content.article_file import ArticleFile, NoticeFile, topic_of
from helpcentre.content.catalogue import CHANNELS_FILE, REDIRECTS_FILE, SNIPPETS_FOLDER, Catalogue
from helpcentre.content.files import decoded
from helpcentre.content.front_matter import Head, read_head
from helpcentre.content.markdown import Link, parse
from helpcentre.content.reading import parse_article
from helpcentre.content.yaml_source import KeyPath, YamlSyntaxError
from helpcentre.translations.digests import section_digests
from helpcentre.writing.link_targets import link_targets
from helpcentre.writing.moved_redirects import redirect_edits
from helpcentre.writing.names import WritingError
from helpcentre.writing.raw_text import Edit, RawText
from helpcentre.writing.relocation import Relocation, leads_to, moved_target, paths_in_words
from helpcentre.writing.yaml_scalars import scalar_edits

Read = Callable[[str], bytes]
"""From a path relative to docs/ to the file's bytes."""


@dataclass
class MovePlan:
    """Everything that a move writes; paths are relative to docs/."""

    relocation: Relocation
    renamed: Mapping[str, str]
    """New paths by old ones, files of all kinds."""
    contents: dict[str, bytes] = field(default_factory=dict)
    """The new content by the path that the file has after the move; renamed files all stand here."""
    mended: list[str] = field(default_factory=list)
    """Files in which links or names changed, by the path they have after the move."""
    restamped: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Translations whose stamps follow their source, with the sections."""
    redirects: dict[str, str] = field(default_factory=dict)
    """What redirects.yml learns."""
    notes: list[str] = field(default_factory=list)

    @property
    def removed(self) -> list[str]:
        """The paths that are gone afterwards."""
        return [path for path in self.renamed if path not in self.contents]


def plan_move(catalogue: Catalogue, relocation: Relocation, read: Read) -> MovePlan:
    """Return what a move changes. Raises WritingError for one that cannot be made whole."""
    return _Planner(catalogue, relocation, read).plan()


class _Planner:
    def __init__(self, catalogue: Catalogue, relocation: Relocation, read: Read) -> None:
        self.catalogue = catalogue
        self.relocation = relocation
        self.read = read
        self.articles = [file for files in catalogue.texts.values() for file in files.values()]
        self.snippets = [file for files in catalogue.snippets.values() for file in files.values()]
        paths = {file.path for file in [*self.articles, *self.snippets]} | catalogue.assets
        moved = {path: relocation.path(path) for path in sorted(paths)}
        self.result = MovePlan(relocation, {old: new for old, new in moved.items() if old != new})
        self.edits: dict[str, list[Edit]] = {}
        """By the path before the move."""
        self.texts: dict[str, RawText] = {}

    def plan(self) -> MovePlan:
        for file in self.articles:
            self._article(file)
        for snippet in self.snippets:
            self._snippet(snippet)
        for asset in sorted(self.catalogue.assets):
            if asset.endswith(".md"):
                self._plain_page(asset)
            elif asset.endswith((".yml", ".yaml")) and asset != REDIRECTS_FILE:
                self._yaml(asset)
        self._yaml(os.path.relpath(self.catalogue.settings.config_file, self.catalogue.settings.docs_dir))
        self._redirects()
        self._stamps()
        for path, edits in self.edits.items():
            after = self.relocation.path(path)
            self.result.contents[after] = self._raw(path).edited(edits)
            self.result.mended.append(after)
        for before, after in self.result.renamed.items():
            if after not in self.result.contents:
                self.result.contents[after] = self.read(before)
        return self.result

    def _raw(self, path: str) -> RawText:
        if path not in self.texts:
            self.texts[path] = RawText(self.read(path))
        return self.texts[path]

    def _change(self, path: str, edits: list[Edit]) -> None:
        if edits:
            self.edits.setdefault(path, []).extend(edits)

    # --- Markdown

    def _article(self, file: ArticleFile) -> None:
        moves = file.path in self.result.renamed
        related = any(self.relocation.shared(path) != path for path in file.meta.related)
        if moves or any(self._leads_elsewhere(link, file.path) for link in file.document.links):
            self._links(file.path, file.head, lambda spelled, decode: self._retarget(spelled, decode, file.path))
        if related:
            self._change(file.path, self._front_matter(file.path, file.head, self._related))
        topics = file.notice.topics or () if isinstance(file, NoticeFile) and file.notice else ()
        if any(self._topic(topic) != topic for topic in topics):
            self._change(file.path, self._front_matter(file.path, file.head, self._notice_topic))

    def _leads_elsewhere(self, link: Link, path: str) -> bool:
        old = leads_to(link.target, path)
        return old is not None and self.relocation.path(old) != old

    def _retarget(self, spelled: str, decode: Callable[[str], str], path: str) -> str:
        return moved_target(spelled, decode, path, self.relocation)

    def _related(self, path: KeyPath, value: str, is_key: bool) -> str:
        return self.relocation.shared(value) if path[:1] == ("related",) and not is_key else value

    def _topic(self, folder: str) -> str:
        # What lies in a topic's folder moves with it, whatever it is called.
        return topic_of(self.relocation.shared(f"{folder}/_"))

    def _notice_topic(self, path: KeyPath, value: str, is_key: bool) -> str:
        return self._topic(value) if path[:1] == ("topics",) and not is_key else value

    def _front_matter(self, path: str, head: Head, replace: Callable[[KeyPath, str, bool], str]) -> list[Edit]:
        text = self._raw(path).text
        opening = text.index("\n") + 1
        closing = len(text) - len(head.body)
        yaml = re.sub(r"^(?:---|\.\.\.)[ \t]*\n?\Z", "", text[opening:closing], flags=re.MULTILINE)
        return self._scalars(path, yaml, replace, opening)

    def _scalars(
        self, path: str, text: str, replace: Callable[[KeyPath, str, bool], str], offset: int = 0
    ) -> list[Edit]:
        try:
            return list(scalar_edits(text, replace, offset))
        except YamlSyntaxError as error:
            line = error.line + self._raw(path).text.count("\n", 0, offset)
            raise WritingError(f"{path}:{line}: {error}. Mend the line first; nothing was moved.") from error

    def _links(self, path: str, head: Head, retarget: Callable[[str, Callable[[str], str]], str]) -> None:
        """Note the edits of a text's links, and make sure that nothing but links changes by them."""
        text = self._raw(path).text
        start = len(text) - len(head.body)
        edits = []
        for target in link_targets(text[start:]):
            new = retarget(target.spelled, target.decode)
            if new != target.spelled:
                edits.append(Edit(start + target.start, start + target.end, new))
        self._verify(path, text[start:], [Edit(e.start - start, e.end - start, e.text) for e in edits], head.body_line)
        self._change(path, edits)

    def _verify(self, path: str, text: str, edits: list[Edit], first_line: int) -> None:
        """Raise WritingError where the text does not read the same after the edits, its links led right."""
        after_path = self.relocation.path(path)
        before = parse(text, first_line)
        after = parse(decoded(RawText(text.encode("utf-8", "surrogateescape")).edited(edits), path)[0], first_line)

        def destinations(links: tuple[Link, ...], seen_from: str, *, moved: bool) -> dict[tuple[str, bool, str], int]:
            found: dict[tuple[str, bool, str], int] = {}
            for link in links:
                goal = leads_to(link.target, seen_from)
                where = link.target if goal is None else (self.relocation.path(goal) if moved else goal)
                suffix = "" if goal is None else "".join(re.findall(r"[?#].*", link.target, re.DOTALL)[:1])
                found[link.kind, link.raw, f"{where}\n{suffix}"] = link.line
            return found

        if path.partition("/")[2].startswith(f"{SNIPPETS_FOLDER}/"):
            wanted = found = {}  # a passage's links are seen from the pages that show it
        else:
            wanted = destinations(before.links, path, moved=True)
            found = destinations(after.links, after_path, moved=False)
        lost = [line for key, line in wanted.items() if key not in found]
        same = (
            before.headings == after.headings
            and before.anchors == after.anchors
            and [(s.id, s.plain, s.blocks) for s in before.sections]
            == [(s.id, s.plain, s.blocks) for s in after.sections]
        )
        if lost or not same or len(wanted) != len(found):
            line = min(lost, default=first_line)
            raise WritingError(
                f"{path}:{line}: the link there cannot be mended by itself. Write it plainly, as [text](target.md); "
                "nothing was moved."
            )

    def _snippet(self, snippet: ArticleFile) -> None:
        """Note the edits of a passage, whose links are seen from every page that shows it."""
        name = snippet.shared_path.removeprefix(f"{SNIPPETS_FOLDER}/")
        users = [
            file
            for file in self.catalogue.files[snippet.locale].values()
            if any(use.name == name for use in file.document.snippets)
        ]

        def retarget(spelled: str, decode: Callable[[str], str]) -> str:
            seen_from = {
                user.path: goal
                for user in users
                if (goal := leads_to(decode(spelled), user.path)) is not None and self._is_there(goal)
            }
            # The longest is the likeliest to fit all: `../a/x.md` also holds within a/, where x.md would do.
            wanted = sorted({self._retarget(spelled, decode, path) for path in seen_from}, key=len, reverse=True)
            for new in (spelled, *wanted):
                if all(
                    leads_to(decode(new), self.relocation.path(path)) == self.relocation.path(goal)
                    for path, goal in seen_from.items()
                ):
                    return new
            if wanted:
                pages = " and ".join(sorted(seen_from)[:2])
                raise WritingError(
                    f"{snippet.path}: after the move no relative link fits all of {pages}, which show this passage, "
                    f'as "{spelled}" does now. Take the link out of the passage first; nothing was moved.'
                )
            return spelled

        if any(
            file.path in self.result.renamed or any(self._leads_elsewhere(x, file.path) for x in snippet.document.links)
            for file in users
        ):
            self._links(snippet.path, snippet.head, retarget)

    def _is_there(self, path: str) -> bool:
        locale, _, shared = path.partition("/")
        known = self.catalogue.files
        return path in self.catalogue.assets or (locale in known and shared in self.catalogue.source_files)

    def _plain_page(self, path: str) -> None:
        """Note the edits of a file that is no article, such as a table of articles, which names paths in words, too."""
        raw = self._raw(path)
        if posixpath.splitext(self.relocation.old)[0] not in raw.text and path not in self.result.renamed:
            return
        head = read_head(raw.text, path=path)
        self._links(path, head, lambda spelled, decode: self._retarget(spelled, decode, path))
        taken = self.edits.get(path, [])
        for edit in paths_in_words(raw.text, self.relocation):
            if not any(edit.start < other.end and other.start < edit.end for other in taken):
                self._change(path, [edit])

    # --- YAML

    def _yaml(self, path: str) -> None:
        """Change every value that is a moved shared path, and the keys that a topic's folder names."""
        raw = self._raw(path)
        if self.relocation.old not in raw.text:
            return
        is_config = path.startswith("../")
        topics = ("extra", "helpcentre", "topics") if is_config else ("routing",) if path == CHANNELS_FILE else None
        is_topic = self.relocation.is_folder and "/" not in self.relocation.old + self.relocation.new
        keys: set[str] = set()

        def replace(keys_to: KeyPath, value: str, is_key: bool) -> str:
            if topics is not None and is_key and keys_to[:-1] == topics:
                keys.add(value)
                return self.relocation.new if is_topic and value == self.relocation.old else value
            if path == CHANNELS_FILE or not value.endswith(".md"):
                return value
            return self.relocation.path(self.relocation.shared(value))

        edits = self._scalars(path, raw.text, replace)
        if {self.relocation.old, self.relocation.new} <= keys and is_topic:
            raise WritingError(
                f'{path}: "{self.relocation.new}" is named beside "{self.relocation.old}", expected one of them: '
                "after the move both are the same topic. Take one out; nothing was moved."
            )
        if self.relocation.old in keys and not is_topic and self.relocation.is_folder:
            self.result.notes.append(f'{path} still names the topic "{self.relocation.old}": change it by hand')
        self._change(path, edits)

    def _redirects(self) -> None:
        moved = {
            file.shared_path: self.relocation.shared(file.shared_path)
            for file in self.catalogue.source_files.values()
            if file.path in self.result.renamed
        }
        known = REDIRECTS_FILE in self.catalogue.assets
        if known:
            self._raw(REDIRECTS_FILE)
        else:
            self.texts[REDIRECTS_FILE] = RawText(b"# Where articles that have moved stand now, by the path they had.\n")
        key = self.catalogue.address_key
        in_use = {key(self.relocation.shared(path)) for path in self.catalogue.source_files}
        # No reader has ever had the address of a draft, and one at which something stands needs no redirect.
        left = {
            old: new
            for old, new in moved.items()
            if not self.catalogue.source_files[old].is_draft
            and key(old) not in in_use
            and not self.catalogue.reserved_for(old)
        }
        try:
            edits = list(redirect_edits(self.texts[REDIRECTS_FILE].text, self.relocation, moved, left, key))
        except YamlSyntaxError as error:
            raise WritingError(f"{REDIRECTS_FILE}:{error.line}: {error}. Mend it first; nothing was moved.") from error
        self.result.redirects = left
        self._change(REDIRECTS_FILE, edits)

    # --- translations

    def _stamps(self) -> None:
        """Let stamps follow their source where all that changed in it are the links."""
        for source in self.catalogue.source_texts.values():
            if source.path not in self.edits and source.path not in self.result.renamed:
                continue
            before = section_digests(source)
            data = self._raw(source.path).edited(self.edits.get(source.path, ()))
            shared = self.relocation.shared(source.shared_path)
            text, _ = decoded(data, source.path)
            after = section_digests(parse_article(text, source.path, source.locale, shared)[0])
            if after == before:
                continue
            for locale in self.catalogue.settings.locales:
                own = self.catalogue.texts[locale.key].get(source.shared_path)
                if own is not None and own is not source and own.meta.source is not None:
                    self._restamp(own, before, after)

    def _restamp(self, own: ArticleFile, before: Mapping[str, str], after: Mapping[str, str]) -> None:
        assert own.meta.source is not None
        stamp = own.meta.source.sections
        follows = tuple(
            key for key, old in before.items() if stamp.get(key) == old and key in after and after[key] != old
        )

        def replace(path: KeyPath, value: str, is_key: bool) -> str:
            follow = path[:2] == ("source", "sections") and len(path) == 3 and not is_key and path[2] in follows
            return after[str(path[2])] if follow else value

        if follows:
            self._change(own.path, self._front_matter(own.path, own.head, replace))
            self.result.restamped[self.relocation.path(own.path)] = follows
