"""The work report (工作总结): written by itself for any unit and any period, every number open to its rows."""
