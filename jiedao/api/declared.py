"""What `extend_schema` said of the method of a view that answers a request."""

from typing import Any


def schema_of(view: Any) -> Any:
    """What was said, ready to be asked for this request; None where nothing was."""
    method = getattr(view, getattr(view, "action", None) or "", None)
    schema = getattr(method, "kwargs", {}).get("schema")
    if schema is None:
        return None
    found = schema() if isinstance(schema, type) else schema
    found.view, found.method = view, str(view.request.method)
    return found
