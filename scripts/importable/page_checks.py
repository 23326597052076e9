"""Whether the built pages show what the snippets say. Reads the HTML that a reader gets, never Markdown."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from importable.comparison import first_difference, segments
from importable.embed import EMBED, address_of
from importable.html import TAG
from importable.report import Failure, Tally
from importable.snippet import Run, Snippet


@dataclass(frozen=True)
class Page:
    """One built page."""

    path: Path
    tree: LexborHTMLParser
    text: str

    @property
    def cells(self) -> list[LexborNode]:
        """Its cells, in order."""
        return self.tree.css(TAG)

    @property
    def title(self) -> str:
        """Its first heading."""
        heading = self.tree.css_first("article h1")
        return heading_text(heading) if heading else ""

    @property
    def moved_to(self) -> str | None:
        """Where a page that is elsewhere now sends its readers (aliases.py), as seen from it."""
        refresh = self.tree.css_first("meta[http-equiv=refresh]")
        return (refresh.attributes["content"] or "").partition("url=")[2] if refresh else None

    def address(self, site: Path) -> str:
        """Within the site: `import/`; the first page is `./`."""
        return self.path.relative_to(site).as_posix().removesuffix("index.html") or "./"

    def line_of(self, text: str) -> int:
        """The line on which `text` first stands; 1 where it does not."""
        at = self.text.find(text)
        return self.text.count("\n", 0, at) + 1 if at >= 0 else 1


def heading_text(heading: LexborNode) -> str:
    """The words of a heading, without the sign that is a link to it."""
    return heading.text().removesuffix("¶").strip()


def read_pages(root: Path) -> list[Page]:
    """All HTML files of the project's site, but for embed pages."""
    return pages_in(root / "site")


def pages_in(site: Path) -> list[Page]:
    """All HTML files of a built site, but for embed pages: these show again what stands on others."""
    others = {*_embed_paths(site), *(site / "assets").rglob("*.html")}
    return [_read(path) for path in sorted({*site.rglob("*.html")} - others)]


def embeds_in(site: Path) -> list[Page]:
    """The embed pages of a built site, also those at addresses that a cell once had."""
    return [_read(path) for path in sorted(_embed_paths(site))]


def _embed_paths(site: Path) -> Iterator[Path]:
    return site.glob(f"{EMBED}/*/index.html")


def _read(path: Path) -> Page:
    text = path.read_text("utf-8", "replace")
    return Page(path, LexborHTMLParser(text), text)


def check_pages(root: Path, snippets: Sequence[Snippet], known: set[str], tally: Tally, *, whole: bool) -> None:
    """Each cell shows its snippet, each snippet is on a page. `known`: all names, also of those that do not load."""
    pages = read_pages(root)
    by_name = {snippet.name: snippet for snippet in snippets}
    shown: Counter[str] = Counter()
    for page in pages:
        for failures in ids_once(page), cells_once(page), code_in_cells(page):
            tally.check(failures)
        for cell in page.cells:
            name = cell.attributes.get("data-snippet") or ""
            shown[name] += 1
            if name in by_name:
                tally.check(check_cell(page, cell, by_name[name]))
            elif name not in known:
                reason = f"The page has a cell of {name!r}, and there is no such snippet."
                tally.check([Failure(page.path, page.line_of(f'data-snippet="{name}"'), reason)])
    for name in sorted(known if whole else by_name):
        reason = f"{name} is on no built page: show it with a pycell fence, or take it away."
        tally.check([] if shown[name] else [Failure(root / "snippets" / name, None, reason)])
    check_embeds(root / "site", [by_name[name] for name in shown if name in by_name], known, tally)


def check_embeds(site: Path, shown: Sequence[Snippet], known: set[str], tally: Tally) -> None:
    """Each snippet that a page shows has an embed page, and that shows it alone, the whole of it."""
    pages = {page.path.parent.name: page for page in embeds_in(site) if not page.moved_to}
    for snippet in shown:
        tally.check(check_embed(pages[snippet.id], snippet) if snippet.id in pages else [_no_embed(site, snippet)])
    ids = {name.partition("/")[2] for name in known}
    for id in sorted(pages.keys() - ids):
        reason = f"This is the embed page of {id!r}, and there is no such snippet: run scripts/build."
        tally.check([Failure(pages[id].path, 1, reason)])


def _no_embed(site: Path, snippet: Snippet) -> Failure:
    reason = f"{snippet.name} is on a page and has no embed page: run scripts/build."
    return Failure(site / address_of(snippet.id) / "index.html", None, reason)


def check_embed(page: Page, snippet: Snippet) -> list[Failure]:
    """It has one cell, of this snippet."""
    names = [cell.attributes.get("data-snippet") for cell in page.cells]
    if names != [snippet.name]:
        reason = f"The embed page of {snippet.name} has other cells than this one: {names}. Run scripts/build."
        return [Failure(page.path, 1, reason)]
    return [*ids_once(page), *check_cell(page, page.cells[0], snippet)]


def ids_once(page: Page) -> list[Failure]:
    """No id stands twice on a page: the address of a cell must lead to it."""
    ids = Counter(node.attributes["id"] for node in page.tree.css("[id]"))
    return [
        Failure(
            page.path,
            page.line_of(f'id="{name}"'),
            f"The id {name!r} stands {count} times on this page; a link leads to the first.",
        )
        for name, count in ids.items()
        if count > 1
    ]


