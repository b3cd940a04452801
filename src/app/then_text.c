/* The rows are put into a case file, and that is written as an export is. */
#include "config.h"

#include "app/then_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/layer.h"
#include "exchange/portable.h"

/* Rows of a record in the order in which they stood. */
static int by_place(const void *left, const void *right)
{
    const ThenRow *a = *(const ThenRow *const *)left, *b = *(const ThenRow *const *)right;
    const char *x = then_value(a, "place"), *y = then_value(b, "place");
    long long first = x ? atoll(x) : 0, second = y ? atoll(y) : 0;
    if (first != second)
        return first < second ? -1 : 1;
    return (then_id(a) > then_id(b)) - (then_id(a) < then_id(b));
}

static bool is_later(const ThenRow *row)
{
    const char *later = then_value(row, "later");
    return later && strcmp(later, "1") == 0;
}

static void put_record(const Then *then, const RecordDef *record, bool application,
                       CaseFile *file)
{
    const ThenRow **rows = xcalloc(then->n + 1, sizeof *rows);
    size_t n = 0;
    for (size_t i = 0; i < then->n; i++) {
        if (strcmp(then_table(then->rows[i]), record->table) == 0 &&
            !(application && is_later(then->rows[i])))
            rows[n++] = then->rows[i];
    }
    if (n)
        qsort(rows, n, sizeof *rows, by_place);
    for (size_t row = 0; row < n && (row == 0 || (record->flags & RF_MANY)); row++) {
        for (int i = 0; i < record->fields; i++) {
            const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
            if (!application || layer_gives_back(record->table, field->key))
                case_put(file, field->id, row, then_value(rows[row], field->key));
        }
    }
    free(rows);
}

CaseFile *then_case(const Then *then, bool application)
{
    CaseFile *file = case_new();
    for (int id = 0; id < REC_COUNT; id++)
        put_record(then, catalog_record((RecordId)id), application, file);
    return file;
}

void then_text(const Then *then, bool application, Buf *out)
{
    CaseFile *file = then_case(then, application);
    portable_write(file, out);
    case_free(file);
}

/* A line of the text without what only sets it out. */
static char *bare_line(const char *line)
{
    size_t from = strspn(line, " "), n = strcspn(line + from, "\n");
    if (n && line[from + n - 1] == ',')
        n--;
    return xstrndup(line + from, n);
}

static const char *next_line(const char *line)
{
    line += strcspn(line, "\n");
    return line + (*line == '\n');
}

void then_difference(const char *told, const char *stored, char **a, char **b)
{
    *a = bare_line(told);
    *b = bare_line(stored);
    while (strcmp(*a, *b) == 0 && (*told || *stored)) {
        free(*a);
        free(*b);
        *a = bare_line(told = next_line(told));
        *b = bare_line(stored = next_line(stored));
    }
}

/* ---- given up ---- */

typedef struct Looking {
    const GivenUp *up;
    Buf was, is;
    bool erased;
} Looking;

static bool look(void *ctx, const Then *then, Err *err)
{
    Looking *looking = ctx;
    (void)err;
    looking->erased = looking->erased || then->erased;
    then_text(then, true, then->group == looking->up->began ? &looking->was : &looking->is);
    return true;
}

bool then_given_up(Store *store, const GivenUp *up, char **was, char **is, Err *err)
{
    const int64_t groups[] = {up->began, up->group};
    Looking looking = {.up = up, .was = BUF_INIT, .is = BUF_INIT};
    const ThenAt at = {.groups = groups, .n = 2, .after = true};
    bool done = journal_then(store, up->case_id, &at, look, &looking, err);
    *was = *is = NULL;
    if (done && !looking.erased && looking.was.data && looking.is.data &&
        strcmp(looking.was.data, looking.is.data) != 0)
        then_difference(looking.was.data, looking.is.data, was, is);
    buf_free(&looking.was);
    buf_free(&looking.is);
    return done;
}
