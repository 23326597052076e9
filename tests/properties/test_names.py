"""The names of a reader's files: what is taken works in Python and on every disk, what is refused is told why."""

import importlib
import keyword
import os
import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hypothesis import assume, example, given
from hypothesis import strategies as st

from .hunt import tried
from .node import Node

GOOD = st.sampled_from(["main.py", "shop/cart.py", "shop/__init__.py", "notes.txt", "a/b/c.py", "café.csv", "数据.py"])
CHARACTERS = st.characters(exclude_categories=[])
"""Any at all, halves of a pair among them."""
ODD = st.sampled_from(
    [
        "",
        "/",
        "..",
        ".",
        "\\",
        "\0",
        "\n",
        " ",
        "-",
        "class",
        "None",
        "1",
        "py",
        ".py",
        ".PY",
        "con",
        "\u202e",
        "\ufb01",
    ]
)
PARTS = st.text(CHARACTERS, max_size=6) | ODD | st.sampled_from(keyword.kwlist) | st.just("数" * 90)
LETTERS = st.characters(categories=["L", "Nl", "Nd", "Mn", "Mc", "Pc"])
WORDS = st.text(LETTERS, min_size=1, max_size=5) | st.sampled_from(["shop", "_", "x1"])
MODULES = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: "/".join(words) + ".py")


@st.composite
def changed(draw: st.DrawFn) -> str:
    """A good name with something put into it."""
    name, part = draw(GOOD | MODULES), draw(PARTS)
    place = draw(st.integers(0, len(name)))
    return name[:place] + part + name[place + draw(st.integers(0, 2)) :]


NAMES = (
    GOOD | MODULES | changed() | st.lists(PARTS, max_size=4).map("".join) | st.lists(PARTS, max_size=4).map("/".join)
)


def why_not(node: Node, name: str, *taken: str) -> str | None:
    """As the form for a new file asks; `name` is made normal first."""
    reason: str | None = node.call("names.whyNot", name, taken)
    return reason


def normal(node: Node, name: str) -> str:
    made: str = node.call("names.normalName", name)
    return made


@tried(200)
@given(raw=NAMES)
def test_a_normal_name_stays_as_it_is(node: Node, raw: str) -> None:
    name = normal(node, raw)
    assert normal(node, name) == name == unicodedata.normalize("NFC", name)


@tried(300)
@given(raw=NAMES)
@example(raw="数" * 97 + ".py")
@example(raw="\ud800.txt")
@example(raw="gpj.\u202etxt")
@example(raw="a\u0600.txt")
@example(raw="a./b.txt")
def test_a_name_that_is_taken_can_be_a_file_everywhere(node: Node, raw: str) -> None:
    name = normal(node, raw)
    assume(why_not(node, name) is None)
    assert not Path(name).is_absolute()
    assert os.path.normpath(name) == name
    assert not name.startswith("..")
    for part in name.split("/"):
        assert 0 < len(part.encode()) <= 255
        assert part.strip(" .") == part
        assert not any(
            character in '<>:"\\|?*' or unicodedata.category(character) in ("Cc", "Cs") for character in part
        )
        # Nothing that is not seen, or turns the letters around it, but for what joins an emoji.
        assert {sign for sign in part if unicodedata.category(sign) in ("Cf", "Zl", "Zp")} <= {"\u200d"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        assert [file.relative_to(folder).as_posix() for file in Path(folder).rglob("*") if file.is_file()] == [name]


# ── modules ───────────────────────────────────────────────────────────────────────────────────────────────


@tried(300)
@given(raw=MODULES | changed())
@example(raw="shop/__init__.py")
@example(raw="\ufb01le.py")
@example(raw="\u037a.py")
def test_a_module_that_is_taken_is_imported_by_its_name(node: Node, raw: str) -> None:
    name = normal(node, raw)
    words = name.removesuffix(".py").split("/")
    # Letters that are newer than this Python are not its fault, and a module of its own is not the file.
    assume(name.endswith(".py") and all(unicodedata.category(letter) != "Cn" for letter in name))
    assume(words[0] not in sys.modules and words[0] not in sys.stdlib_module_names)
    assume(why_not(node, name) is None)
    assert imported(name, ".".join(words)) == name


def imported(name: str, module: str) -> str:
    """Which file of a folder that holds `name` alone `import module` gives."""
    before = set(sys.modules)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"name = {name!r}\n", "utf-8")
        sys.path.insert(0, folder)
        importlib.invalidate_caches()
        try:
            scope: dict[str, object] = {}
            exec(f"import {module} as found", scope)
            found = scope["found"]
            assert Path(found.__file__ or "") == path  # type: ignore[attr-defined]
            return found.name  # type: ignore[attr-defined, no-any-return]
        finally:
            sys.path.remove(folder)
            for added in set(sys.modules) - before:
                del sys.modules[added]


