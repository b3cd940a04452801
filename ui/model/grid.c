/* Which fields are columns, how wide, and the sums below them. */
#include "config.h"

#include "ui/model/grid.h"

#include "base/attr.h"
#include "base/i18n.h"

/* Columns that are worked out from two others, so that nobody does sums in the head. */
static const struct Derived {
    RecordId record;
    const char *title;
    FieldId plus, minus;
} derived[] = {
    {REC_PLAN, N_("Own share"), F_PLAN_estimate_fen, F_PLAN_insured_fen},
};

void grid_init(Grid *grid, RecordId record)
{
    const RecordDef *def = catalog_record(record);
    *grid = (Grid){.record = record};
    for (int i = 0; i < def->fields && grid->n < GRID_COLUMNS; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)def->first + i));
        if (!(field->flags & FF_LIST))
            continue;
        grid->columns[grid->n++] = (GridColumn){.field = field->id};
        grid->money = grid->money || field->type == FT_MONEY;
        grid->total = grid->total || (field->type == FT_MONEY && !(field->flags & FF_APART));
    }
    for (size_t i = 0; i < COUNT_OF(derived) && grid->n < GRID_COLUMNS; i++) {
        if (derived[i].record == record)
            grid->columns[grid->n++] = (GridColumn){
                .field = FIELD_COUNT, .plus = derived[i].plus, .minus = derived[i].minus};
    }
}

int grid_column(const Grid *grid, FieldId field)
{
    for (int i = 0; i < grid->n; i++) {
        if (grid->columns[i].field == field)
            return i;
    }
    return -1;
}

const char *grid_title(const Grid *grid, int column)
{
    const GridColumn *at = &grid->columns[column];
    if (at->field < FIELD_COUNT)
        return _(catalog_field(at->field)->label);
    for (size_t i = 0; i < COUNT_OF(derived); i++) {
        if (derived[i].record == grid->record && derived[i].plus == at->plus)
            return _(derived[i].title);
    }
    return "";
}

/* What a column cannot do without, by type; wider texts are cut. */
static int least_cols(const FieldDef *field)
{
    switch (field->type) {
    case FT_MONEY:
        return 8;
    case FT_DATE:
        return 10;
    case FT_MONTH:
        return 7;
    case FT_YESNO:
    case FT_COUNT:
        return 4;
    case FT_TEXT:
    case FT_PROSE:
    case FT_CODE:
    case FT_ID:
    case FT_PHONE:
    case FT_CARD:
    case FT_ICD10:
    case FT_REGION:
    case FT_FILE:
    case FT_COUNT_OF_TYPES:
        break;
    }
    return field->cols < 6 ? field->cols : 6;
}

void grid_columns(const Grid *grid, TableColumn *out)
{
    for (int i = 0; i < grid->n; i++) {
        FieldId id = grid->columns[i].field;
        if (id == FIELD_COUNT) {
            out[i] = (TableColumn){.title = grid_title(grid, i),
                                   .least = 8,
                                   .want = 12,
                                   .priority = GRID_COLUMNS,
                                   .align = TEXT_RIGHT};
            continue;
        }
        const FieldDef *field = catalog_field(id);
        bool number = field_is_number(field);
        out[i] = (TableColumn){.title = grid_title(grid, i),
                               .least = least_cols(field),
                               .want = field->cols,
                               .priority = field->flags & FF_REQUIRED || number ? 0 : 1,
                               .align = number ? TEXT_RIGHT : TEXT_LEFT};
        if (out[i].want < out[i].least)
            out[i].want = out[i].least;
    }
}

bool grid_fen(const Grid *grid, const CaseFile *file, size_t row, int column, Fen *fen)
{
    const GridColumn *at = &grid->columns[column];
    if (at->field == FIELD_COUNT) {
        *fen = case_fen(file, at->plus, row) - case_fen(file, at->minus, row);
        return case_get(file, at->plus, row) != NULL;
    }
    *fen = 0;
    if (catalog_field(at->field)->type != FT_MONEY || !case_get(file, at->field, row))
        return false;
    *fen = case_fen(file, at->field, row);
    return true;
}

bool grid_sum(const Grid *grid, const CaseFile *file, int column, Fen *sum)
{
    bool any = false;
    *sum = 0;
    for (size_t row = 0; row < case_rows(file, grid->record); row++) {
        Fen fen;
        if (!grid_fen(grid, file, row, column, &fen))
            continue;
        *sum += fen; /* at most MONEY_MAX each: no number of rows that fits a case overflows */
        any = true;
    }
    return any;
}

int grid_rest(RecordId record, FieldId *out, int max)
{
    const RecordDef *def = catalog_record(record);
    int n = 0;
    for (int i = 0; i < def->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)def->first + i));
        if (!(field->flags & (FF_LIST | FF_GIVEN)) && n < max)
            out[n++] = field->id;
    }
    return n;
}
