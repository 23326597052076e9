"""Whether built pages are valid HTML: html-validate, an npm package, with the rules of the standard and no others."""

import json
import subprocess
import tempfile
from pathlib import Path

from importable.paths import NODE, ROOT

PROGRAM = ROOT / "node_modules/html-validate/bin/html-validate.mjs"
EXCEPTIONS = {
    # The theme's two switches, for the drawer and the search. The attribute is not for a checkbox, yet it is what keeps
    # Firefox from opening the drawer anew when the page is loaded again; all others pass over it.
    ("valid-autocomplete", "#__drawer"),
    ("valid-autocomplete", "#__search"),
}
"""Rules that a page may break, and where."""


def faults(site: Path) -> list[str]:
    """What is not valid in the HTML files of a built site, each with its place."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"  # through a pipe, its end is lost
        command = [str(NODE), str(PROGRAM), "--preset", "standard", "--formatter", f"json={report}", "--ext", "html"]
        done = subprocess.run([*command, str(site)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
        if not report.exists():
            raise RuntimeError(f"html-validate did not come to its end: {done.stderr}")
        files = json.loads(report.read_text("utf-8"))
    return [
        f"{Path(file['filePath']).relative_to(site)}:{one['line']}: {one['message']} ({one['ruleId']})"
        for file in files
        for one in file["messages"]
        if (one["ruleId"], one.get("selector")) not in EXCEPTIONS
    ]
