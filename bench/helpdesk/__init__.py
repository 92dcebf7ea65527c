"""django-helpdesk, measured beside the portal: the same clocks, the same PostgreSQL, its own environment.

It is no dependency of the portal: `bench.beside` installs it into var/helpdesk and runs `measure`
there.
"""
