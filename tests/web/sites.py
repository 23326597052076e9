"""Build a site as MkDocs does and serve it on a free port, as any host of files would."""

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

_TEXTS = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
PAGES = ["" if name == "index" else f"{name}/" for name in _TEXTS]
"""The addresses of all pages that we write, within the site."""
LESSONS = [page for page, text in zip(PAGES, _TEXTS.values(), strict=True) if "```pycell" in text]
"""Those with cells."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files, without a line in the log for each."""

    def end_headers(self) -> None:
        # As GitHub Pages and most hosts of files do. A page in a sandboxed frame needs it for its own scripts.
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # a page that was left while it loaded
            super().copyfile(source, outputfile)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served(project: Path, folder: Path) -> Iterator[str]:
    """The address of `project`'s site, built into `folder`."""
    server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)]
    done = subprocess.run(build, cwd=project, env={**os.environ, "SITE_URL": address}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()


def real_settings() -> str:
    """The text of mkdocs.yml for a project elsewhere: the hooks are those of this one."""
    return (ROOT / "mkdocs.yml").read_text("utf-8").replace("- scripts/", f"- {ROOT.as_posix()}/scripts/")


def make_project(folder: Path, pages: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Path:
    """A project with the real settings and the real cell, and pages of its own: page, snippet, file, text."""
    settings = real_settings()
    nav = "".join(f"  - {page}.md\n" for page in pages)
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(re.sub(r"^nav:\n(?:[ ].*\n)+", f"nav:\n{nav}", settings, flags=re.M), "utf-8")
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    for page, snippets in pages.items():
        fences = [f"## Cell {name}\n\n```pycell\n{page}/{name}\n```\n" for name in snippets]
        (folder / f"docs/{page}.md").write_text(f"# {page}\n\n" + "\n".join(fences), "utf-8")
        for name, files in snippets.items():
            for path, text in files.items():
                file = folder / "snippets" / page / name / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
    return folder
