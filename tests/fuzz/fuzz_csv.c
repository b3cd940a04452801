/* Any bytes as a table of others: read within bounds or refused, and whatever they were, what
 * comes out is UTF-8 in order. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "base/text/text.h"
#include "exchange/table.h"
#include "tests/fuzz/fuzz.h"

static void check_row(const TableRow *row)
{
    for (size_t i = 0; i < row->n; i++) {
        const TableCell *cell = &row->cells[i];
        if (!*cell->text || !text_valid(cell->text, strlen(cell->text), &(size_t){0}) ||
            (i && cell->column <= row->cells[i - 1].column) ||
            table_cell(row, cell->column) != cell)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/anjuan-fuzz-XXXXXX";
    int fd = mkstemp(path);
    Table *table = NULL;
    if (fd < 0 || !path_write_to(fd, data, size) || close(fd) != 0)
        abort();
    /* What begins as a workbook does is for fuzz_xlsx. */
    if (table_read(path, &table, NULL) && table_sheets(table) == 1) {
        const TableSheet *sheet = table_sheet(table, 0);
        for (size_t i = 0; i < sheet->n; i++) {
            if (i && sheet->rows[i].number <= sheet->rows[i - 1].number)
                abort();
            check_row(&sheet->rows[i]);
        }
    }
    table_free(table);
    unlink(path);
    return 0;
}
