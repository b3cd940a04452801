/* Any bytes as a sheet, as the shared texts and as the styles of a workbook: read or refused,
 * within bounds. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "exchange/xlsx_read.h"
#include "tests/fuzz/fuzz.h"

static void add_part(zip_t *zip, const char *name, const void *bytes, size_t n)
{
    zip_source_t *source = zip_source_buffer(zip, bytes, n, 0);
    if (!source || zip_file_add(zip, name, source, ZIP_FL_OVERWRITE) < 0)
        abort();
}

static void make_book(const char *path, const uint8_t *data, size_t size)
{
    static const char list[] = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"s\" r:id=\"r1\"/>"
                               "</sheets></workbook>";
    static const char relations[] =
        "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/s.xml\"/></Relationships>";
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    if (!zip)
        abort();
    add_part(zip, "xl/workbook.xml", list, strlen(list));
    add_part(zip, "xl/_rels/workbook.xml.rels", relations, strlen(relations));
    add_part(zip, "xl/worksheets/s.xml", data, size);
    add_part(zip, "xl/sharedStrings.xml", data, size);
    add_part(zip, "xl/styles.xml", data, size);
    if (zip_close(zip) != 0)
        abort();
}

static bool check_cell(void *ctx, const XlsxCell *cell)
{
    size_t *seen = ctx;
    if (!cell->text || cell->row >= 1048576 || cell->column >= 16384 ||
        !strchr("snbe", cell->type) || (cell->day && !*cell->day))
        abort();
    return ++*seen < 100000;
}

static bool check_merge(void *ctx, const XlsxMerge *merge)
{
    size_t *seen = ctx;
    if (merge->last_row >= 1048576 || merge->last_column >= 16384)
        abort();
    return ++*seen < 100000;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/anjuan-fuzz-XXXXXX";
    int fd = mkstemp(path);
    XlsxBook *book = NULL;
    size_t seen = 0;
    if (fd < 0)
        abort();
    close(fd);
    make_book(path, data, size);
    if (!xlsx_open(path, &book, NULL))
        abort();
    xlsx_read_sheet(book, 0, &(XlsxSink){check_cell, check_merge, &seen}, NULL);
    xlsx_close(book);
    SheetSum sum;
    const SheetSum *sums[] = {&sum};
    sheet_sum_begin(&sum, "s");
    sheet_sum_end(&sum);
    xlsx_check(path, sums, 1, NULL);
    sheet_sum_free(&sum);
    unlink(path);
    return 0;
}
