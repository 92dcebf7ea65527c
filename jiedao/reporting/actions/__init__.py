"""Everything that writes the regime: opening periods, writing and handing in, receiving, reviewing."""

from jiedao.reporting.actions.opening import excuse as excuse
from jiedao.reporting.actions.opening import open_due as open_due
from jiedao.reporting.actions.opening import release as release
from jiedao.reporting.actions.opening import release_dissolved as release_dissolved
from jiedao.reporting.actions.opening import set_up as set_up
from jiedao.reporting.actions.opening import sweep as sweep
from jiedao.reporting.actions.receiving import accept as accept
from jiedao.reporting.actions.receiving import count_late as count_late
from jiedao.reporting.actions.receiving import send_back as send_back
from jiedao.reporting.actions.reviewing import assign as assign
from jiedao.reporting.actions.reviewing import compose as compose
from jiedao.reporting.actions.reviewing import mention as mention
from jiedao.reporting.actions.reviewing import publish_review as publish_review
from jiedao.reporting.actions.reviewing import strike as strike
from jiedao.reporting.actions.urging import urge as urge
from jiedao.reporting.actions.writing import override_figure as override_figure
from jiedao.reporting.actions.writing import submit as submit
from jiedao.reporting.actions.writing import write as write
