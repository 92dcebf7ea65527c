"""The office's own records on the API: what lies beneath this package and cannot say “once” by itself."""
