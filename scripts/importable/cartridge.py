"""A course of links as an IMS Common Cartridge 1.1: what is in it, from the addresses that it is to lead to.

Version 1.1, because it is the newest that Moodle reads; Canvas and Blackboard read it, too. What they ask of a manifest:
Moodle wants the default namespace within its first 500 characters, and each address without a sign that XML escapes;
Canvas makes a module of each folder below the root, and a heading of each folder in that.

Source: IMS Common Cartridge Profile 1.1, https://www.imsglobal.org/cc/ (Content Packaging, Web Links, and the LOM of the
manifest); the importers: `lib/cc/importer/standard` of Canvas, `backup/cc` of Moodle.
"""

import hashlib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote, urljoin

MANIFEST = "imsmanifest.xml"
LINK_TYPE = "imswl_xmlv1p1"
PACKAGE_NS = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
LINK_NS = "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"
LOM_NS = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"


@dataclass(frozen=True)
class Link:
    """A link to a page, or to a part of one."""

    title: str
    address: str
    """As after the site's own address."""


@dataclass(frozen=True)
class Folder:
    """Links under a title. `name` tells it from the other folders, and stays when the title changes."""

    name: str
    title: str
    entries: tuple["Entry", ...]


Entry: TypeAlias = Link | Folder


@dataclass(frozen=True)
class Course:
    """A course: each of `modules` becomes one in Canvas, and a section in Moodle."""

    title: str
    description: str
    site: str
    """The whole address of the site."""
    modules: tuple[Folder, ...]


def cartridge(course: Course) -> dict[str, str]:
    """The files of the cartridge by name, the manifest first."""
    links = list(_links(course.modules))
    return {MANIFEST: _manifest(course, links), **{_file(link): _web_link(link, course.site) for link in links}}


def identifier(kind: str, name: str) -> str:
    """An identifier that stays as long as the address does, wherever the site is: who imports anew finds the same."""
    return f"{kind}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _links(entries: tuple[Entry, ...]) -> Iterator[Link]:
    for entry in entries:
        if isinstance(entry, Link):
            yield entry
        else:
            yield from _links(entry.entries)


def _file(link: Link) -> str:
    return f"links/{identifier('link', link.address)}.xml"


def _manifest(course: Course, links: list[Link]) -> str:
    root = ET.Element("manifest", {"xmlns": PACKAGE_NS, "xmlns:lom": LOM_NS, "identifier": "course"})
    _add_metadata(root, course)
    organizations = ET.SubElement(root, "organizations")
    place = ET.SubElement(organizations, "organization", {"identifier": "tree", "structure": "rooted-hierarchy"})
    _add_items(ET.SubElement(place, "item", {"identifier": "root"}), course.modules)
    resources = ET.SubElement(root, "resources")
    for link in links:
        kept = {"identifier": identifier("link", link.address), "type": LINK_TYPE}
        ET.SubElement(ET.SubElement(resources, "resource", kept), "file", {"href": _file(link)})
    return _written(root)


def _add_metadata(root: ET.Element, course: Course) -> None:
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "IMS Common Cartridge"
    ET.SubElement(metadata, "schemaversion").text = "1.1.0"
    general = ET.SubElement(ET.SubElement(metadata, "lom:lom"), "lom:general")
    for name, text in ("lom:title", course.title), ("lom:description", course.description):
        ET.SubElement(ET.SubElement(general, name), "lom:string", {"language": "en"}).text = text


def _add_items(parent: ET.Element, entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        if isinstance(entry, Link):
            kept = {"identifier": identifier("item", entry.address), "identifierref": identifier("link", entry.address)}
        else:
            kept = {"identifier": identifier("folder", entry.name)}
        item = ET.SubElement(parent, "item", kept)
        ET.SubElement(item, "title").text = entry.title
        if isinstance(entry, Folder):
            _add_items(item, entry.entries)


def _web_link(link: Link, site: str) -> str:
    root = ET.Element("webLink", {"xmlns": LINK_NS})
    ET.SubElement(root, "title").text = link.title
    ET.SubElement(root, "url", {"href": urljoin(site, quote(link.address, safe="/#."))})
    return _written(root)


def _written(root: ET.Element) -> str:
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
