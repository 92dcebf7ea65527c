"""The book of the year-end packs: checked with the ledger and the others."""

from jiedao.appraisal.models import Pack
from jiedao.appraisal.selectors.years import broken_packs
from jiedao.publications import books

books.add("packs", "年终材料包", broken_packs, Pack.objects.count)
