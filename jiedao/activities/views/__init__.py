"""Pages of activities and of papers from above."""
