"""The chain of publications of a unit (公示链): what each link covers, and how it is computed."""

import hashlib
import json
from datetime import UTC

from jiedao.publications.models import Publication


def link(publication: Publication) -> str:
    """The chained digest of one publication, over everything that was frozen on the day.

    The two texts are covered by their digests; `previous` ties it to the unit's publication before.
    """
    frozen = {
        "number": publication.number,
        "document_number": publication.document_number,
        "kind": publication.kind,
        "title": publication.title,
        "dossier": publication.dossier_id,
        "unit": publication.unit_id,
        "unit_seq": publication.unit_seq,
        "full": publication.full_digest,
        "redacted": publication.redacted_digest,
        "code": publication.code,
        "min_days": publication.min_days,
        "basis": publication.basis,
        "edition": publication.edition,
        "frozen_on": publication.frozen_on.isoformat(),
        "frozen_at": publication.frozen_at.astimezone(UTC).isoformat(),
        "frozen_by": publication.frozen_by_id,
        "previous": publication.previous,
    }
    if publication.about_id:
        frozen |= {
            "role": publication.role,
            "about": publication.about_id,
            "reason": publication.reason,
        }
    body = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()
