"""Groups of states that several rows share."""

from decisions.states import MatterState as S

# States in which nothing can be done any more.
CLOSED = (S.ARCHIVED,)
ALL_OPEN = tuple(state for state in S if state not in CLOSED)
MEETING_STATES = (S.CONSULTING, S.REJECTED, S.PROPOSED, S.DELIBERATED)
NOTICE_STATES = (S.RESOLUTION_PUBLISHED, S.RESULT_PUBLISHED)
