"""XML of the offices: every generation, GB charsets, several documents in a file, parts of an application."""

from datetime import date

import pytest

from portal.core.errors import InputError
from portal.core.numbers import check_digit
from portal.patents.importers.cnipa import number_in_path
from portal.patents.importers.uspto import columns, dashed
from tests.unit.patents.files import raw_rows, read, zipped

BODY = "201910000001"
APPLICATION = f"{BODY}.{check_digit(BODY)}"
CITATION = """<?xml version="1.0" encoding="{charset}"?>
<b:PatentDocumentAndRelated xmlns:b="http://www.sipo.gov.cn/XMLSchema/business" xmlns:a="urn:base">
 <b:BibliographicData>
  <b:PublicationReference dataFormat="original"><a:DocumentID><a:DocNumber>109876543</a:DocNumber>
   <a:Kind>B</a:Kind><a:Date>20210305</a:Date></a:DocumentID></b:PublicationReference>
  <b:ApplicationReference dataFormat="original"><a:DocumentID><a:DocNumber>{number}</a:DocNumber>
   <a:Date>20190304</a:Date></a:DocumentID></b:ApplicationReference>
  <b:ClassificationIPCRDetails><b:ClassificationIPCR><b:Section>H</b:Section><b:MainClass>04</b:MainClass>
   <b:Subclass>L</b:Subclass><b:MainGroup>27</b:MainGroup><b:Subgroup>26</b:Subgroup></b:ClassificationIPCR>
  </b:ClassificationIPCRDetails>
  <b:InventionTitle>一种演示<b:Br/>
   支架</b:InventionTitle>
  <b:Parties><b:Applicant><a:AddressBook><a:Name>青岚理工大学</a:Name></a:AddressBook></b:Applicant>
   <b:Inventor><a:AddressBook><a:Name>王一</a:Name></a:AddressBook></b:Inventor></b:Parties>
 </b:BibliographicData>
 <b:Abstract><a:Paragraphs>本发明公开了一种支架。</a:Paragraphs></b:Abstract>
</b:PatentDocumentAndRelated>
"""
PART = '<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="x"?>\n<cn-application-body>{}</cn-application-body>'


def citation(charset: str = "UTF-8") -> bytes:
    return CITATION.format(charset=charset, number=APPLICATION).encode(charset)


@pytest.mark.parametrize("charset", ["UTF-8", "GB2312", "GBK", "GB18030"])
def test_a_chinese_publication_in_every_charset(charset: str) -> None:
    records, errors = read(citation(charset))
    assert not errors
    (record,) = records
    assert record.keys == [f"CN:{APPLICATION}", "CNPUB:CN109876543"]
    assert record.title_zh == "一种演示支架"
    assert (record.filing_date, record.grant_date) == (date(2019, 3, 4), date(2021, 3, 5))
    assert (record.applicants, record.inventors) == (["青岚理工大学"], ["王一"])
    assert record.classes == [("ipc", "H04L 27/26")]


def test_several_documents_in_one_file() -> None:
    assert [row.number for row in raw_rows(citation() * 3)] == [1, 2, 3]


def test_parts_of_an_application_know_their_number_by_the_folder() -> None:
    folder = APPLICATION.replace(".", "")
    title = "<description><invention-title>一种支架<br/></invention-title><p>正文</p></description>"
    records, errors = read(PART.format(title).encode(), f"dmh/{folder}/100002-/DA1.xml")
    assert not errors
    assert (records[0].application_no, records[0].title_zh, records[0].part) == (
        APPLICATION,
        "一种支架",
        True,
    )
    records, _ = read(
        PART.format(
            "<cn-claims><claim><claim-text>1.一种<br/>\n支架。</claim-text></claim></cn-claims>"
        ).encode(),
        f"{folder}/100001-/DA2.xml",
    )
    assert records[0].first_claim == "1.一种支架。"


def test_a_part_without_its_folder_is_refused_for_want_of_a_number() -> None:
    _, errors = read(PART.format("<cn-abstract><p>摘要</p></cn-abstract>").encode(), "DA000001.xml")
    assert [(row, error.code) for row, error in errors] == [(1, "row.number_needed")]


def test_a_folder_with_a_wrong_check_digit_is_no_number() -> None:
    assert number_in_path(f"a/{BODY}0/b.xml") == ("" if check_digit(BODY) != "0" else APPLICATION)
    assert number_in_path(f"{BODY}{check_digit(BODY)}/b.xml") == APPLICATION


