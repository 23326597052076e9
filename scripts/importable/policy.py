"""A Content-Security-Policy in every built page: a hook of MkDocs, which mkdocs.yml names.

A host of files lets no site set a header, so the policy is a `<meta>`. It names each inline script of the theme by its
hash. These scripts differ with the depth of a page, and under instant navigation a page's scripts run under the policy
of the page that was opened first: so every page gets the hashes of all.

In a sandboxed frame a page has no origin, and to WebKit `'self'` is nothing there: so the policy names the site's own
address as well. Elsewhere, as in a copy of the built site on another host, `'self'` alone does.

Zensical runs no hooks. Its pages lack the policy and nothing else.

Source: Content Security Policy Level 3, sections 3.3 (the meta element) and 6.7.3.3 (hashes of inline scripts).
"""

import base64
import hashlib
import json
import logging
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from selectolax.lexbor import LexborHTMLParser, LexborNode

CDN = "assets/cells/pyodide.json"
"""Below docs/: the one place that says where Pyodide comes from."""

_HEAD = re.compile(r'<head>(?:\s*<meta charset="utf-8">)?', re.IGNORECASE)
_FOLDER = re.compile(r"https?://[\w.:\[\]-]+/([\w.~%@+/-]*/)?")
_log = logging.getLogger(f"mkdocs.plugins.{__name__}")  # where a strict build counts warnings

_serving = False


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """MkDocs starts: remember whether as a server."""
    global _serving
    _serving = command == "serve"


def on_post_build(*, config: MkDocsConfig) -> None:
    """All pages are written: put the policy into each. What stands inline in one of them stops a strict build."""
    texts = {path: path.read_text("utf-8") for path in sorted(Path(config.site_dir).rglob("*.html"))}
    pages = {path: text for path, text in texts.items() if not has_policy(text)}  # the sealed frame has its own
    for path, text in pages.items():
        for breach in breaches(LexborHTMLParser(text)):
            _log.warning("%s has %s: the policy of the pages is against it", path.relative_to(config.site_dir), breach)
    hashes = sorted({hash for text in pages.values() for hash in script_hashes(text)})
    # While a page is written, MkDocs' server adds a script to it that is another one with each build; that one runs
    # only where no hash is named.
    scripts = ["'unsafe-inline'"] if _serving else hashes
    cdn = cdn_of(Path(config.docs_dir))
    for path, text in pages.items():
        path.write_text(with_policy(text, policy(scripts, cdn, config.site_url or "")), "utf-8", newline="")


def cdn_of(docs: Path) -> str:
    """The folder that Pyodide comes from. Raises to stop the build where a page or its policy could make nothing of it."""
    cdn = str(json.loads((docs / CDN).read_text("utf-8"))["cdn"])
    if not _FOLDER.fullmatch(cdn):
        raise PluginError(
            f'{CDN}: write as "cdn" the whole address of a folder, https://…/ with a slash at its end: {cdn!r}'
        )
    return cdn


def policy(scripts: Iterable[str], cdn: str, site: str) -> str:
    """Everything from this site alone, and data from the CDN; of inline scripts only `scripts`."""
    own = ["'self'", *([site] if site else [])]
    allowed = {
        "default-src": own,  # not 'none': Firefox prefetches the page that `<link rel="next">` names
        "object-src": ["'none'"],
        "script-src": [*own, *scripts],
        "style-src": own,
        # Browsers themselves write style attributes while a reader edits; `breaches` finds those of our own.
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [*own, "data:"],
        "font-src": own,
        "connect-src": [*own, cdn, "blob:"],  # blob: where download.js must let the browser hash
        "frame-src": own,
        "worker-src": own,
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in allowed.items())


def with_policy(text: str, content: str) -> str:
    """The page with the policy before all that it governs; only the character set has to stand even earlier."""
    head = _HEAD.search(text)
    if head is None:
        raise ValueError(f"a page without a <head> cannot have a policy; it begins: {text[:80]!r}")
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{content}">'
    return text[: head.end()] + meta + text[head.end() :]


def has_policy(text: str) -> bool:
    """Whether a document brings a policy of its own."""
    metas = LexborHTMLParser(text).css("meta[http-equiv]")
    return any((meta.attributes["http-equiv"] or "").lower() == "content-security-policy" for meta in metas)


def script_hashes(text: str) -> set[str]:
    """The hashes of a page's inline scripts, as a policy names them."""
    scripts = (script.text() for script in LexborHTMLParser(text).css("script:not([src])") if _is_run(script))
    return {f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" for code in scripts}


def _is_run(script: LexborNode) -> bool:
    """Data such as the theme's settings stands in scripts, too, and is not run."""
    return not (script.attributes.get("type") or "").endswith("json")


def breaches(tree: LexborHTMLParser) -> list[str]:
    """What a page says inline that belongs into a file: styles, event handlers, and code in addresses."""
    found = ["a <style> element"] * len(tree.css("style"))
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            address = name in ("href", "src", "action") and (value or "").strip().lower().startswith("javascript:")
            if name == "style" or name.startswith("on") or address:
                found.append(f'{name}="{value}" of a <{node.tag}>')
    return found
