"""A help centre that changes at random, as writers, translators and developers change one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from helpcentre.content.reading import parse_article
from helpcentre.translations.digests import section_digests
from helpcentre.translations.stamps import with_stamp

LOCALES = ("en", "fr", "ar")
TOPICS = ("billing", "meters")
KINDS = ("faq", "guide", "policy")
SNIPPET = '--8<-- "standing-warning.md"\n'
PLACEHOLDERS = ("facts.answer_time", "facts.limit", "channels.email.address", "channels.phone.number")


class ChangingSite:
    """A copy of a scenario, filled up to twenty articles; each change is one thing that somebody does to it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.docs = folder / "docs"
        self.theme = folder.parents[2] / "overrides"
        self.chance = random.Random(seed)
        self.made = 0
        self._kinds: list[Callable[[], str]] = []
        (self.docs / "facts.yml").write_text(
            "answer_time: {kind: duration, min: 1, max: 10, unit: days}\nlimit: {kind: number, value: 1200}\n"
        )
        for locale in LOCALES:
            snippet = self.docs / locale / "_snippets" / "standing-warning.md"
            snippet.parent.mkdir(exist_ok=True)
            snippet.write_text(f'!!! danger "Never {locale}"\n    Nobody asks for {{{{ facts.limit }}}}.\n', "utf-8")
        while len(self.articles()) < 20:
            self.add()

    def articles(self) -> list[str]:
        """Return the shared paths of the source's files."""
        return sorted(
            p.relative_to(self.docs / "en").as_posix()
            for p in self.docs.glob("en/**/*.md")
            if p.parent.name != "_snippets"
        )

    def change(self) -> str:
        """Do one thing, and return what it was; each kind comes once before any comes again."""
        if not self._kinds:
            self._kinds = [
                self.edit, self.add, self.delete, self.rename, self.front_matter, self.translate, self.channels,
                self.facts, self.template, self.interface_word, self.configuration, self.locale, self.snippet,
                self.glossary, self.asset, self.title, self.stylesheet, self.accept,
            ]  # fmt: skip
            self.chance.shuffle(self._kinds)
        return self._kinds.pop()()

    # --- one thing each

    def edit(self) -> str:
        file = self._some_file()
        text = file.read_text("utf-8")
        file.write_text(text + f"\n{self._sentence()}\n", "utf-8")
        return f"edit {self._name(file)}"

    def title(self) -> str:
        file = self._some_file()
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"^# .*$", f"# Title {self._number()}", text, count=1, flags=re.MULTILINE), "utf-8")
        return f"title of {self._name(file)}"

    def add(self) -> str:
        self.made += 1
        shared = f"{self.chance.choice(TOPICS)}/article-{self.made:03}.md"
        for locale in LOCALES:
            if locale == "en" or self.chance.random() < 0.7:
                self._write(locale, shared)
        return f"add {shared}"

    def translate(self) -> str:
        shared, locale = self.chance.choice(self.articles()), self.chance.choice(LOCALES[1:])
        self._write(locale, shared)
        return f"translate {shared} into {locale}"

    def accept(self) -> str:
        """Stamp a translation, so that a change of its source makes it outdated."""
        file = self._some_file()
        locale = file.relative_to(self.docs).parts[0]
        shared = file.relative_to(self.docs / locale)
        source = self.docs / "en" / shared
        if locale == "en" or not source.exists():
            return "nothing"
        article, _ = parse_article(source.read_text("utf-8"), "", "en", shared.as_posix())
        file.write_text(with_stamp(file.read_text("utf-8"), section_digests(article)), "utf-8")
        return f"accept {self._name(file)}"

    def delete(self) -> str:
        shared = self._some_article()
        for locale in LOCALES if self.chance.random() < 0.5 else (self.chance.choice(LOCALES[1:]),):
            (self.docs / locale / shared).unlink(missing_ok=True)
        return f"delete {shared}"

    def rename(self) -> str:
        shared = self._some_article()
        self.made += 1
        new = f"{self.chance.choice(TOPICS)}/renamed-{self.made:03}.md"
        for locale in LOCALES:
            file = self.docs / locale / shared
            if file.exists():
                (self.docs / locale / new).parent.mkdir(parents=True, exist_ok=True)
                file.rename(self.docs / locale / new)
        return f"rename {shared} to {new}"

    def front_matter(self) -> str:
        file = self._some_file()
        key, value = self.chance.choice(
            (
                ("kind", self.chance.choice(KINDS)),
                ("description", f"About {self._number()} {{{{ {self.chance.choice(PLACEHOLDERS)} }}}}."),
                ("contact", "[email]"),
                ("contact", "[phone, email]"),
                ("related", f"[{self.chance.choice(self.articles())}]"),
                ("reviewed", f"2026-11-{self.chance.randint(10, 28)}"),
                ("draft", self.chance.choice(("true", "false"))),
                ("keywords", f"[word{self._number()}]"),
            )
        )
        if key in ("draft", "kind") and file.name in ("index.md", "email.md", "phone.md"):
            return "nothing"
        text = file.read_text("utf-8")
        head, end, rest = text.removeprefix("---\n").partition("---\n")
        if not text.startswith("---\n"):
            head, end, rest = "", "---\n", text
        head = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", head, flags=re.MULTILINE)
        quoted = f'"{value}"' if key == "description" else value
        file.write_text(f"---\n{head}{key}: {quoted}\n{end}{rest}", "utf-8")
        return f"{key} of {self._name(file)}"

    def channels(self) -> str:
        old, new = self.chance.choice(
            (
                (r"help\d*@lumen", f"help{self._number()}@lumen"),
                (r'\["\d\d:00-', f'["{self.chance.randint(6, 11):02}:00-'),
                (r"default: .*", self.chance.choice(("default: [email]", "default: [email, phone]"))),
                (r"max: \d+", f"max: {self.chance.randint(2, 9)}"),
                (r"languages: \[en.*", self.chance.choice(("languages: [en]", "languages: [en, fr]"))),
            )
        )
        return self._replace(self.docs / "channels.yml", old, new)

    def facts(self) -> str:
        return self._replace(self.docs / "facts.yml", r"value: \d+", f"value: {self._number()}")

    def template(self) -> str:
        file = self.chance.choice(sorted(self.theme.rglob("*.html")))
        if "redirect" in file.name:
            return "nothing"
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f"<!-- {self._number()} -->\n")
        return f"template {file.name}"

    def stylesheet(self) -> str:
        with (self.theme / "assets" / "stylesheets" / "helpcentre.css").open("a", encoding="utf-8") as stream:
            stream.write(f"/* {self._number()} */\n")
        return "style sheet"

    def interface_word(self) -> str:
        file = self.theme / "locales" / f"{self.chance.choice(LOCALES[1:])}.po"
        word = self.chance.choice(("Search", "Help", "Copied", "Topics"))
        return self._replace(file, rf'(msgid "{word}"\nmsgstr) ".*"', rf'\1 "{word} {self._number()}"')

    def configuration(self) -> str:
        old, new = self.chance.choice(
            (
                (r"^site_name: .*$", f"site_name: Lumen {self._number()}"),
                (r"^site_url: .*$", f"site_url: https://help.lumen.example/{self._number()}/"),
                (r"icon: material/\S+?\}", self.chance.choice(("icon: material/gauge}", "icon: material/cash}"))),
                (
                    r"^markdown_extensions: .*$",
                    "markdown_extensions: [admonition, attr_list, md_in_html, tables, def_list]",
                ),
                (r"^markdown_extensions: .*$", "markdown_extensions: [admonition, attr_list, md_in_html, tables]"),
            )
        )
        return self._replace(self.folder / "mkdocs.yml", old, new)

    def locale(self) -> str:
        key = self.chance.choice(LOCALES[1:])
        config = self.folder / "mkdocs.yml"
        text = config.read_text("utf-8")
        match = re.search(rf"(locale: {key},.*build: )(true|false)", text)
        assert match
        built = "false" if match[2] == "true" else "true"
        config.write_text(text.replace(match[0], match[1] + built), "utf-8")
        return f"{key} built: {built}"

    def snippet(self) -> str:
        file = self.docs / self.chance.choice(LOCALES) / "_snippets" / "standing-warning.md"
        file.write_text(f'!!! danger "Never"\n    {self._sentence()}\n', "utf-8")
        return f"snippet {self._name(file)}"

    def glossary(self) -> str:
        text = f"reading:\n  en: {{use: reading, avoid: [read-out {self._number()}]}}\n  fr: {{use: relevé}}\n"
        (self.docs / "glossary.yml").write_text(text, "utf-8")
        return "glossary"

    def asset(self) -> str:
        file = self.docs / self.chance.choice(LOCALES) / "meters" / "images" / "meter.svg"
        if file.exists() and self.chance.random() < 0.5:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><title>{self._number()}</title></svg>', "utf-8")
        return f"picture {self._name(file)}"

    # --- parts

    def _write(self, locale: str, shared: str) -> None:
        others = [path for path in self.articles() if "/" in path] or ["billing/index.md"]
        links = "".join(f"- [See {n}](../{self.chance.choice(others)}#how)\n" for n in range(2))
        body = (
            f"---\nkind: {self.chance.choice(KINDS)}\ndescription: About {self._number()}.\n"
            f"related: [{self.chance.choice(others)}]\n---\n# {locale} {self._number()}\n\n{self._sentence()}\n\n"
            f"## How {{#how}}\n\n1. {self._sentence()}\n2. {self._sentence()}\n\n{links}\n"
            f"## What {{#what}}\n\n| a | b |\n| --- | --- |\n| {self._number()} | {self._sentence()} |\n\n"
            f"{SNIPPET if self.chance.random() < 0.3 else ''}"
            f'\n![A meter](../meters/images/meter.svg)\n\n<a href="../contact/email.md">Write</a>\n'
        )
        file = self.docs / locale / shared
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, "utf-8")

    def _some_article(self) -> str:
        return self.chance.choice([path for path in self.articles() if "article-" in path or "renamed-" in path])

    def _some_file(self) -> Path:
        files = sorted(p for p in self.docs.glob("*/**/*.md") if p.parent.name != "_snippets")
        return self.chance.choice(files)

    def _sentence(self) -> str:
        return f"Sentence {self._number()} with {{{{ {self.chance.choice(PLACEHOLDERS)} }}}}."

    def _number(self) -> int:
        return self.chance.randint(10, 99_999)

    def _name(self, file: Path) -> str:
        return file.relative_to(self.docs).as_posix()

    def _replace(self, file: Path, old: str, new: str) -> str:
        text = file.read_text("utf-8")
        matches = list(re.finditer(old, text, re.MULTILINE))
        if not matches:
            return "nothing"
        match = self.chance.choice(matches)
        file.write_text(text[: match.start()] + match.expand(new) + text[match.end() :], "utf-8")
        return f"{file.name}: {match[0]!r} -> {match.expand(new)!r}"
