"""Paper that came back in the demo office: one form that found its dossier, one that waits."""

from dataclasses import replace
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from decisions.demo.walk import Walk
from jiedao.documents import actions as documents
from jiedao.documents import render
from jiedao.documents.declared import shelf_of
from jiedao.documents.selectors import mark_of
from jiedao.scans import actions as scans


def scan_forms(told: Walk, on: date) -> None:
    """The motion form is scanned with its code; of the next form the corner with the code is missing."""
    with told.at(on) as matter:
        worker = told.posts.worker
        form = documents.form_for(matter.dossier, document="motion", by=worker)
        shelf = shelf_of(matter.dossier.kind)
        assert shelf
        for code, name in (("motion", "扫描0001.pdf"), ("opinion_form", "扫描0002.pdf")):
            document = shelf.find(code)
            assert document
            (about,) = document.subjects(matter)
            mark = mark_of(form) if code == form.document else None
            paper = render.drawn(replace(document.build(about), mark=mark), "pdf")
            file = SimpleUploadedFile(name, paper, content_type="application/pdf")
            scans.upload(matter.dossier.unit, file=file, by=worker)
        scans.read_waiting()
