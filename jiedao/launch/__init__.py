"""What run.py starts and stops, in order. Knows no Django model and no other part of jiedao."""
