"""The book of what came back on paper: checked with the ledger and the others."""

from jiedao.publications import books
from jiedao.scans import selectors

books.add("scans", "扫描件", selectors.broken_scans, selectors.counted)
