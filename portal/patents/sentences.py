"""The sentences of refusals: numbers, dates, classes, rows and whole files; each says what to do."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_sentences

register_sentences(
    {
        "number.empty": _l("There is no number here."),
        "number.not_application": _l("“%(value)s” is not an application number. Example: 202410100945.4."),
        "number.year": _l("“%(value)s” begins with %(year)s, in which no such number was given."),
        "number.type_digit": _l("The digit after the year is %(digit)s. It must be 1, 2, 3, 8 or 9."),
        "number.check_digit": _l(
            "The check digit is %(given)s but should be %(expected)s. Compare the number with the certificate."
        ),
        "number.ambiguous": _l(
            "“%(value)s” may be an application number or a publication number. Write the dot or the letter."
        ),
        "number.not_publication": _l("“%(value)s” is not a publication number. Example: CN102025678A."),
        "number.kind_missing": _l("The letter at the end of “%(value)s” is missing, such as A, B or U."),
        "number.kind_unknown": _l("“%(kind)s” at the end of “%(value)s” is not a kind code."),
        "number.kind_mismatch": _l(
            "“%(value)s”: the letter %(kind)s does not go with a number beginning with %(digit)s."
        ),
        "number.not_foreign": _l("“%(value)s” is not a number that is read here."),
        "uscc.form": _l("A unified social credit code has 18 digits and capital letters."),
        "uscc.check": _l(
            "The last character is %(given)s but should be %(expected)s. Compare the code with the licence."
        ),
        "date.unreadable": _l("“%(value)s” is not a date. Write it as 2024-05-31."),
        "date.ambiguous": _l("“%(value)s” may be two different days. Write it as 2024-05-31."),
        "date.range": _l("“%(value)s” lies too far from today."),
        "class.unreadable": _l("“%(value)s” is not a classification symbol. Examples: H01M 10/052, 14-03."),
        "row.encoding": _l("The row holds characters that cannot be read. Save the file as UTF-8."),
        "row.json": _l("The line is not a JSON object."),
        "row.formula": _l("The cell holds a formula. Put its value in its place."),
        "row.number_needed": _l("Enter the application number or a publication number."),
        "row.title_needed": _l("Enter the title."),
        "row.numbers_disagree": _l("The numbers are of different kinds of patent."),
        "row.kind_mismatch": _l("The kind of patent does not agree with the number."),
        "row.too_long": _l("The text has more than %(limit)s characters. Shorten it."),
        "row.date_future": _l("%(value)s has not come yet."),
        "row.dates_order": _l("The day lies before the filing date."),
        "row.two_patents": _l("The numbers belong to two different patents here. Check both."),
        "row.other_owner": _l(
            "Another organisation here holds this patent. Ask the operator if that is wrong."
        ),
        "import.empty": _l("The file holds no rows."),
        "import.old_office": _l(
            "This is an old Excel file or a protected one. Save it as an unprotected .xlsx file."
        ),
        "import.not_a_table": _l(
            "This is not a file of patents. Send XLSX, CSV, JSON lines, XML or a ZIP of these."
        ),
        "import.html": _l(
            "This is a web page under another name. Open it in a spreadsheet program and save it as .xlsx."
        ),
        "import.json_array": _l("Send JSON lines: one object on each line, without brackets around them."),
        "import.encoding": _l("The characters of the file cannot be read. Save it as UTF-8."),
        "import.no_separator": _l(
            "No columns were found. Put the column heads into one row above the patents."
        ),
        "import.no_head": _l("No column heads were found. Put them into one row above the patents."),
        "import.quote": _l("A quotation mark in row %(row)s is not closed. Mend that row."),
        "import.too_big": _l("The file is larger than %(max_mb)s MB. Send it in parts."),
        "import.too_many_rows": _l("The file has more than %(limit)s rows. Send it in parts."),
        "import.too_many_cells": _l(
            "The cells of the file span more than %(limit)s places. Delete what stands far from the table, or send it in "
            "parts."
        ),
        "import.line_too_long": _l("A line is longer than %(max_mb)s MB; this is not a table."),
        "import.broken": _l("The file is damaged. Save or download it again."),
        "import.bomb": _l("The file unpacks to more than is allowed, so it was not opened."),
        "import.encrypted": _l("The file is protected by a password. Save it without one."),
        "import.nested_zip": _l("A ZIP inside the ZIP is not read. Send it by itself."),
        "import.xml": _l("The XML breaks off or is faulty at line and column %(place)s. Download it again."),
        "import.xml_entities": _l("The XML defines entities, which are not read here."),
        "import.xml_depth": _l("The XML is nested deeper than %(limit)s levels, so it was not read."),
        "import.xml_record": _l("A document in the XML is larger than %(max_mb)s MB."),
        "import.xml_unknown": _l("The XML holds no patents in a form of CNIPA or the USPTO."),
        "import.classification_scheme": _l("This file holds titles of classes, not patents."),
    }
)