@tried(200)
@given(raw=changed() | NAMES.map("{}.py".format))
@example(raw="my-module.py")
@example(raw="2fast.py")
@example(raw="class.py")
@example(raw="\u0301a.py")
@example(raw="2" + "x" * 96 + ".py")
def test_a_name_that_is_proposed_is_taken(node: Node, raw: str) -> None:
    name = normal(node, raw)
    refused = re.search(r"^Python cannot import (.+): .* Try (\S+)\.$", why_not(node, name) or "", re.DOTALL)
    assume(refused)
    assert refused
    word, better = refused.groups()
    assert word in name.removesuffix(".py").split("/")
    assert why_not(node, f"{better}.py") is None


ENDINGS = r"^Give it an ending(?:: (.+) for a module, or (.+) for data|, such as (.+\..+))\.$"


@tried(200)
@given(raw=PARTS | st.lists(PARTS, max_size=3).map("".join))
@example(raw="my-tools")
@example(raw="class")
@example(raw="shop/cart")
def test_an_ending_that_is_proposed_is_taken(node: Node, raw: str) -> None:
    name = normal(node, raw)
    refused = re.search(ENDINGS, why_not(node, name) or "", re.DOTALL)
    assume(refused)
    assert refused
    folder = "".join(name.rpartition("/")[:2])
    for better in filter(None, refused.groups()):
        assert why_not(node, folder + better) is None


# ── two names ─────────────────────────────────────────────────────────────────────────────────────────────

ALIKE = [str.upper, str.title, str.casefold, "{}/x.txt".format, partial(unicodedata.normalize, "NFKC")]


@tried(300)
@given(raw=GOOD | MODULES | changed(), alike=st.sampled_from(ALIKE), other=NAMES, whether=st.booleans())
@example(raw="a.txt/b.txt", alike=str, other="A.txt", whether=False)
def test_two_names_lie_side_by_side_on_every_disk(
    node: Node, raw: str, alike: Callable[[str], str], other: str, whether: bool
) -> None:
    one = normal(node, raw)
    two = normal(node, alike(one) if whether else other)
    assume(why_not(node, one) is None and why_not(node, two, one) is None)
    ours, theirs = same_on_some_disk(one), same_on_some_disk(two)
    assert ours != theirs
    assert not ours.startswith(f"{theirs}/")
    assert not theirs.startswith(f"{ours}/")


