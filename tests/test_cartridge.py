"""A course of links as a Common Cartridge.

`cartridge.rng` is our own schema, written after the specification: it holds the manifest and the links to the part of it that
we use, and is not the schema of IMS, which may not be copied here. What no schema sees, that references lead somewhere, is
tried below; and the cartridge is read as the importers of Canvas and Moodle read one. No such system is asked.
"""

import re
import zipfile
from pathlib import Path

import pytest
from importable.cartridge import LINK_NS, LOM_NS, MANIFEST, PACKAGE_NS, Course, Folder, Link, cartridge
from importable.packing import write_zip
from lxml import etree

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("cartridge.rng")))
NS = {"cc": PACKAGE_NS, "lom": LOM_NS, "wl": LINK_NS}
PAGE = Folder(
    "aliases/", "Aliases: import … as", (Link("The page", "aliases/"), Link("a < b & c", "aliases/#in-short"))
)
COURSE = Course(
    "Importable",
    "Modules & imports",
    "https://example.org/course/",
    (Folder("Learn", "Learn", (PAGE, Link("Packages", "packages/"))), Folder("", "Start", (Link("Start", ""),))),
)


def xml(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def manifest(course: Course = COURSE) -> etree._Element:
    return xml(cartridge(course)[MANIFEST])


def texts(tree: etree._Element, path: str) -> list[str]:
    found = tree.xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return [str(one) for one in found]


def test_all_files_are_what_the_schema_says() -> None:
    for name, text in cartridge(COURSE).items():
        assert SCHEMA.validate(xml(text)), (name, SCHEMA.error_log)


BREAKS = {
    "another version": ("1.1.0", "1.3.0"),
    "another namespace": ("imsccv1p1/imscp", "imsccv1p3/imscp"),
    "another type": ("imswl_xmlv1p1", "imswl_xmlv1p3"),
    "an address beside the file's": ("imswl_xmlv1p1", 'imswl_xmlv1p1" href="a.xml'),
    "no structure": (' structure="rooted-hierarchy"', ""),
    "a root with a title": ('<item identifier="root">', '<item identifier="root"><title>Root</title>'),
    "an item without a title": ("<title>Learn</title>", ""),
    "an identifier that begins with a digit": ('identifier="course"', 'identifier="1"'),
    "the organizations at the end": (r"(?s)(<organizations>.*</organizations>)(.*)</manifest>", r"\2\1</manifest>"),
    "no metadata": (r"(?s)<lom:lom>.*</lom:lom>", ""),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_schema_can_say_no(name: str) -> None:
    wrong, instead = BREAKS[name]
    text = cartridge(COURSE)[MANIFEST]
    broken = re.sub(wrong, instead, text, count=1)
    assert broken != text
    assert not SCHEMA.validate(xml(broken))


@pytest.mark.parametrize("site", ["ftp://example.org/", "/course/", "https://example.org/a&b/"])
def test_the_schema_wants_whole_addresses(site: str) -> None:
    course = Course("A", "B", site, (Folder("a", "A", (Link("Page", "a/"),)),))
    assert not all(SCHEMA.validate(xml(text)) for text in cartridge(course).values())


def test_all_references_lead_somewhere_and_no_identifier_stands_twice() -> None:
    tree = manifest()
    identifiers = texts(tree, "//@identifier")
    assert len(identifiers) == len(set(identifiers))
    resources = texts(tree, "//cc:resource/@identifier")
    assert sorted(texts(tree, "//@identifierref")) == sorted(resources)
    assert [*texts(tree, "//cc:file/@href"), MANIFEST] == [*list(cartridge(COURSE))[1:], MANIFEST]


def test_identifiers_depend_on_addresses_and_on_nothing_else() -> None:
    elsewhere = Course("Other", "", "https://other.example/", COURSE.modules[::-1])
    assert sorted(texts(manifest(), "//@identifier")) == sorted(texts(manifest(elsewhere), "//@identifier"))


def test_the_same_course_makes_the_same_file(tmp_path: Path) -> None:
    for name in "one", "two":
        write_zip(tmp_path / name, cartridge(COURSE))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    with zipfile.ZipFile(tmp_path / "one") as archive:
        assert archive.namelist()[0] == MANIFEST


def test_canvas_finds_modules_with_headings_and_links() -> None:
    """As `package_identifier.rb`, `org_converter.rb` and `weblink_converter.rb` of Canvas read it."""
    files = cartridge(COURSE)
    tree = manifest()
    assert texts(tree, "cc:metadata/cc:schema/text()") == ["IMS Common Cartridge"]
    assert texts(tree, "cc:metadata/cc:schemaversion/text()") == ["1.1.0"]
    resources = {one.get("identifier"): one for one in tree.iterfind("cc:resources/cc:resource", NS)}

    def children(item: etree._Element, depth: int) -> list[tuple[int, str, str | None]]:
        rows: list[tuple[int, str, str | None]] = []
        for child in item.iterfind("cc:item", NS):
            title = child.findtext("cc:title", namespaces=NS) or ""
            reference = child.get("identifierref")
            if not reference:
                rows += [(depth, title, None), *children(child, depth + 1)]
                continue
            resource = resources[reference]
            assert (resource.get("type") or "").startswith("imswl")
            [file] = texts(resource, "cc:file/@href")
            [address] = texts(xml(files[file]), "/wl:webLink/wl:url/@href")
            rows.append((depth, title, address))
        return rows

    modules = {
        item.findtext("cc:title", namespaces=NS): children(item, 0)
        for item in tree.iterfind("cc:organizations/cc:organization/cc:item/cc:item", NS)
        if not item.get("identifierref")
    }
    site = "https://example.org/course/"
    assert modules == {
        "Learn": [
            (0, "Aliases: import … as", None),
            (1, "The page", f"{site}aliases/"),
            (1, "a < b & c", f"{site}aliases/#in-short"),
            (0, "Packages", f"{site}packages/"),
        ],
        "Start": [(0, "Start", site)],
    }


def test_moodle_takes_it_for_a_cartridge_of_its_version() -> None:
    """As `imscc11/lib.php`, `cc2moodle.php` and `entity11.resource.class.php` of Moodle read it."""
    text = cartridge(COURSE)[MANIFEST]
    beginning = re.sub(r"\s|['\"]", "", text[:500].lower())
    assert "xmlns=http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" in beginning
    tree = manifest()
    general = "/cc:manifest/cc:metadata/lom:lom/lom:general"
    assert texts(tree, f"{general}/lom:title/lom:string/text()") == ["Importable"]
    assert texts(tree, f"{general}/lom:description/lom:string/text()") == ["Modules & imports"]
    assert "<item " in text  # it compares names with their prefix, so there must be none
    for name, link in list(cartridge(COURSE).items())[1:]:
        [address] = texts(xml(link), "/wl:webLink/wl:url/@href")
        assert re.fullmatch(r"https://[\w.]+/[\w./-]*(#[\w-]+)?", address), name  # it is put into XML as it is