def cells_once(page: Page) -> list[Failure]:
    """No snippet stands twice on a page."""
    names = Counter(cell.attributes.get("data-snippet") for cell in page.cells)
    return [
        Failure(
            page.path, page.line_of(f'data-snippet="{name}"'), f"The snippet {name} stands {count} times on this page."
        )
        for name, count in names.items()
        if count > 1
    ]


def code_in_cells(page: Page) -> list[Failure]:
    """All code that a page shows is in its cells: what stands elsewhere is run by nobody."""
    blocks = page.tree.css("article pre, article textarea, article samp")
    blocks += [node for node in page.tree.css("article code") if "\n" in node.text() or node.css_first("br")]
    outside = [node for node in blocks if not _is_in_cell(node)]
    return [
        Failure(
            page.path,
            page.line_of(node.text().split("\n", 1)[0]),
            f"The page shows code outside a cell, and nothing checks it: make it a snippet. It begins: {node.text()[:60]!r}",
        )
        for node in outside
    ]


def _is_in_cell(node: LexborNode) -> bool:
    while (parent := node.parent) is not None:
        if parent.tag == TAG:
            return True
        node = parent
    return False


def check_cell(page: Page, cell: LexborNode, snippet: Snippet) -> list[Failure]:
    """One cell shows its snippet, the whole of it, and to the letter."""
    wanted = {"id": snippet.id, "data-title": snippet.title, "data-stdin": snippet.stdin or None}
    place = page.line_of(f'data-snippet="{snippet.name}"')
    failures = [
        differs(page, place, snippet.folder, f"{name} of the cell", value or "", cell.attributes.get(name) or "")
        for name, value in wanted.items()
        if (cell.attributes.get(name) or None) != value
    ]
    aliases = [node.attributes.get("id") or "" for node in cell.css("span[id]")]
    failures += check_names(page, place, snippet.folder, "aliases", list(snippet.aliases), aliases)
    failures += check_names(
        page, place, snippet.folder, "files", [file.name for file in snippet.files], _all(cell, "data-file")
    )
    failures += check_names(
        page, place, snippet.folder, "commands", [run.command for run in snippet.runs], _all(cell, "data-command")
    )
    if failures:
        return failures
    for file, node in zip(snippet.files, cell.css("pre[data-file] > code"), strict=False):
        if node.text() != file.text:
            failures.append(differs(page, place, snippet.folder / file.name, file.name, file.text, node.text()))
    if len(cell.css("pre[data-file] > code")) != len(snippet.files):
        failures.append(Failure(page.path, place, f"{snippet.name}: a file is shown without its code."))
    opened = [node.attributes.get("data-file") for node in cell.css("[data-open] pre")]
    if opened != [snippet.opened]:
        failures.append(
            differs(
                page, place, snippet.folder, "the file that is open first", snippet.opened, ", ".join(map(str, opened))
            )
        )
    for run, node in zip(snippet.runs, cell.css("[data-command]"), strict=True):
        failures += check_shown_run(page, place, snippet, run, node)
    return failures


def check_shown_run(page: Page, place: int, snippet: Snippet, run: Run, node: LexborNode) -> list[Failure]:
    """One command as the page shows it: what is typed, the exit status, the documented output, what varies."""
    outputs = node.css("[data-output]")
    command = node.css_first(".py-cell-command")
    marks = [(part.text, part.kind.text) for part in segments(run.output, snippet.varies) if part.kind]
    config = snippet.folder / "snippet.toml"
    failures = []
    if node.attributes.get("data-exit") != str(run.exit):
        failures.append(
            differs(page, place, config, "exit status", str(run.exit), node.attributes.get("data-exit") or "")
        )
    if command is None or command.text() != f"$ {run.command}":
        failures.append(differs(page, place, config, "command", f"$ {run.command}", command.text() if command else ""))
    if [output.attributes.get("data-output") for output in outputs] != [run.output_name]:
        failures.append(
            Failure(
                page.path, place, f"{snippet.name}: `{run.command}` needs one documented output, {run.output_name}."
            )
        )
    elif outputs[0].text() != run.output:
        failures.append(
            differs(page, place, snippet.folder / run.output_name, run.output_name, run.output, outputs[0].text())
        )
    if [(mark.text(), mark.attributes.get("data-varies")) for mark in node.css("[data-varies]")] != marks:
        reason = f"The built page shows something else than {snippet.name} says: the marks of what varies."
        failures.append(Failure(page.path, place, reason))
    return failures


def check_names(page: Page, place: int, path: Path, what: str, wanted: list[str], shown: list[str]) -> list[Failure]:
    """The same names in the same order."""
    return [] if shown == wanted else [differs(page, place, path, what, "\n".join(wanted), "\n".join(shown))]


def differs(page: Page, place: int, source: Path, what: str, wanted: str, shown: str) -> Failure:
    """The page shows something else than its source: both are named, with lines."""
    line = first_difference(wanted, shown) if source.suffix in (".py", ".txt") else 1
    where = f"{source.parent.name}/{source.name}:{line}" if source.suffix else source.name
    reason = (
        f"The built page shows something else than {where} says ({what}). Never edit built pages: run scripts/build."
    )
    return Failure(page.path, place, reason, wanted, shown)


def _all(cell: LexborNode, attribute: str) -> list[str]:
    nodes = cell.css(f"pre[{attribute}]" if attribute == "data-file" else f"[{attribute}]")
    return [node.attributes.get(attribute) or "" for node in nodes]
