/* The reader of workbooks: what others write, and what nobody should. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/path.h"
#include "exchange/xlsx_read.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

#define MAIN        "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define STRICT      "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define OFFICE      "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define SHEET(rows) "<worksheet xmlns=\"" MAIN "\"><sheetData>" rows "</sheetData></worksheet>"

static char *folder, *target;

static void start(void)
{
    folder = temp_new();
    target = temp_path(folder, "回执.xlsx");
}

static void stop(void)
{
    free(target);
    temp_free(folder);
}

typedef struct Part {
    const char *name, *text;
} Part;

static const Part usual[] = {
    {"_rels/.rels", "<Relationships><Relationship Id=\"r\" Type=\"" OFFICE
                    "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
    {"xl/workbook.xml", "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE
                        "\"><sheets><sheet name=\"结果\" r:id=\"r1\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships><Relationship Id=\"r1\" Type=\"" OFFICE
     "/worksheet\" Target=\"worksheets/a.xml\"/><Relationship Id=\"r2\" Type=\"" OFFICE
     "/styles\" Target=\"styles.xml\"/></Relationships>"},
    {"xl/styles.xml",
     "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"3\"><numFmt numFmtId=\"164\" "
     "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/><numFmt numFmtId=\"165\" "
     "formatCode=\"[h]:mm\"/><numFmt numFmtId=\"166\" formatCode=\"0&quot;days&quot;\"/>"
     "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf/>"
     "<xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf "
     "numFmtId=\"166\"/><xf numFmtId=\"22\"/><xf numFmtId=\"31\"/></cellXfs></styleSheet>"},
};

static void put_part(zip_t *zip, const char *name, const char *text, size_t n)
{
    zip_source_t *source = zip_source_buffer(zip, text, n, 0);
    ck_assert_int_ge(zip_file_add(zip, name, source, ZIP_FL_OVERWRITE), 0);
}

/* The usual parts, with those given in their place or beside them. */
static void make_book(const Part *parts, size_t n)
{
    zip_t *zip = zip_open(target, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    ck_assert_ptr_nonnull(zip);
    for (size_t i = 0; i < COUNT_OF(usual); i++)
        put_part(zip, usual[i].name, usual[i].text, strlen(usual[i].text));
    for (size_t i = 0; i < n; i++)
        put_part(zip, parts[i].name, parts[i].text, strlen(parts[i].text));
    ck_assert_int_eq(zip_close(zip), 0);
}

/* "A1 text" of each cell with its type and what else is told of it, in one line each. */
static bool tell_cell(void *ctx, const XlsxCell *cell)
{
    Buf *out = ctx;
    buf_addf(out, "%zu,%zu %c %s", cell->row, cell->column, cell->type, cell->text);
    if (cell->day)
        buf_addf(out, " = %s", cell->day);
    buf_addf(out, "%s%s\n", cell->formula ? " formula" : "", cell->hidden ? " hidden" : "");
    return true;
}

static bool tell_merge(void *ctx, const XlsxMerge *merge)
{
    buf_addf(ctx, "%zu,%zu to %zu,%zu\n", merge->row, merge->column, merge->last_row,
             merge->last_column);
    return true;
}

static bool read_sheet(size_t i, Buf *out)
{
    XlsxBook *book = NULL;
    const XlsxSink sink = {tell_cell, tell_merge, out};
    bool done =
        xlsx_open(target, &book, &help_err) && xlsx_read_sheet(book, i, &sink, &help_err);
    xlsx_close(book);
    return done;
}

static void expect(const Part *parts, size_t n, size_t sheet, const char *want)
{
    Buf out = BUF_INIT;
    make_book(parts, n);
    ck_done(read_sheet(sheet, &out));
    ck_assert_str_eq(out.data, want);
    buf_free(&out);
}

static void expect_cells(const char *sheet, const char *want)
{
    expect(&(Part){"xl/worksheets/a.xml", sheet}, 1, 0, want);
}

START_TEST(test_xlsx_cells_are_told_by_their_kind)
{
    expect_cells(SHEET("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c>"
                       "<c r=\"B1\"><v>1.5</v></c><c r=\"C1\" t=\"b\"><v>1</v></c>"
                       "<c r=\"D1\" t=\"b\"><v>0</v></c><c r=\"E1\" t=\"e\"><v>#N/A</v></c>"
                       "<c r=\"F1\" s=\"1\"/></row>"
                       "<row r=\"3\"><c t=\"str\"><f>A1</f><v>_x7532_</v></c>"
                       "<c r=\"C3\"><f>1+1</f></c><c t=\"str\"><f>\"\"</f><v/></c></row>"),
                 "0,0 s 甲\n0,1 n 1.5\n0,2 b TRUE\n0,3 b FALSE\n0,4 e #N/A\n"
                 "2,0 s 甲 formula\n2,2 e  formula\n2,3 s  formula\n");
}
END_TEST

START_TEST(test_xlsx_days_are_told_by_style)
{
    expect_cells(SHEET("<row r=\"1\"><c s=\"1\"><v>46347</v></c><c s=\"2\"><v>46347.5</v></c>"
                       "<c s=\"3\"><v>1.5</v></c><c s=\"4\"><v>7</v></c><c s=\"0\"><v>8</v></c>"
                       "<c s=\"5\"><v>59</v></c><c s=\"6\"><v>60</v></c><c s=\"1\"><v>0.25</v>"
                       "</c><c s=\"1\"><v>-1</v></c><c s=\"99\"><v>1</v></c>"
                       "<c s=\"1\"><v>46347.9999999</v></c><c s=\"1\"><v>1e99</v></c>"
                       "<c t=\"d\"><v>2026-11-21T00:00:00.000Z</v></c>"
                       "<c t=\"d\"><v>2026-11-21T09:30:00</v></c><c t=\"d\"><v>soon</v></c>"
                       "</row>"),
                 "0,0 n 46347 = 2026-11-21\n0,1 n 46347.5 = 2026-11-21 12:00:00\n"
                 "0,2 n 1.5\n0,3 n 7\n0,4 n 8\n0,5 n 59 = 1900-02-28\n0,6 n 60\n"
                 "0,7 n 0.25 = 06:00:00\n0,8 n -1\n0,9 n 1\n"
                 "0,10 n 46347.9999999 = 2026-11-22\n0,11 n 1e99\n"
                 "0,12 s 2026-11-21T00:00:00.000Z = 2026-11-21\n"
                 "0,13 s 2026-11-21T09:30:00 = 2026-11-21 09:30:00\n0,14 s soon\n");
}
END_TEST

START_TEST(test_xlsx_days_may_be_counted_from_1904)
{
    static const Part parts[] = {
        {"xl/workbook.xml",
         "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><workbookPr date1904=\"1\"/>"
         "<sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>"},
        {"xl/worksheets/a.xml", SHEET("<row><c s=\"1\"><v>0</v></c><c s=\"1\"><v>44885</v></c>"
                                      "</row>")},
    };
    expect(parts, COUNT_OF(parts), 0, "0,0 n 0 = 1904-01-01\n0,1 n 44885 = 2026-11-21\n");
}
END_TEST

/* Texts that are shared, of several looks, with reading aids; a list that is strict and has
 * prefixes of its own; what others add is left alone. */
START_TEST(test_xlsx_other_writers_are_read)
{
    static const Part parts[] = {
        {"_rels/.rels",
         "<Relationships xmlns=\"p\"><Relationship Id=\"r\" "
         "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" "
         "Target=\"/office/book.xml\"/></Relationships>"},
        {"office/book.xml",
         "<x:workbook xmlns:x=\"" STRICT "\" xmlns:q=\"s\" xmlns:z=\"z\"><z:sheet/><x:sheets>"
         "<x:sheet name=\"图\" q:id=\"c\"/><x:sheet name=\"二\" q:id=\"b\" state=\"hidden\"/>"
         "<x:sheet name=\"一\" q:id=\"a\"/></x:sheets></x:workbook>"},
        {"office/_rels/book.xml.rels",
         "<Relationships><Relationship Id=\"a\" Type=\"s/worksheet\" Target=\"./s1.xml\"/>"
         "<Relationship Id=\"b\" Type=\"s/worksheet\" Target=\"../s2.xml\"/>"
         "<Relationship Id=\"c\" Type=\"s/chartsheet\" Target=\"c.xml\"/>"
         "<Relationship Id=\"d\" Type=\"s/sharedStrings\" Target=\"/office/Texts.xml\"/>"
         "</Relationships>"},
        {"office/texts.xml",
         "<s:sst xmlns:s=\"" STRICT "\"><s:si><s:t>甲</s:t></s:si><s:si><s:r><s:rPr/>"
         "<s:t xml:space=\"preserve\">乙 </s:t></s:r><s:r><s:t>_x005F_x0041_</s:t></s:r>"
         "<s:rPh><s:t>yi</s:t></s:rPh></s:si></s:sst>"},
        {"office/s1.xml",
         "<y:worksheet xmlns:y=\"" STRICT "\" xmlns:z=\"z\"><y:sheetData><z:row r=\"9\"/>"
         "<y:row><y:c t=\"s\"><y:v>1</y:v><z:v>7</z:v></y:c><y:c/><y:c><y:v>2.5</y:v></y:c>"
         "</y:row></y:sheetData></y:worksheet>"},
        {"s2.xml", "<worksheet xmlns=\"" STRICT "\"><sheetData><row r=\"4\"><c r=\"B4\" "
                   "t=\"s\"><v>0</v></c></row></sheetData></worksheet>"},
    };
    XlsxBook *book = NULL;
    expect(parts, COUNT_OF(parts), 0, "3,1 s 甲\n");
    expect(parts, COUNT_OF(parts), 1, "0,0 s 乙 _x0041_\n0,2 n 2.5\n");
    ck_done(xlsx_open(target, &book, &help_err));
    ck_assert_uint_eq(xlsx_sheets(book), 2);
    ck_assert_str_eq(xlsx_sheet_name(book, 0), "二");
    ck_assert(xlsx_sheet_hidden(book, 0) && !xlsx_sheet_hidden(book, 1));
    ck_assert(!xlsx_read_sheet(book, 2, &(XlsxSink){.cell = tell_cell}, &help_err));
    xlsx_close(book);
}
END_TEST

START_TEST(test_xlsx_hidden_and_merged_is_told)
{
    expect_cells("<worksheet xmlns=\"" MAIN "\"><cols><col min=\"2\" max=\"3\" hidden=\"1\"/>"
                 "</cols><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>"
                 "<row hidden=\"true\"><c><v>3</v></c></row></sheetData><mergeCells>"
                 "<mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>",
                 "0,0 n 1\n0,1 n 2 hidden\n1,0 n 3 hidden\n0,0 to 1,1\n");
}
END_TEST

/* ---- what nobody should write ---- */

#define CELL(c) SHEET("<row r=\"1\">" c "</row>")

static const struct Hostile {
    const char *sheet, *says;
} hostile[] = {
    {"<!DOCTYPE x [<!ENTITY a \"aaaa\">]>" CELL("<c t=\"inlineStr\"><is><t>&a;</t></is></c>"),
     "part"},
    {CELL("<c r=\"A2\"><v>1</v></c>"), "结果, row 1: a cell is not where it says"},
    {CELL("<c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c>"), "not where it says"},
    {CELL("<c r=\"ZZZZ1\"><v>1</v></c>"), "not where it says"},
    {CELL("<c r=\"XFE1\"><v>1</v></c>"), "not where it says"},
    {CELL("<c r=\"XFD1\"><v>1</v></c><c><v>1</v></c>"), "more columns"},
    {SHEET("<row r=\"1048577\"><c><v>1</v></c></row>"), "number that no sheet has"},
    {SHEET("<row r=\"0\"><c><v>1</v></c></row>"), "number that no sheet has"},
    {SHEET("<row r=\"7\"/><row r=\"7\"/>"), "row 7: its rows are not in order"},
    {CELL("<c t=\"s\"><v>7</v></c>"), "a text that is not in the file"},
    {CELL("<c t=\"s\"><v>x</v></c>"), "a text that is not in the file"},
    {"<worksheet><sheetData><row r=\"1\">", "damaged"},
    {"", "damaged"},
    {"\x01\x02", "damaged"},
    {"<worksheet><mergeCells><mergeCell ref=\"A1:A0\"/></mergeCells></worksheet>", "merged"},
};

START_TEST(test_xlsx_hostile_sheets_are_refused)
{
    const struct Hostile *what = &hostile[_i];
    Buf out = BUF_INIT;
    const char *says = strcmp(what->says, "part") == 0 ? "结果: it begins" : what->says;
    make_book(&(Part){"xl/worksheets/a.xml", what->sheet}, 1);
    ck_assert_msg(!read_sheet(0, &out), "%s: %s", what->sheet, out.data);
    ck_assert_msg(help_is_err(ERR_INPUT, says), "%s: %s", what->sheet, help_err.text);
    buf_free(&out);
}
END_TEST

/* A part of so many times the text, between two others. */
static void make_large(const char *name, const char *before, const char *text, size_t times,
                       const char *after)
{
    Buf part = BUF_INIT;
    buf_add(&part, before);
    for (size_t i = 0; i < times; i++)
        buf_add(&part, text);
    buf_add(&part, after);
    make_book(&(Part){name, part.data}, 1);
    buf_free(&part);
}

static void expect_refused(const char *says)
{
    Buf out = BUF_INIT;
    ck_assert(!read_sheet(0, &out));
    ck_assert_msg(help_is_err(ERR_INPUT, says), "%s", help_err.text);
    buf_free(&out);
}

START_TEST(test_xlsx_bombs_are_refused)
{
    static const char sheet[] = "xl/worksheets/a.xml";
    make_large(sheet, "<worksheet><sheetData>", "<row><c/></row>", 400000,
               "</sheetData></worksheet>");
    expect_refused("unpacks to more than");
    make_large(sheet, "<worksheet>", "<a>", 100, "");
    expect_refused("64 deep");
    make_large(sheet, "<worksheet a=\"", "abcdefgh", 300000, "\"/>");
    expect_refused("tags");
    make_large(sheet, "<worksheet><sheetData><row r=\"5\"><c t=\"inlineStr\"><is><t>",
               "abcdefgh", 20000, "</t></is></c></row></sheetData></worksheet>");
    expect_refused("row 5: a text has more than");
    make_large("xl/sharedStrings.xml", "<sst><si><t>", "abcdefgh", 20000, "</t></si></sst>");
    expect_refused("xl/sharedStrings.xml: a text has more than");
    make_large("xl/workbook.xml", "<workbook><sheets>", "<sheet name=\"a\" x:id=\"r\"/>", 300,
               "</sheets></workbook>");
    expect_refused("xl/workbook.xml");
    make_large("xl/workbook.xml", "<workbook xmlns:x=\"x\"><sheets>",
               "<sheet name=\"a\" x:id=\"r\"/>", 300, "</sheets></workbook>");
    expect_refused("more than 255 sheets");
}
END_TEST

/* Programs differ in which of two they take, so nobody knows what a person saw. */
START_TEST(test_xlsx_what_stands_twice_is_refused)
{
    static const char sheet[] = SHEET("<row><c><v>1</v></c></row>");
    Buf out = BUF_INIT;
    make_book((const Part[]){{"xl/worksheets/a.xml", sheet}, {"xl/worksheets/b.xml", sheet}},
              2);
    size_t n;
    char *bytes = temp_read(target, &n);
    for (size_t i = 0; i + 19 < n; i++)
        if (memcmp(bytes + i, "xl/worksheets/b.xml", 19) == 0)
            bytes[i + 14] = 'a';
    ck_done(path_write(target, bytes, n, &help_err));
    free(bytes);
    ck_assert(!read_sheet(0, &out));
    ck_assert_msg(help_is_err(ERR_INPUT, "xl/worksheets/a.xml stands there twice"), "%s",
                  help_err.text);
    err_clear(&help_err);
    make_book((const Part[]){{"xl/worksheets/a.xml", sheet},
                             {"xl/worksheets/b.xml", sheet},
                             {"xl/_rels/workbook.xml.rels",
                              "<Relationships><Relationship Id=\"r1\" Type=\"" OFFICE
                              "/worksheet\" Target=\"worksheets/a.xml\"/><Relationship "
                              "Id=\"r1\" Type=\"" OFFICE
                              "/worksheet\" Target=\"worksheets/b.xml\"/></Relationships>"}},
              3);
    ck_assert(!read_sheet(0, &out));
    ck_assert_msg(help_is_err(ERR_INPUT, "r1 stands there twice"), "%s", help_err.text);
    err_clear(&help_err);
    make_book((const Part[]){{"xl/worksheets/a.xml", sheet},
                             {"xl/one.xml", "<sst><si><t>a</t></si></sst>"},
                             {"xl/two.xml", "<sst><si><t>b</t></si></sst>"},
                             {"xl/_rels/workbook.xml.rels",
                              "<Relationships><Relationship Id=\"r1\" Type=\"" OFFICE
                              "/worksheet\" Target=\"worksheets/a.xml\"/><Relationship "
                              "Id=\"r2\" Type=\"" OFFICE
                              "/sharedStrings\" Target=\"one.xml\"/><Relationship "
                              "Id=\"r3\" Type=\"" OFFICE
                              "/sharedStrings\" Target=\"two.xml\"/></Relationships>"}},
              4);
    ck_assert(!read_sheet(0, &out));
    ck_assert_msg(help_is_err(ERR_INPUT, "xl/one.xml and xl/two.xml for the same"), "%s",
                  help_err.text);
    buf_free(&out);
}
END_TEST

START_TEST(test_xlsx_other_files_are_refused)
{
    XlsxBook *book = NULL;
    ck_assert(!xlsx_open(target, &book, &help_err));
    ck_done(path_write(target, "PK\003\004 no zip", 10, &help_err));
    ck_assert(!xlsx_open(target, &book, &help_err));
    ck_assert(help_is_err(ERR_INPUT, "回执.xlsx"));
    ck_done(path_write(target, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, &help_err));
    ck_assert(!xlsx_open(target, &book, &help_err));
    ck_assert(help_is_err(ERR_INPUT, "password"));
    make_book(&(Part){"xl/_rels/workbook.xml.rels",
                      "<Relationships><Relationship Id=\"r1\" "
                      "Target=\"../../../etc/passwd\"/></Relationships>"},
              1);
    ck_assert(!xlsx_open(target, &book, &help_err));
    ck_assert(help_is_err(ERR_INPUT, "not there"));
    ck_assert_ptr_null(book);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xlsx");
    TCase *tcase = tcase_create("xlsx");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_test(tcase, test_xlsx_cells_are_told_by_their_kind);
    tcase_add_test(tcase, test_xlsx_days_are_told_by_style);
    tcase_add_test(tcase, test_xlsx_days_may_be_counted_from_1904);
    tcase_add_test(tcase, test_xlsx_other_writers_are_read);
    tcase_add_test(tcase, test_xlsx_hidden_and_merged_is_told);
    tcase_add_loop_test(tcase, test_xlsx_hostile_sheets_are_refused, 0, COUNT_OF(hostile));
    tcase_add_test(tcase, test_xlsx_bombs_are_refused);
    tcase_add_test(tcase, test_xlsx_what_stands_twice_is_refused);
    tcase_add_test(tcase, test_xlsx_other_files_are_refused);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
