"""axe, the tool that looks for barriers, on a page that a policy guards."""

from playwright.sync_api import Page
from sites import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def barriers(page: Page, selector: str = "html") -> list[str]:
    """What axe finds inside the element, by the rules of WCAG 2.2 AA and its own."""
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(
        """async ([selector, values]) => {
            const { violations } = await axe.run(selector, { runOnly: { type: "tag", values }, resultTypes: ["violations"] });
            return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
        }""",
        [selector, TAGS],
    )
    return found
