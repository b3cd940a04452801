/* Tables of others, as workbooks and as text with separators. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/attr.h"
#include "base/path.h"
#include "exchange/table.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static char *folder, *target;

static void start(void)
{
    folder = temp_new();
    target = temp_path(folder, "回执.csv");
}

static void stop(void)
{
    free(target);
    temp_free(folder);
}

/* "row 1, column A=text|" of each cell, a new line for each row. */
static bool tell(Buf *out)
{
    Table *table = NULL;
    if (!table_read(target, &table, &help_err))
        return false;
    for (size_t s = 0; s < table_sheets(table); s++) {
        const TableSheet *sheet = table_sheet(table, s);
        for (size_t r = 0; r < sheet->n; r++) {
            for (size_t c = 0; c < sheet->rows[r].n; c++) {
                const TableCell *cell = &sheet->rows[r].cells[c];
                ck_assert_ptr_eq(table_cell(&sheet->rows[r], cell->column), cell);
                table_where(sheet, &sheet->rows[r], cell->column, out);
                buf_addf(out, "=%s%s%s%s|", cell->text, cell->error ? " error" : "",
                         cell->formula ? " formula" : "", cell->rounded ? " rounded" : "");
            }
            buf_add(out, sheet->rows[r].hidden ? " hidden\n" : "\n");
        }
    }
    table_free(table);
    return true;
}

#define A1 "row 1, column A="
#define B1 "row 1, column B="
#define A2 "row 2, column A="
#define B2 "row 2, column B="

static const struct Text {
    const char *bytes, *want;
} texts[] = {
    {"", ""},
    {"甲,乙\r\n1,\"2,\"\"3\r\n4\"\r\n", A1 "甲|" B1 "乙|\n" A2 "1|" B2 "2,\"3\n4|\n"},
    {"\xEF\xBB\xBF甲;乙\n1;2,5", A1 "甲|" B1 "乙|\n" A2 "1|" B2 "2,5|\n"},
    {"甲\t乙\r1\t\r\r", A1 "甲|" B1 "乙|\n" A2 "1|\n"},
    {"sep=|\r\n甲|乙", A2 "甲|" B2 "乙|\n"},
    {"\xBC\xD7,\xD2\xD2\n=\"0012\",\x95\x34\xB2\x35",
     A1 "甲|" B1 "乙|\n" A2 "0012|" B2 "𠮷|\n"},
    {"'=1+1,\"'@甲\"\n''=1,'-5", A1 "=1+1|" B1 "@甲|\n" A2 "'=1|" B2 "'-5|\n"},
    {"\"甲\"x,\"\"\n,\"a,b;c\"", A1 "甲x|\n" B2 "a,b;c|\n"},
    {"\n\n,,x", "row 3, column C=x|\n"},
};

START_TEST(test_table_text_is_read)
{
    Buf out = BUF_INIT;
    const struct Text *text = &texts[_i];
    ck_done(path_write(target, text->bytes, strlen(text->bytes), &help_err));
    ck_done(tell(&out));
    ck_assert_str_eq(out.data, text->want);
    buf_free(&out);
}
END_TEST

START_TEST(test_table_of_utf16_is_read)
{
    static const char bytes[] = "\xFF\xFE\x32\x75\x09\x00\x59\x4E\x0A\x00\x42\xD8\xB7\xDF";
    Buf out = BUF_INIT;
    ck_done(path_write(target, bytes, sizeof(bytes) - 1, &help_err));
    ck_done(tell(&out));
    ck_assert_str_eq(out.data, A1 "甲|" B1 "乙|\n" A2 "𠮷|\n");
    buf_free(&out);
}
END_TEST

static void expect_refused(const char *bytes, size_t n, const char *says)
{
    Buf out = BUF_INIT;
    ck_done(path_write(target, bytes, n, &help_err));
    ck_assert(!tell(&out));
    ck_assert_msg(help_is_err(ERR_INPUT, says), "%s", help_err.text);
    buf_free(&out);
}

START_TEST(test_table_hostile_text_is_refused)
{
    Buf many = BUF_INIT;
    expect_refused("a,\"b\nc", 6, "Row 1: a quote is not closed");
    expect_refused("\x80\x80\xFF", 3, "neither UTF-8 nor GB18030");
    expect_refused("a\0b", 3, "no text and no workbook");
    expect_refused("\xFF\0b", 3, "no text and no workbook");
    for (size_t i = 0; i <= TABLE_ROWS; i++)
        buf_add(&many, "a,b\n");
    expect_refused(many.data, many.len, "more than 100000 rows");
    buf_clear(&many);
    for (size_t i = 0; i < 20000; i++)
        buf_add(&many, ",");
    expect_refused(many.data, many.len, "more columns");
    buf_clear(&many);
    for (size_t i = 0; i < 20000; i++)
        buf_add(&many, "12345678");
    expect_refused(many.data, many.len, "too long");
    buf_free(&many);
    ck_done(path_write(target, "PK\003\004 no zip", 10, &help_err));
    ck_assert(!tell(&(Buf)BUF_INIT));
    free(target);
    target = temp_path(folder, "不在");
    ck_assert(!tell(&(Buf)BUF_INIT));
    ck_assert(help_is_err(ERR_NOT_FOUND, "不在"));
}
END_TEST

