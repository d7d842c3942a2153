"""Checks issued PDF files without the program: stored bytes, conformance marks, fonts, embedded data, signatures.

usage: verify_documents.py [FILE or FOLDER …]      (default: var)
Every PDF found is opened; one line each says what is wrong. With Java and VERAPDF_CLASSPATH (veraPDF's jars) each file
is also validated against PDF/A-3a and PDF/UA-1. Exit status 1 if anything is wrong.
"""

import hashlib
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

MARKS = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def pdf_files(places: list[Path]) -> Iterator[Path]:
    """Every file below these places that begins like a PDF, whatever its name."""
    for place in places:
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file():
                with file.open("rb") as opened:
                    if opened.read(5) == b"%PDF-":
                        yield file


def changed_bytes(file: Path) -> list[str]:
    """A stored file is named by its SHA-256; any other name is not checked."""
    if not re.fullmatch(r"[0-9a-f]{64}", file.stem):
        return []
    return (
        [] if hashlib.sha256(file.read_bytes()).hexdigest() == file.stem else ["bytes differ from the stored SHA-256"]
    )


def missing_marks(pdf: pikepdf.Pdf) -> list[str]:
    """The marks of PDF/A-3a and PDF/UA-1 that the metadata lacks, and a missing title or language."""
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        found = [f"{name} is not {value}" for name, value in MARKS.items() if str(metadata.get(name, "")) != value]
        found += [] if metadata.get("dc:title") else ["no title"]
    if "/Lang" not in pdf.Root:
        found.append("no language")
    return found


def loose_fonts(pdf: pikepdf.Pdf) -> list[str]:
    """Fonts that are not embedded."""
    described = [
        item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    loose = {str(item.get("/FontName", "?")) for item in described if not any(key in item for key in FONT_FILES)}
    return [f"font {name} is not embedded" for name in sorted(loose)]


def broken_data(pdf: pikepdf.Pdf) -> list[str]:
    """Embedded JSON that does not parse."""
    found = []
    for name, attached in pdf.attachments.items():
        if name.endswith(".json"):
            try:
                json.loads(attached.get_file().read_bytes())
            except ValueError as error:
                found.append(f"{name}: {error}")
    return found


def broken_signatures(file: Path) -> list[str]:
    """Signatures whose bytes were changed afterwards (whether the signer is trusted is the reader's question)."""
    with file.open("rb") as opened:
        signatures = PdfFileReader(opened).embedded_signatures
        statuses = {
            s.field_name: validate_pdf_signature(s, ValidationContext(trust_roots=[], allow_fetching=False))
            for s in signatures
        }
    return [f"signature {name} is broken" for name, status in statuses.items() if not (status.intact and status.valid)]


def refused_by_verapdf(file: Path) -> list[str]:
    """What veraPDF says, when it is there."""
    jars = os.environ.get("VERAPDF_CLASSPATH")
    if not jars:
        return []
    done = subprocess.run(
        ["java", "-cp", jars, "VeraPdf", "3a,ua1", str(file)], capture_output=True, text=True, check=False
    )
    return [] if done.returncode == 0 else [line.strip() for line in done.stdout.splitlines() if line.strip()]


def faults(file: Path) -> list[str]:
    """Everything that is wrong with one file."""
    try:
        with pikepdf.open(file) as pdf:
            found = missing_marks(pdf) + loose_fonts(pdf) + broken_data(pdf)
    except pikepdf.PdfError as error:
        return [f"cannot be opened: {error}"]
    return changed_bytes(file) + found + broken_signatures(file) + refused_by_verapdf(file)


def main(arguments: list[str]) -> int:
    """Check every file and say how many were sound."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    checked = wrong = 0
    for file in pdf_files([Path(argument) for argument in arguments] or [Path("var")]):
        found = faults(file)
        checked, wrong = checked + 1, wrong + bool(found)
        print(f"{'FAULTY' if found else 'sound '} {file}", *(f"    {fault}" for fault in found), sep="\n")
    print(f"{checked} documents checked, {wrong} faulty")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
