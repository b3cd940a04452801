"""workbook.py XLSX CASE NO: the exported workbook holds the case, each value in a cell of its kind."""
import datetime
import json
import sys

import openpyxl

path, case_path, number = sys.argv[1:]
book = openpyxl.load_workbook(path)
case = json.load(open(case_path, encoding="utf-8"))
cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
texts = {cell.value: cell for cell in cells if isinstance(cell.value, str)}

identifiers = [number]
for record, field in (("patient", "id_number"), ("initiator", "id_number"), ("payee", "id_number"),
                      ("payee", "account"), ("initiator", "phone")):
    identifiers.append(case[record][field])
for row in case["expense"]:
    identifiers.append(row["invoice_no"])
for identifier in identifiers:
    assert identifier in texts, f"{identifier} is not a text cell"
    assert texts[identifier].number_format == "@", f"{identifier} has the format {texts[identifier].number_format}"

numbers = [cell.value for cell in cells if isinstance(cell.value, (int, float))]
for fen in [case["case"]["target_fen"]] + [row["estimate_fen"] for row in case["plan"]]:
    assert any(abs(number - fen / 100) < 0.001 for number in numbers), f"{fen} fen is not a number"
days = [cell.value.date() for cell in cells if isinstance(cell.value, datetime.datetime)]
for row in case["plan"]:
    assert datetime.date.fromisoformat(row["from_on"]) in days, f"{row['from_on']} is not a date"
