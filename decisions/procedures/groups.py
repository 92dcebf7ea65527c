"""Groups of states that several rows share."""

from decisions.models import CLOSED as CLOSED
from decisions.states import MatterState as S

FINALS = (S.ARCHIVED, S.TERMINATED, S.WITHDRAWN, S.REVOKED)
ALL_OPEN = tuple(state for state in S if state not in (*CLOSED, S.SUSPENDED))
# Where the way broke off for good: what there is of it is one file like any other (一事一档).
BROKEN_OFF = (S.TERMINATED, S.REVOKED, S.NOT_RATIFIED)
# From the first question to the residents on: what was begun may have to be interrupted.
BEGUN = tuple(state for state in ALL_OPEN if state != S.DRAFT)
SUPERVISED_STATES = tuple(state for state in ALL_OPEN if state != S.DRAFT)
# A correction of the first notice may still hang when the work has begun; a withdrawn one leaves
# the matter where the notice was made.
PAPER_STATES = (
    *(S.RESOLVED, S.RESOLUTION_PUBLISHED, S.IMPLEMENTING, S.RESULT_PUBLISHED),
    *(S.REVIEWED, S.REVIEW_PUBLISHED),
)
MEETING_STATES = (
    *(S.CONSULTING, S.ACTED, S.REJECTED, S.PROPOSED, S.DELIBERATED),
    *(S.REVIEWING, S.RETURNED),
)
NOTICE_STATES = (S.RESOLUTION_PUBLISHED, S.RESULT_PUBLISHED, S.REVIEW_PUBLISHED)