def test_a_zip_of_parts() -> None:
    folder = APPLICATION.replace(".", "")
    content = zipped(
        {
            f"{folder}/1/a.xml": PART.format("<cn-abstract><p>摘要</p></cn-abstract>").encode(),
            f"{folder}/2/b.xml": PART.format(
                "<description><invention-title>名称</invention-title></description>"
            ).encode(),
            f"{folder}/3/c.tif": b"II*\x00",
        }
    )
    records, errors = read(content)
    assert not errors
    assert {record.application_no for record in records} == {APPLICATION}


RED_BOOK = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45.dtd" [ <!ENTITY D1 SYSTEM "D1.TIF" NDATA TIF> ]>
<us-patent-grant><us-bibliographic-data-grant>
<publication-reference><document-id><country>US</country><doc-number>09999991</doc-number><kind>B2</kind>
<date>20180612</date></document-id></publication-reference>
<application-reference><document-id><doc-number>13648029</doc-number><date>20121009</date></document-id>
</application-reference>
<classifications-ipcr><classification-ipcr><section>G</section><class>06</class><subclass>F</subclass>
<main-group>15</main-group><subgroup>16</subgroup></classification-ipcr></classifications-ipcr>
<classifications-cpc><main-cpc><classification-cpc><section>A</section><class>61</class><subclass>B</subclass>
<main-group>5</main-group><subgroup>0205</subgroup></classification-cpc></main-cpc></classifications-cpc>
<invention-title>Folding stand</invention-title>
<inventors><inventor><addressbook><last-name>Doe</last-name><first-name>Jane</first-name></addressbook></inventor></inventors>
<assignees><assignee><addressbook><orgname>Stand &amp; Co.</orgname></addressbook></assignee></assignees>
</us-bibliographic-data-grant><abstract><p>A stand of size &minus;1 &nosuchname; folds.</p></abstract>
<claims><claim><claim-text>1. A stand.</claim-text></claim></claims></us-patent-grant>
"""


def test_a_red_book_grant_with_names_of_characters_that_its_dtd_defines() -> None:
    records, errors = read(RED_BOOK.encode())
    assert not errors
    (record,) = records
    assert record.keys == ["US:9999991", "USAPP:13/648029"]
    assert record.abstract_en == "A stand of size −1 folds."
    assert record.classes == [("ipc", "G06F 15/16"), ("cpc", "A61B 5/0205")]
    assert (record.applicants, record.inventors) == (["Stand & Co."], ["Jane Doe"])
    assert record.grant_date == date(2018, 6, 12)


GREEN_BOOK = """PATN
WKU  039999991
SRC  5
APN  4491556
APD  19740307
TTL  Folding stand of
      two parts
ISD  19760113
INVT
NAM  Doe; Jane
ASSG
NAM  Stand Works
CLAS
ICL  H04M 1100
ICL  B60R  900
ABST
PAL  A stand that
      folds.
CLMS
NUM  1.
PAR  1. A stand.
NUM  2.
PAR  2. The stand of claim 1.
"""


def test_two_patents_of_the_green_book() -> None:
    records, errors = read((GREEN_BOOK + GREEN_BOOK.replace("039999991", "039999983")).encode())
    assert not errors
    assert [record.identity for record in records] == ["US:3999999", "US:3999998"]
    first = records[0]
    assert (first.title_en, first.abstract_en) == ("Folding stand of two parts", "A stand that folds.")
    assert first.classes == [("ipc", "H04M 11/00"), ("ipc", "B60R 9/00")]
    assert (first.first_claim, first.inventors) == ("1. A stand.", ["Jane Doe"])
    assert first.application_no == "US05/449155"


def test_symbols_in_columns_and_without_dashes() -> None:
    assert [columns(code) for code in ("G06F 1516", "B60R  900", "G06F015/00", "A01B")] == [
        "G06F 15/16",
        "B60R 9/00",
        "G06F015/00",
        "A01B",
    ]
    assert dashed("1402") == "14-02"


def test_xml_that_holds_no_patents_says_so() -> None:
    with pytest.raises(InputError) as refused:
        raw_rows(b"<catalogue><book/></catalogue>")
    assert refused.value.code == "import.xml_unknown"
    with pytest.raises(InputError) as refused:
        raw_rows(b"<class-scheme><classification-item/></class-scheme>")
    assert refused.value.code == "import.classification_scheme"
