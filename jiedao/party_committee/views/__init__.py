"""The pages of the party committee: topics, their steps, meetings, members."""
