/* What the library that writes workbooks costs by itself: xlsx ROWS COLUMNS FILE, a sheet of
 * short texts. The floor under an export. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

enum { TEXTS = 97 };

int main(int argc, char **argv)
{
    char text[32];
    if (argc != 4)
        return 2;
    long rows = atol(argv[1]), columns = atol(argv[2]);
    lxw_workbook *book = workbook_new(argv[3]);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    for (long row = 0; row < rows; row++) {
        for (long column = 0; column < columns; column++) {
            snprintf(text, sizeof text, "虚构%ld-%ld", row % TEXTS, column);
            worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column, text, NULL);
        }
    }
    return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}
