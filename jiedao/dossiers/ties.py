"""How the dossiers that end with a unit are locked when it is closed."""

from jiedao.dossiers.actions import hold_all
from jiedao.organisation import ties

ties.dossiers_held_by(hold_all)