def same_on_some_disk(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


# ── what is refused ───────────────────────────────────────────────────────────────────────────────────────


def parts_of(name: str) -> list[str]:
    return name.split("/")


def words_of(name: str) -> list[str]:
    return parts_of(name.removesuffix(".py"))


HIDDEN = ["Cf", "Cs", "Mn", "Lo", "Zs", "Zl", "Zp"]
DEVICES = re.compile(r"con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]", re.IGNORECASE)
REASONS: list[tuple[str, Callable[..., object]]] = [
    (r"^A file needs a name", lambda name: not name),
    (r"^A name may have 100 characters at most\.$", lambda name: len(name.encode("utf-16-le", "surrogatepass")) > 200),
    (r"^Write the path from the program's own folder", lambda name: name.startswith("/") or "\\" in name),
    (r"^A path goes down from", lambda name: {"", ".", ".."} & set(parts_of(name))),
    (r"cannot hold control characters\.$", lambda name: any(unicodedata.category(sign) == "Cc" for sign in name)),
    (r"cannot hold any of < > : \" \| \? \*$", lambda name: set('<>:"|?*') & set(name)),
    (
        r"cannot be seen \(U\+(\w+)\): take it out\.$",
        lambda name, code: chr(int(code, 16)) in name and unicodedata.category(chr(int(code, 16))) in HIDDEN,
    ),
    (
        r"255 bytes at most, and these letters make (\d+)",
        lambda name, count: int(count) in [len(part.encode()) for part in parts_of(name)] and int(count) > 255,
    ),
    (
        r"^Windows keeps the name (.+) for itself",
        lambda name, word: DEVICES.fullmatch(word) and word in [part.split(".")[0].strip() for part in parts_of(name)],
    ),
    (r"in __pycache__: take another name\.$", lambda name: "__pycache__" in parts_of(name)),
    (r"^Write the ending in small letters", lambda name: name.lower().endswith(".py") and not name.endswith(".py")),
    (
        r"^Python cannot import (.+): it is a keyword\.",
        lambda name, word: word in words_of(name) and (keyword.iskeyword(word) or word == "__debug__"),
    ),
    (
        r"^Python cannot import (.+): in code it reads (.+?)\.",
        lambda name, word, read: word in words_of(name) and unicodedata.normalize("NFKC", word) == read != word,
    ),
    (
        r"a module's name is letters, digits and _",
        lambda name: not all(word.isidentifier() for word in words_of(name)),
    ),
    (
        r"does not end with a point or a space\.$",
        lambda name: any(part[0] in ". " or part[-1] in ". " for part in parts_of(name)),
    ),
    (r"^Give it an ending", lambda name: "." not in parts_of(name)[-1]),
]
"""What a sentence says, and whether that is so; what it names goes along."""


@tried(400)
@given(raw=NAMES)
@example(raw="com1.txt")
@example(raw="x/__pycache__/a.txt")
@example(raw="tools.Py")
@example(raw="\ufb01le.py")
@example(raw="a" * 101)
@example(raw="数" * 90 + ".txt")
def test_a_name_that_is_refused_has_its_reason_told(node: Node, raw: str) -> None:
    name = normal(node, raw)
    sentence = why_not(node, name)
    assume(sentence)
    assert sentence
    said = [(told, holds) for words, holds in REASONS if (told := re.search(words, sentence, re.DOTALL))]
    assert len(said) == 1, sentence
    told, holds = said[0]
    assert holds(name, *told.groups()), sentence


# ── files from outside ────────────────────────────────────────────────────────────────────────────────────

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | NAMES, lambda inner: st.lists(inner, max_size=2), max_leaves=3
)
SEVERAL = st.dictionaries(NAMES | st.just("__proto__"), NAMES | st.text(CHARACTERS) | JSON, max_size=4)


@tried(300)
@given(files=SEVERAL | JSON | st.dictionaries(GOOD | MODULES, NAMES, min_size=1, max_size=3))
@example(files={"main.py": "\ud800", "cafe\u0301.txt": ""})
@example(files={"caf\u00e9.txt": "", "cafe\u0301.txt": ""})
@example(files={f"x{number}.py": "" for number in range(51)})
@example(files={"main.py": "x" * 1_000_001})
def test_files_from_outside_are_files_or_refused(node: Node, files: object) -> None:
    try:
        taken = node.call("names.takeFiles", files, [])
    except RuntimeError as refused:
        sentence = str(refused)
    else:
        assert isinstance(files, dict)
        assert [normal(node, name) for name in files] == list(taken)
        for place, (name, text) in enumerate(taken.items()):
            assert why_not(node, name, *list(taken)[:place]) is None
            text.encode()
        assert len(taken) <= 50
        assert sum(map(len, taken.values())) <= 1_000_000
        return
    assert re.search(r"^(TypeError|RangeError): files: .+[.*]$", sentence, re.DOTALL)
