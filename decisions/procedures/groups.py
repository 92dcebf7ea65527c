"""Groups of states that several rows share."""

from decisions.states import MatterState as S

# States in which nothing can be done any more.
CLOSED = (S.ARCHIVED,)
ALL_OPEN = tuple(state for state in S if state not in CLOSED)
MEETING_STATES = (S.CONSULTING, S.REJECTED, S.PROPOSED, S.DELIBERATED)
SUPERVISED_STATES = tuple(state for state in ALL_OPEN if state != S.DRAFT)
NOTICE_STATES = (S.RESOLUTION_PUBLISHED, S.RESULT_PUBLISHED)
# A correction of the first notice may still hang when the work has begun; a withdrawn one leaves
# the matter where the notice was made.
PAPER_STATES = (S.RESOLVED, S.RESOLUTION_PUBLISHED, S.IMPLEMENTING, S.RESULT_PUBLISHED)
