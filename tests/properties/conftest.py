"""One Node for all properties of the cell's modules."""

from collections.abc import Iterator

import pytest

from .node import Node


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    with Node() as node:
        yield node
