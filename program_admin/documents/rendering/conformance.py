"""What PDF/UA-1 asks for beyond WeasyPrint's PDF/A-3a: its mark in the metadata, and the scope of header cells."""

from typing import Any

import pydyf

MARK = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates which part of ISO 14289 the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def mark_accessible(metadata: Any) -> None:
    """Let the metadata of one document say PDF/UA-1 too (WeasyPrint writes one standard at a time)."""
    original = metadata.generate_rdf_metadata

    def both(*particulars: Any) -> bytes:
        written: bytes = original(*particulars)
        return written.replace(b"</rdf:RDF>", MARK + b"</rdf:RDF>")

    metadata.generate_rdf_metadata = both


def finish(_document: Any, pdf: Any) -> None:
    """Give every header cell its scope (a column in a table head, else a row) and name each attachment once."""
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/TH":
            attributes = item.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
            attributes["Scope"] = "/Column" if _above(pdf, _above(pdf, item))["S"] == "/THead" else "/Row"


def _above(pdf: Any, item: Any) -> Any:
    reference = item["P"]
    text = reference.decode() if isinstance(reference, bytes) else str(reference)
    return pdf.objects[int(text.split()[0])]
