"""The policy of frame.html names its one inline script by hash: `python -m importable.frame_policy [--fix]`.

Source: Content Security Policy Level 3, section 6.7.3.3 (a script's text must match a hash of the policy).
"""

import base64
import hashlib
import re
import sys
from pathlib import Path

from importable.paths import ROOT

FRAME = ROOT / "docs/assets/cells/frame.html"


def with_right_hash(html: str) -> str:
    """The document with the hash that its script has."""
    script = re.search(r'<script type="module">(.*?)</script>', html, re.DOTALL)
    if script is None:
        raise ValueError("frame.html has no inline module script")
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    return re.sub(r"'sha256-[^']*'", f"'sha256-{digest}'", html)


def main(frame: Path = FRAME) -> int:
    """Check the hash, or write the right one; exit status 1 where it is wrong and was left so."""
    html = frame.read_text("utf-8")
    right = with_right_hash(html)
    if html == right:
        return 0
    if "--fix" in sys.argv[1:]:
        frame.write_text(right, "utf-8")
        return 0
    print(f"{frame}: the policy has another hash than the script; scripts/fix writes the right one")
    return 1


if __name__ == "__main__":
    sys.exit(main())