static void add_part(zip_t *zip, const char *name, const char *text)
{
    zip_source_t *source = zip_source_buffer(zip, text, strlen(text), 0);
    ck_assert_int_ge(zip_file_add(zip, name, source, ZIP_FL_OVERWRITE), 0);
}

/* Numbers that are names: zeros that a style shows stay, and lost digits are told. */
START_TEST(test_table_numbers_keep_their_digits)
{
    Buf out = BUF_INIT;
    zip_t *zip = zip_open(target, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    add_part(zip, "xl/workbook.xml",
             "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets>"
             "</workbook>");
    add_part(zip, "xl/_rels/workbook.xml.rels",
             "<Relationships><Relationship Id=\"r1\" Target=\"a.xml\"/></Relationships>");
    add_part(zip, "xl/styles.xml",
             "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"000000000000\"/>"
             "<numFmt numFmtId=\"165\" formatCode=\"0.00\"/></numFmts><cellXfs><xf/>"
             "<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>");
    add_part(zip, "xl/a.xml",
             "<worksheet><sheetData><row r=\"1\"><c s=\"1\"><v>123</v></c>"
             "<c s=\"1\"><v>1234567890123</v></c><c s=\"2\"><v>5</v></c>"
             "<c><v>123456789012345</v></c><c><v>1.23E5</v></c>"
             "<c><v>1.234567890123457E+17</v></c><c s=\"1\"><v>123456789012345678</v></c>"
             "<c s=\"1\"><v>-5</v></c></row></sheetData></worksheet>");
    ck_assert_int_eq(zip_close(zip), 0);
    ck_done(tell(&out));
    ck_assert_str_eq(out.data, "sheet a, A1=000000000123|sheet a, B1=1234567890123|"
                               "sheet a, C1=5|sheet a, D1=123456789012345|sheet a, E1=123000|"
                               "sheet a, F1=1.234567890123457E+17 rounded|"
                               "sheet a, G1=123456789012345678 rounded|sheet a, H1=-5|\n");
    buf_free(&out);
}
END_TEST

START_TEST(test_table_workbook_is_read)
{
    Buf out = BUF_INIT;
    zip_t *zip = zip_open(target, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    add_part(zip, "xl/workbook.xml",
             "<workbook xmlns:r=\"r\"><sheets><sheet name=\"结果\" r:id=\"r1\"/></sheets>"
             "</workbook>");
    add_part(zip, "xl/_rels/workbook.xml.rels",
             "<Relationships><Relationship Id=\"r1\" Target=\"a.xml\"/></Relationships>");
    add_part(zip, "xl/styles.xml",
             "<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
    add_part(zip, "xl/a.xml",
             "<worksheet><sheetData><row r=\"2\"><c><v>1.2345678901E+10</v></c>"
             "<c s=\"1\"><v>46347</v></c><c><v>0.1</v></c><c t=\"e\"><v>#N/A</v></c>"
             "<c><f>A1</f></c><c t=\"str\"><f>A1</f><v>丙</v></c></row>"
             "<row r=\"5\" hidden=\"1\"><c><v>1</v></c><c><v>2</v></c></row>"
             "<row r=\"6\"><c><v>3</v></c></row></sheetData>"
             "<mergeCells><mergeCell ref=\"A5:B6\"/></mergeCells></worksheet>");
    ck_assert_int_eq(zip_close(zip), 0);
    ck_done(tell(&out));
    ck_assert_str_eq(out.data, "sheet 结果, A2=12345678901|sheet 结果, B2=2026-11-21|"
                               "sheet 结果, C2=0.1|sheet 结果, D2=#N/A error|"
                               "sheet 结果, E2= error formula|sheet 结果, F2=丙 formula|\n"
                               "sheet 结果, A5=1| hidden\n");
    buf_free(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("table");
    TCase *tcase = tcase_create("table");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_loop_test(tcase, test_table_text_is_read, 0, COUNT_OF(texts));
    tcase_add_test(tcase, test_table_of_utf16_is_read);
    tcase_add_test(tcase, test_table_hostile_text_is_refused);
    tcase_add_test(tcase, test_table_numbers_keep_their_digits);
    tcase_add_test(tcase, test_table_workbook_is_read);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
