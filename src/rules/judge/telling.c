/* Sorted, and without those that begin with another one: of what stands at a place of the text
 * only the last value that does not come after it can be its beginning. */
#include "config.h"

#include "rules/judge/telling.h"

#include <stdlib.h>
#include <string.h>

/* So many bytes tell somebody; fewer may stand in any day or sum. */
enum { TELLING = 7 };

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool begins_with(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

void telling_read(const FieldContext *ctx, const CaseFile *file, Arena *arena, Telling *out)
{
    size_t room = 0, n = 0;
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        if (field_is_masked(ctx, field))
            room += case_rows(file, field->record);
    }
    const char **values = arena_alloc(arena, (room + 1) * sizeof(*values));
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        size_t rows = field_is_masked(ctx, field) ? case_rows(file, field->record) : 0;
        for (size_t row = 0; row < rows; row++) {
            const char *value = case_get(file, field->id, row);
            if (value && strlen(value) >= TELLING)
                values[n++] = value;
        }
    }
    qsort(values, n, sizeof(*values), by_bytes);
    *out = (Telling){.values = values};
    for (size_t i = 0; i < n; i++) {
        if (!out->n || !begins_with(values[i], values[out->n - 1]))
            values[out->n++] = values[i];
    }
}

/* The last that does not come after it, or NULL. */
static const char *last_before(const Telling *telling, const char *text)
{
    size_t from = 0, to = telling->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (strcmp(telling->values[middle], text) <= 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from ? telling->values[from - 1] : NULL;
}

bool telling_in(const Telling *telling, const char *text)
{
    for (size_t left = strlen(text); left >= TELLING; left--, text++) {
        const char *value = last_before(telling, text);
        if (value && begins_with(text, value))
            return true;
    }
    return false;
}
