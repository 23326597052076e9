"""The search finds a page by the message, by the symptom and by the term, in the words that people type."""

from collections.abc import Callable, Iterator

import pytest
from conftest import new_context
from playwright.sync_api import Browser, Page, expect

MESSAGES = [
    ("No module named", "errors/#no-module-named"),
    ("ModuleNotFoundError: No module named 'nosuchmodule'", "errors/#no-module-named"),
    ("No module named 'tools.py'; 'tools' is not a package", "errors/#is-not-a-package"),
    ("name 'math' is not defined. Did you forget to import 'math'?", "errors/#forgot-to-import"),
    ("cannot import name 'gret' from 'tools'", "errors/#cannot-import-name"),
    ("module 'math' has no attribute 'sqroot'", "errors/#module-has-no-attribute"),
    ("'module' object is not callable", "errors/#module-not-callable"),
    ("Did you mean to use 'from ... import ...' instead?", "errors/#import-from-order"),
    ("import * only allowed at module level", "errors/#star-in-function"),
    (
        "consider renaming since it has the same name as a library you intended to import",
        "errors/#circular-from-import",
    ),
    ("partially initialized module (most likely due to a circular import)", "errors/#circular-in-package"),
    (
        "consider renaming 'random.py' since it has the same name as the standard library module",
        "errors/#shadowed-module",
    ),
    ("attempted relative import with no known parent package", "errors/#no-known-parent"),
    ("attempted relative import beyond top-level package", "errors/#beyond-top-level"),
    ("module 'pkg' has no attribute 'tools'", "errors/#submodule-missing"),
    ("module 'tools' has no attribute 'missing'", "errors/#all-names-too-much"),
    ("module tools not in sys.modules", "errors/#not-in-sys-modules"),
    ("No module named 'tolls'. Did you mean: 'tools'?", "errors/#did-you-mean-a-module"),
    # With names of the reader's own, which stand on no page.
    ("ModuleNotFoundError: No module named 'utils.helpers'; 'utils' is not a package", "errors/#is-not-a-package"),
    ("ImportError: cannot import name 'Article' from 'models' (models.py)", "errors/#cannot-import-name"),
    ("AttributeError: module 'numpy' has no attribute 'float'", "errors/#module-has-no-attribute"),
    ("NameError: name 'json' is not defined. Did you forget to import 'json'?", "errors/#forgot-to-import"),
    ("lazy import of 'nosuch' raised an exception during resolution", "errors/#lazy-import-failed"),
]
"""As Python prints them, or as much as somebody copies, and the section that explains it: among the first of the first page."""

QUESTIONS = [
    ("import from parent folder", "search-path/"),
    ("how to import a file from another directory", "search-path/"),
    ("import from sibling folder", "search-path/"),
    ("difference between import and from import", "from-import/"),
    ('what does if __name__ == "__main__" mean', "scripts/"),
    ("is __init__.py needed", "packages/"),
    ("how to reload a module", "reload/"),
    ("import inside a function", "import/"),
    ("circular import", "circular-imports/"),
    ("sys.path", "search-path/"),
    ("PYTHONPATH", "search-path/"),
    ("import a module by name string", "dynamic-imports/"),
    ("read a data file in a package", "resources/"),
    ("rename a module when importing", "aliases/"),
    ("np pd plt", "aliases/"),
    ("why is my module imported twice", "scripts/"),
    ("mock patch where", "testing/"),
    ("pip install but ModuleNotFoundError", "third-party/"),
    ("lazy import", "lazy-imports/"),
    ("hyphen in file name", "dynamic-imports/"),
    ("namespace package", "packages/"),
    ("__all__", "from-import/"),
    ("alias", "aliases/"),
    ("import a zip", "search-path/"),
    ("what is a module", "modules/"),
    ("what is a package", "packages/"),
    ("playground", "playground/"),
    ("try my own code", "playground/"),
    ("relative import", "packages/"),
    ("how do I import my own file", "custom-modules/"),
    ("order of imports", "style/"),
    ("TYPE_CHECKING", "style/"),
    ("share a variable between files", "custom-modules/"),
    ("my random.py breaks import random", "search-path/"),
    ("import statement", "import/"),
    ("module", "modules/"),
    ("two files import each other", "circular-imports/"),
    ("import works in pycharm but not in terminal", "search-path/"),
    ("how to use a function from another file", "custom-modules/"),
    ("list functions in a module", "standard-library/"),
    ("import all functions from a file", "from-import/"),
    ("import numpy as np", "aliases/"),
    ("conditional import", "aliases/"),
    ("what does a dot before the module name mean", "packages/"),
    ("import from subfolder", "packages/"),
    ("why does my code run when I import it", "scripts/"),
    ("imports are slow at startup", "lazy-imports/"),
    ("open file relative to module", "resources/"),
    ("mock an imported function", "testing/"),
    ("check if module is installed", "third-party/"),
    ("unload a module", "reload/"),
    ("import hook", "how-import-works/"),
    ("what is __init__.py for", "packages/"),
    ("why is my module not found", "errors/"),
]
"""And the page that answers: the first."""

ALSO = [
    ("python -m", "scripts/"),
    ("sys.modules", "how-import-works/"),
    ("where does python look for modules", "search-path/"),
    ("import a file by its path", "dynamic-imports/"),
    ("prevent code from running on import", "scripts/"),
    ("difference between module and package", "packages/"),
]
"""And the page that answers: one of the first two."""

Search = Callable[[str], list[list[str]]]


@pytest.fixture(scope="module")
def search_page(site: str, browser: Browser) -> Iterator[Page]:
    context = new_context(browser, viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(site)
    page.locator(".md-search__input").click()
    yield page
    context.close()


@pytest.fixture
def search(site: str, search_page: Page) -> Search:
    """Type a question, and see what is found: for each page, the addresses of its results, in order."""

    def search(question: str) -> list[list[str]]:
        field = search_page.locator(".md-search__input")
        field.fill("")
        field.press("End")
        expect(search_page.locator(".md-search-result__item")).to_have_count(0)
        field.fill(question)
        field.press("End")
        expect(search_page.locator(".md-search-result__item").first).to_be_visible()
        found: list[list[str]] = search_page.locator(".md-search-result__item").evaluate_all(
            """all => all.map((one) => [...one.querySelectorAll("a.md-search-result__link")].map((a) => {
                const address = new URL(a.href);
                address.search = "";
                return address.href;
            }))"""
        )
        return [[address.removeprefix(site) for address in one] for one in found]

    return search


@pytest.mark.parametrize(("message", "section"), MESSAGES)
def test_a_message_is_found(search: Search, message: str, section: str) -> None:
    [first, *_] = search(message)
    assert section in [address for address in first if "#" in address][:3] or section == first[0].split("#")[0]


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_a_question_is_answered(search: Search, question: str, answer: str) -> None:
    assert search(question)[0][0].split("#")[0] == answer


@pytest.mark.parametrize(("question", "answer"), ALSO)
def test_an_answer_is_among_the_first_two(search: Search, question: str, answer: str) -> None:
    assert answer in [found[0].split("#")[0] for found in search(question)[:2]]


def test_the_questions_of_a_page_are_not_shown(search: Search, search_page: Page) -> None:
    search("import from sibling folder")
    expect(search_page.locator(".md-search-result .md-tags:visible")).to_have_count(0)
