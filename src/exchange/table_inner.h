/* How the readers of tables add what they find: rows in order, cells in the order of their
 * columns. Only they include this. */
#ifndef ANJUAN_EXCHANGE_TABLE_INNER_H
#define ANJUAN_EXCHANGE_TABLE_INNER_H

#include "base/arena.h"
#include "exchange/table.h"

/* Refusals name the file and, where there is one, the sheet. */
typedef struct TableBuild {
    Arena *arena;
    const char *path;
    TableSheet *sheets;
    size_t n_sheets, sheets_room;
    size_t rows_room; /* of the sheet that is last */
    TableCell *cells; /* of the row that is open */
    size_t n_cells, cells_room;
    size_t row, rows, bytes; /* the open row, from 1, 0: none; of all sheets */
    bool hidden;
} TableBuild;

void table_begin_sheet(TableBuild *build, const char *name, bool hidden);
bool table_add(TableBuild *build, size_t row, const TableCell *cell, bool hidden, Err *err);
void table_end_sheet(TableBuild *build);

bool table_read_xlsx(TableBuild *build, Err *err);
bool table_read_csv(TableBuild *build, Err *err);

#endif
