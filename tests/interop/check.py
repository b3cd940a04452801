"""What others read in our workbooks: openpyxl, LibreOffice, exceljs and SheetJS, cell by cell.

Run by "make interop", with openpyxl, soffice and node; NODE_PATH names where exceljs and xlsx are. What is
not there is left out, and said. It writes 10,000 identifiers, texts that look like formulas, rare signs and
the longest text of a cell, and wants each back byte by byte, no formula anywhere, and the same file in two
zones and languages.
"""
import datetime
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import openpyxl

top, build = os.environ["top_srcdir"], os.environ["top_builddir"]
work = tempfile.mkdtemp(prefix="anjuan-interop-")
failed = 0

PAYLOADS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://a.example\",\"x\")",
    "\t=1+1", "=\"a\"&\"b\"", "{=1+1}", "=DDE(\"cmd\";\"/C calc\";\"x\")", "=IMPORTXML(\"http://a.example\",\"//a\")",
    "'=1+1", "  =1+1", "＝1+1", "+861390000", "-", "--", "=", "@", "0012", "1E5", "1e400", "TRUE", "FALSE", "#N/A",
    "#REF!", "2026-11-21", "11/21", "1,000", "￥100", "99%", "_x0041_", "_x005F_x0041_", "_x000D_", "&amp;", "<b>&",
    "]]>", "\"q\"", "a\nb", "a\n\nb\n", " vor", "nach ", "  ", "𠮷野家", "👨‍👩‍👧", "é", "é", "ﬁ", "\u200b.", "\u00a0x", "０１２",
    "(=1)", ";=1", ",=1", "\"=1\"", "https://a.example/?a=1&b=2", "mailto:a@b.example", "[Book1]Sheet1!A1",
]


# In the file format _x0041_ is the letter A, so a text that looks so is written with its first sign escaped.
# Excel, LibreOffice and SheetJS take that back; openpyxl (3.0) and exceljs (4.4) do not.
ESCAPES = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")


def say(right, what):
    global failed
    failed += not right
    print("ok  " if right else "FAIL", what, flush=True)


def identifier(rng, i):
    kind = i % 5
    if kind == 0:
        return "99" + "".join(rng.choice("0123456789") for _ in range(15)) + rng.choice("0123456789X")
    if kind == 1:
        return "6" + "".join(rng.choice("0123456789") for _ in range(18))
    if kind == 2:
        return "00" + "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 12)))
    if kind == 3:
        return rng.choice("BEZ") + "".join(rng.choice("0123456789E") for _ in range(8))
    return "".join(rng.choice("0123456789") for _ in range(rng.randint(16, 30)))


def make_cases(rng):
    cases, wanted = [], {"id": [], "story": []}
    for i in range(2500):
        ids = [identifier(rng, 4 * i + k) for k in range(4)]
        story = PAYLOADS[i % len(PAYLOADS)]
        wanted["id"].append(ids)
        wanted["story"].append(story)
        cases.append({
            "case": {"target_fen": rng.randint(0, 10 ** 9)},
            "patient": {"name": "甲" + str(i), "id_number": ids[0], "born_on": "1988-01-%02d" % (1 + i % 28)},
            "illness": {"inpatient_no": ids[1]},
            "payee": {"account": ids[2]},
            "statement": {"story": story},
            "expense": [{"invoice_no": ids[3], "amount_fen": i}],
        })
    return cases, wanted


def book(template, cases, out, site, **env):
    return subprocess.run([build + "/tests/interop/book", template, cases, out, site], check=True, text=True,
                          stdout=subprocess.PIPE, env={**os.environ, **env}).stdout.strip()


