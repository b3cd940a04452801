/* The cases that share a card, a phone or a number with one that was changed: what the rules
 * say about them may be different now, so the queue's counts of them are made anew, in the same
 * transaction and at most NEAR_MAX of them. */
#include "config.h"

#include <string.h>

#include "app/cases.h"
#include "app/inner.h"
#include "base/attr.h"
#include "rules/staging/share.h"

/* A checksum (FNV-1a) of what the rules about other cases read, so that an edit of anything
 * else costs nothing more. */
static uint64_t checksum(const CaseFile *file)
{
    uint64_t sum = 0xcbf29ce484222325u;
    FieldId field;
    for (size_t i = 0; share_read(i, &field); i++) {
        const RecordDef *record = catalog_record(catalog_field(field)->record);
        size_t rows = record->flags & RF_MANY ? case_rows(file, record->id) : 1;
        for (size_t row = 0; row < rows; row++) {
            const char *value = case_get(file, field, row);
            for (const char *at = value ? value : ""; *at; at++)
                sum = (sum ^ (unsigned char)*at) * 0x100000001b3u;
            sum = (sum ^ 0x1f) * 0x100000001b3u;
        }
    }
    return sum;
}

static void add(CaseNear *near, int64_t id)
{
    for (size_t i = 0; i < near->n; i++) {
        if (near->ids[i] == id)
            return;
    }
    if (near->n < NEAR_MAX)
        near->ids[near->n++] = id;
}

/* Whether the rules about other cases read the cell that changes; everything may change with an
 * edit that is not of one cell. */
static bool may_matter(const CaseNear *near)
{
    FieldId field;
    for (size_t i = 0; near->cell && share_read(i, &field); i++) {
        if (field == near->field)
            return true;
    }
    return !near->cell;
}

/* Of a list only the row of the cell that changes can bring or lose a neighbour. */
static bool row_matters(const CaseNear *near, const RecordDef *record, size_t row)
{
    const FieldDef *field = near->cell ? catalog_field(near->field) : NULL;
    if (!field || !(catalog_record(field->record)->flags & RF_MANY))
        return true;
    return field->record == record->id && near->row == row;
}

static bool collect(Session *session, const CaseFile *file, CaseNear *near, Err *err)
{
    Arena *arena = arena_new();
    FieldId field;
    ShareKind kind;
    bool done = true;
    for (size_t i = 0; done && share_field(i, &field, &kind); i++) {
        const RecordDef *record = catalog_record(catalog_field(field)->record);
        size_t rows = record->flags & RF_MANY ? case_rows(file, record->id) : 1;
        for (size_t row = 0; done && share_counts(file, field) && row < rows; row++) {
            Shared shared[NEAR_MAX];
            size_t n = 0;
            if (!row_matters(near, record, row))
                continue;
            done = share_find(session_store(session), field, case_get(file, field, row), NULL,
                              case_head_of(file)->id, NEAR_MAX, arena, shared, &n, err);
            for (size_t k = 0; k < n; k++)
                add(near, shared[k].case_id);
        }
    }
    arena_free(arena);
    return done;
}

bool case_near_before(Session *session, const CaseFile *file, CaseNear *near, Err *err)
{
    if (!may_matter(near))
        return true;
    near->sum = checksum(file);
    near->n = 0;
    return collect(session, file, near, err);
}

static bool judge(Session *session, int64_t id, Err *err)
{
    CaseFile *file = NULL;
    bool done =
        case_load(session_store(session), id, &file, err) && case_summarise(session, file, err);
    case_free(file);
    return done;
}

bool case_near_after(Session *session, const CaseFile *file, CaseNear *near, Err *err)
{
    if (!may_matter(near) || checksum(file) == near->sum)
        return true;
    bool done = collect(session, file, near, err);
    for (size_t i = 0; done && i < near->n; i++)
        done = judge(session, near->ids[i], err);
    return done;
}
