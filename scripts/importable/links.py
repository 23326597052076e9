"""`scripts/links`: the links that lead out of the site, one a line, each with the pages that have it.

Whether they still lead somewhere is for whoever reads the list: another host's bad day must not break our build.
Links within the site are checked by the build itself (`validation` in mkdocs.yml).
"""

import sys
from collections import defaultdict
from pathlib import Path

from importable.build import build
from importable.page_checks import read_pages
from importable.paths import project_root


def outside_links(root: Path) -> dict[str, list[str]]:
    """Address to the pages whose text has it, as `import/`, both in order. Raises FileNotFoundError without a site."""
    if not (root / "site").is_dir():
        raise FileNotFoundError(f"{root / 'site'}: there is no built site")
    found = defaultdict(set)
    for page in read_pages(root):
        name = page.path.relative_to(root / "site").as_posix().removesuffix("index.html") or "the first page"
        for link in page.tree.css("article a[href^='http://'], article a[href^='https://']"):
            found[link.attributes["href"] or ""].add(name)
    return {address: sorted(found[address]) for address in sorted(found)}


def main() -> int:
    """Build the site where there is none, and print the list."""
    root = project_root()
    if not (root / "site").is_dir() and build(root) != 0:
        return 1
    for address, pages in outside_links(root).items():
        print(f"{address}  {', '.join(pages)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