def plain(value):
    if isinstance(value, str):
        return ESCAPES.sub("_", value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value


def cells_of(path):
    sheets = {}
    formulas = 0
    for sheet in openpyxl.load_workbook(path):
        cells = sheets[sheet.title] = {}
        for row in sheet.iter_rows():
            for cell in row:
                formulas += cell.data_type == "f"
                if cell.value is not None:
                    cells[cell.coordinate] = plain(cell.value)
    return sheets, formulas


def same(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and not isinstance(a, bool):
        return abs(a - b) < 0.001
    return type(a) is type(b) and a == b


def differences(wanted, found):
    out = []
    for sheet in sorted(set(wanted) | set(found)):
        ours, theirs = wanted.get(sheet, {}), found.get(sheet, {})
        for at in sorted(set(ours) | set(theirs)):
            if not same(ours.get(at), theirs.get(at)):
                out.append((sheet, at, ours.get(at), theirs.get(at)))
    return out


def column(sheet, title, cells):
    heads = [at for at, value in cells[sheet].items() if value in (title, "*" + title)]
    letters = re.match("[A-Z]+", heads[0]).group()
    first = int(heads[0][len(letters):]) + 1
    return letters, first


def check_values(cells, wanted, who):
    for title, place in (("患者证件号码", 0), ("住院号", 1), ("收款账号", 2)):
        letters, first = column("求助案例", title, cells)
        first += "各工作表以此对应" in str(cells["求助案例"].get("A%d" % first))
        bad = [i for i, ids in enumerate(wanted["id"])
               if cells["求助案例"].get("%s%d" % (letters, first + i)) != ids[place]]
        say(not bad, "%s: 2500 of %s are text, byte by byte%s" % (who, title, " but %d" % len(bad) if bad else ""))
    letters, first = column("费用清单", "票据号码", cells)
    bad = [i for i, ids in enumerate(wanted["id"]) if cells["费用清单"].get("%s%d" % (letters, first + i)) != ids[3]]
    say(not bad, "%s: 2500 invoice numbers" % who)
    letters, first = column("求助案例", "求助说明", cells)
    first += "各工作表以此对应" in str(cells["求助案例"].get("A%d" % first))
    # What LibreOffice writes of an escape within an escape it does not read itself.
    skip = {"_x005F_x0041_"} if who == "LibreOffice" else set()
    bad = {story for i, story in enumerate(wanted["story"]) if story not in skip
           and cells["求助案例"].get("%s%d" % (letters, first + i)) != story}
    say(not bad, "%s: texts that look like formulas, and rare signs %r" % (who, sorted(bad)[:5]))
    longest = "𠮷" * 16383 + "y"
    say(any(value == longest for value in cells["求助案例"].values()), "%s: 32,767 units in one cell" % who)


def office(path):
    out = os.path.join(work, "office")
    os.makedirs(out, exist_ok=True)
    subprocess.run(["soffice", "--headless", "-env:UserInstallation=file://" + work + "/profile", "--convert-to", "xlsx",
                    "--outdir", out, path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return os.path.join(out, os.path.basename(path))


def node(library, path):
    done = subprocess.run(["node", os.path.join(top, "tests/interop/read.js"), library, path], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        return None
    answer = json.loads(done.stdout)
    if library == "exceljs":
        for cells in answer["sheets"].values():
            cells.update({at: plain(value) for at, value in cells.items()})
    return answer


def check_readers(path, cells):
    for library in ("exceljs", "xlsx"):
        if not shutil.which("node"):
            print("--  node is not here: %s is left out" % library)
            continue
        answer = node(library, path)
        if answer is None:
            print("--  %s is not here, it is left out" % library)
            continue
        wrong = differences(cells, answer["sheets"])
        name = os.path.basename(path)
        say(not wrong, "%s: %s agrees with openpyxl on %d cells %r" %
            (name, library, sum(map(len, cells.values())), wrong[:3]))
        say(answer["formulas"] == 0, "%s: %s finds no formula" % (name, library))
        say(answer["took"] < 2000, "%s: %s reads it in %d ms" % (name, library, answer["took"]))


def main():
    site = os.path.join(work, "site")
    os.makedirs(os.path.join(site, "templates"))
    with open(os.path.join(site, "templates/launch.ini"), "w", encoding="utf-8") as file:
        file.write("[sheet.cases]\ncolumns.9 = \"longest\"\n[column.cases.longest]\ntitle = \"最长\"\n"
                   "value = \"CASE WHEN patient.name = '甲0' THEN replace(printf('%.*c', 16383, 'x'), 'x', '𠮷')"
                   " || 'y' END\"\n")
    rng = random.Random(11)
    cases, wanted = make_cases(rng)
    path = os.path.join(work, "cases")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
    small = os.path.join(work, "small")
    with open(small, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(case, ensure_ascii=False) + "\n" for case in cases[:len(PAYLOADS)])

    large = os.path.join(work, "large.xlsx")
    first = book("launch-shuidichou", path, large, site, TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    say(hashlib.sha256(open(large, "rb").read()).hexdigest() == first, "the digest is that of the file")
    again = book("launch-shuidichou", path, os.path.join(work, "again.xlsx"), site, TZ="America/St_Johns", LC_ALL="C")
    say(first == again, "the same file in two zones and languages")
    cells, formulas = cells_of(large)
    say(formulas == 0, "openpyxl finds no formula")
    check_values(cells, wanted, "openpyxl")
    if shutil.which("soffice"):
        cells, formulas = cells_of(office(large))
        say(formulas == 0, "LibreOffice makes no formula")
        check_values(cells, wanted, "LibreOffice")
    else:
        print("--  soffice is not here: LibreOffice is left out")

    names = subprocess.run([build + "/anjuan", "template", "list", "--json"], text=True, stdout=subprocess.PIPE, check=True)
    for line in names.stdout.splitlines():
        name = json.loads(line)["template"]
        out = os.path.join(work, name + ".xlsx")
        book(name, small, out, site)
        check_readers(out, cells_of(out)[0])
    shutil.rmtree(work)
    return failed != 0


if __name__ == "__main__":
    start = time.time()
    status = main()
    print("%d failed, %.0f s" % (failed, time.time() - start))
    sys.exit(status)
