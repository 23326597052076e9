"""The sealed frame's policy lets in its own script, and no other."""

import base64
import hashlib
import re
from pathlib import Path

FRAME = Path(__file__).resolve().parents[1] / "docs/assets/cells/frame.html"


def test_the_policy_has_the_hash_of_the_frames_script() -> None:
    html = FRAME.read_text("utf-8")
    scripts = re.findall(r"<script\b[^>]*>(.*?)</script>", html, re.S)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert re.findall(r"'sha256-([^']+)'", html) == digests
    assert len(digests) == 1


def test_the_policy_refuses_what_it_does_not_name_and_all_network() -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', FRAME.read_text("utf-8"))
    assert policy is not None
    directives = dict(part.strip().split(" ", 1) for part in policy[1].split(";") if part.strip())
    assert directives["default-src"] == "'none'"
    assert directives["connect-src"] == "'none'"
    assert "'unsafe-inline'" not in policy[1]
    assert "'unsafe-eval'" not in policy[1].replace("'wasm-unsafe-eval'", "")
