/* The columns of a record type shown as a grid: which fields, how wide, which have a sum, and
 * the column worked out from others that some grids carry. Derived from the catalogue. Pure. */
#ifndef ANJUAN_UI_MODEL_GRID_H
#define ANJUAN_UI_MODEL_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/money.h"
#include "domain/casefile.h"
#include "domain/catalog.h"
#include "domain/codes.h"
#include "ui/model/columns.h"

enum { GRID_COLUMNS = 12 };

typedef struct GridColumn {
    FieldId field; /* FIELD_COUNT: worked out, plus less minus */
    FieldId plus, minus;
} GridColumn;

typedef struct Grid {
    RecordId record;
    int n;
    GridColumn columns[GRID_COLUMNS];
    bool money; /* some column has amounts */
    bool total; /* and some has a sum */
} Grid;

/* The fields flagged FF_LIST in the catalogue's order, then what is worked out. */
void grid_init(Grid *grid, RecordId record);
int grid_column(const Grid *grid, FieldId field);     /* -1: not a column */
const char *grid_title(const Grid *grid, int column); /* translated */

/* For table_widths(): what is wanted by type; the drawer widens money to what there is. */
void grid_columns(const Grid *grid, TableColumn *out);

/* The money of a cell; false when nothing can be said (an empty field, not a money column). */
bool grid_fen(const Grid *grid, const CaseFile *file, size_t row, int column, Fen *fen);
bool grid_sum(const Grid *grid, const CaseFile *file, int column, Fen *sum);

/* The fields of the record that are no column: shown with the whole row. Returns their count.
 */
int grid_rest(RecordId record, FieldId *out, int max);

#endif
