"""Small files that are large inside, for tests and for the benchmark of attacks."""

from __future__ import annotations

import io
import zipfile

HEAD = "id,name,district_ags,network_status\n"
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{rows}</sheetData></worksheet>"
)
CONTENT_TYPES = "[Content_Types].xml"
STRINGS_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sharedStrings+xml"/>'
)
STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{texts}</sst>'
HEADERS = ("id", "name", "district_ags", "network_status")


def inline(text: str) -> str:
    """Cell of a worksheet with a text of its own."""
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def row(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


HEADER_ROW = row(*map(inline, HEADERS))


def workbook(rows: str, parts: dict[str, str] | None = None, sheets: int = 1) -> bytes:
    """XLSX file of one worksheet, named by the workbook as often as said.

    Parameters
    ----------
    rows
        What stands in `sheetData`.
    parts
        Further parts of the archive, or other contents of the usual ones.
    """
    import openpyxl

    book = openpyxl.Workbook()
    for _ in range(sheets - 1):
        book.create_sheet()
    plain, stream = io.BytesIO(), io.BytesIO()
    book.save(plain)
    changed = {"xl/worksheets/sheet1.xml": SHEET.format(rows=rows)} | (parts or {})
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        types = old.read(CONTENT_TYPES).decode()
        changed[CONTENT_TYPES] = types.replace("</Types>", f"{STRINGS_TYPE}</Types>")
        changed.setdefault("xl/sharedStrings.xml", STRINGS.format(texts=""))
        for name in dict.fromkeys([*old.namelist(), *changed]):
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return stream.getvalue()


def blanks(megabytes: int) -> bytes:
    """Workbook with one cell of blanks."""
    return workbook(HEADER_ROW + row(inline(" " * (megabytes * 10**6))))


def blank_rows(count: int) -> bytes:
    """Workbook with rows of cells that only have a format."""
    return workbook(HEADER_ROW + '<row><c s="1"/><c s="1"/></row>' * count)


def many_rows(count: int) -> bytes:
    """Workbook of a register with so many rows."""
    rows = (row(*map(inline, (f"x{n}", f"N{n}", "09162", "networked"))) for n in range(count))
    return workbook(HEADER_ROW + "".join(rows))


def one_text_often(signs: int, count: int) -> bytes:
    """Workbook that stores a text once and names it in so many cells."""
    texts = "".join(f"<si><t>{text}</t></si>" for text in (*HEADERS, "x" * signs))
    header = row(*(f'<c t="s"><v>{n}</v></c>' for n in range(len(HEADERS))))
    cells = row(*['<c t="s"><v>4</v></c>'] * len(HEADERS)) * (count // len(HEADERS))
    return workbook(header + cells, {"xl/sharedStrings.xml": STRINGS.format(texts=texts)})


def far_cells(count: int) -> bytes:
    """Workbook with one cell in each of so many rows, in the last column of a sheet."""
    rows = (f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, count + 2))
    return workbook(HEADER_ROW + "".join(rows))


def far_row(number: int) -> bytes:
    """Workbook whose second row has a number nobody can scroll to."""
    return workbook(HEADER_ROW + f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>')


def long_note(letters: int) -> bytes:
    """Record of foundings whose note is one word that goes on and on."""
    head = "id,name,region_ags,first_contact,note\n"
    return f"{head}x,Region,09162,2020,{'a' * letters}\n".encode()


def long_cell(megabytes: int) -> bytes:
    """Register whose second name is one quoted cell of so many megabytes."""
    return f'{HEAD}x,A,09162,networked\ny,"{"b" * (megabytes * 10**6)}",09162,networked\n'.encode()


def wrong_rows(count: int) -> bytes:
    """Register in which every row is wrong in every cell that can be."""
    rows = "".join(f"x{n},Name {n},99999,perhaps\n" for n in range(count))
    return (HEAD + rows).encode()
