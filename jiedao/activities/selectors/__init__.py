"""Reading activities and papers from above."""
