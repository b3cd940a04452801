/* The cases that share a card, a phone or a number with one that was changed, are of the same
 * household, or tell a story much like it: what the rules say about them may be different now,
 * so the queue's counts of them are made anew, in the same transaction and at most
 * ALIKE_COUNTS_MAX of them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "base/attr.h"
#include "base/mem.h"
#include "rules/staging/alike.h"
#include "rules/staging/story.h"

/* A checksum (FNV-1a) of what the rules about other cases read, so that an edit of anything
 * else costs nothing more. */
static uint64_t checksum(const CaseFile *file)
{
    uint64_t sum = 0xcbf29ce484222325u;
    FieldId field;
    for (size_t i = 0; alike_read_field(i, &field); i++) {
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

/* What is more than can be judged now is judged when there is time. */
static bool add(Session *session, AlikeCounts *counts, int64_t id, Err *err)
{
    for (size_t i = 0; i < counts->n; i++) {
        if (counts->ids[i] == id)
            return true;
    }
    if (counts->n == ALIKE_COUNTS_MAX)
        return counts->asked || summary_stale(session_store(session), id, err);
    counts->ids[counts->n++] = id;
    return true;
}

/* Whether the rules about other cases read the cell that changes; everything may change with an
 * edit that is not of one cell. */
static bool may_matter(const AlikeCounts *counts)
{
    FieldId field;
    for (size_t i = 0; counts->cell && alike_read_field(i, &field); i++) {
        if (field == counts->field)
            return true;
    }
    return !counts->cell;
}

static bool has_compared(RecordId record)
{
    FieldId field;
    AlikeKind kind;
    for (size_t i = 0; alike_field(i, &field, &kind); i++) {
        if (catalog_field(field)->record == record)
            return true;
    }
    return false;
}

/* Of a list with values that are looked for only the row of the cell that changes can bring or
 * lose a neighbour; what is owned and owed is told of whoever is alike by something else. */
static bool row_matters(const AlikeCounts *counts, const RecordDef *record, size_t row)
{
    const FieldDef *field = counts->cell ? catalog_field(counts->field) : NULL;
    if (!field || !(catalog_record(field->record)->flags & RF_MANY) ||
        !has_compared(field->record))
        return true;
    return field->record == record->id && counts->row == row;
}

static bool collect_stories(Session *session, const CaseFile *file, AlikeCounts *counts,
                            Err *err)
{
    StoryLike like[ALIKE_COUNTS_MAX];
    size_t n = 0;
    bool full = false;
    if (!row_matters(counts, catalog_record(REC_STATEMENT), 0))
        return true;
    bool done = story_like(session_store(session), case_head_of(file)->id,
                           case_get(file, F_STATEMENT_story, 0), like, ALIKE_COUNTS_MAX, &n,
                           &full, err);
    counts->crowded = counts->crowded || full;
    for (size_t i = 0; done && i < n; i++)
        done = add(session, counts, like[i].case_id, err);
    return done;
}

/* Those that have the value in that field. */
static bool collect_at(Session *session, const CaseFile *file, FieldId at, const char *value,
                       AlikeCounts *counts, Err *err)
{
    AlikeCase shared[ALIKE_COUNTS_MAX];
    size_t n = 0;
    Arena *arena = arena_new();
    bool done =
        alike_find(session_store(session), at, value, case_get(file, F_PATIENT_born_on, 0),
                   case_head_of(file)->id, ALIKE_COUNTS_MAX, arena, shared, &n, err);
    counts->crowded = counts->crowded || n + 1 >= ALIKE_COUNTS_MAX;
    for (size_t i = 0; done && i < n; i++)
        done = !alike_looks(at, shared[i].payee_kind) ||
               add(session, counts, shared[i].case_id, err);
    arena_free(arena);
    return done;
}

/* Those that look for the value in other cases: one's initiator may be another's guardian. */
static bool collect_value(Session *session, const CaseFile *file, FieldId field, AlikeKind kind,
                          const char *value, AlikeCounts *counts, Err *err)
{
    FieldId at;
    AlikeKind other;
    bool done = true;
    for (size_t i = 0; done && value && alike_field(i, &at, &other); i++)
        done = other != kind || !alike_compares(field, at, value) ||
               collect_at(session, file, at, value, counts, err);
    return done;
}

static bool collect_account(Session *session, const CaseFile *file, AlikeCounts *counts,
                            Err *err)
{
    static bool (*const find[])(Store *, const CaseFile *, size_t, Arena *, AlikeCase *,
                                size_t *, Err *) = {alike_find_account, alike_find_accounts};
    AlikeCase shared[ALIKE_COUNTS_MAX];
    Arena *arena = arena_new();
    bool done = true;
    for (size_t k = 0; done && k < COUNT_OF(find); k++) {
        size_t n = 0;
        done = find[k](session_store(session), file, ALIKE_COUNTS_MAX, arena, shared, &n, err);
        counts->crowded = counts->crowded || n + 1 >= ALIKE_COUNTS_MAX;
        for (size_t i = 0; done && i < n; i++)
            done = add(session, counts, shared[i].case_id, err);
    }
    arena_free(arena);
    return done;
}

/* Brothers and sisters, told by the people whom both households name. */
static bool collect_household(Session *session, const CaseFile *file, AlikeCounts *counts,
                              Err *err)
{
    AlikeCase shared[ALIKE_COUNTS_MAX];
    AlikePerson person;
    Arena *arena = arena_new();
    bool done = true;
    for (size_t i = 0; done && alike_person(file, i, arena, &person); i++) {
        size_t n = 0;
        done = alike_find_person(session_store(session), &person, case_head_of(file)->id,
                                 ALIKE_COUNTS_MAX, arena, shared, &n, err);
        counts->crowded = counts->crowded || n + 1 >= ALIKE_COUNTS_MAX;
        for (size_t k = 0; done && k < n; k++)
            done = add(session, counts, shared[k].case_id, err);
    }
    arena_free(arena);
    return done;
}

static bool collect(Session *session, const CaseFile *file, AlikeCounts *counts, Err *err)
{
    FieldId field;
    AlikeKind kind;
    bool done = true;
    for (size_t i = 0; done && alike_field(i, &field, &kind); i++) {
        const RecordDef *record = catalog_record(catalog_field(field)->record);
        size_t rows = record->flags & RF_MANY ? case_rows(file, record->id) : 1;
        for (size_t row = 0; done && row < rows; row++)
            done = !row_matters(counts, record, row) ||
                   collect_value(session, file, field, kind, case_get(file, field, row), counts,
                                 err);
    }
    return done && collect_account(session, file, counts, err) &&
           collect_household(session, file, counts, err) &&
           collect_stories(session, file, counts, err);
}

bool alike_counts_before(Session *session, const CaseFile *file, AlikeCounts *counts, Err *err)
{
    if (!may_matter(counts))
        return true;
    counts->sum = checksum(file);
    counts->n = 0;
    return collect(session, file, counts, err);
}

static bool judge(Session *session, int64_t id, Err *err)
{
    CaseFile *file = NULL;
    bool done =
        case_load(session_store(session), id, &file, err) && summary_make(session, file, err);
    case_free(file);
    return done;
}

bool alike_counts_after(Session *session, const CaseFile *file, AlikeCounts *counts, Err *err)
{
    if (!may_matter(counts) || checksum(file) == counts->sum)
        return true;
    bool done =
        alike_keep(session_store(session), file, err) && collect(session, file, counts, err);
    for (size_t i = 0; done && i < counts->n; i++)
        done = judge(session, counts->ids[i], err);
    return done;
}

/* ---- many at once ---- */

static int by_id(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* Each once. */
static void sort_later(AlikeLater *later)
{
    size_t kept = 0;
    if (later->n)
        qsort(later->ids, later->n, sizeof(*later->ids), by_id);
    for (size_t i = 0; i < later->n; i++)
        if (!kept || later->ids[kept - 1] != later->ids[i])
            later->ids[kept++] = later->ids[i];
    later->n = kept;
}

void alike_counts_note(AlikeLater *later, int64_t id)
{
    if (later->n == later->room) {
        sort_later(later);
        later->room = later->n * 2 + 64;
        later->ids = xreallocarray(later->ids, later->room, sizeof(*later->ids));
    }
    later->ids[later->n++] = id;
}

bool alike_counts_join(Session *session, const CaseFile *file, const AlikeCounts *before,
                       AlikeLater *later, Err *err)
{
    AlikeCounts counts = {0};
    if (checksum(file) == before->sum)
        return true;
    bool done =
        alike_keep(session_store(session), file, err) && collect(session, file, &counts, err);
    for (size_t i = 0; done && i < before->n; i++)
        alike_counts_note(later, before->ids[i]);
    for (size_t i = 0; done && i < counts.n; i++)
        alike_counts_note(later, counts.ids[i]);
    return done;
}

bool alike_counts_later(Session *session, const CaseFile *file, AlikeLater *later, Err *err)
{
    const AlikeCounts none = {0};
    alike_counts_note(later, case_head_of(file)->id);
    return alike_counts_join(session, file, &none, later, err);
}

bool alike_counts_now(Session *session, AlikeLater *later, Err *err)
{
    bool done = true;
    sort_later(later);
    for (size_t i = 0; done && i < later->n; i++)
        done = judge(session, later->ids[i], err);
    return done;
}

bool alike_counts_crowded(Session *session, const CaseFile *file, bool *crowded, Err *err)
{
    AlikeCounts counts = {.asked = true};
    bool done = alike_counts_before(session, file, &counts, err);
    *crowded = counts.crowded;
    return done;
}
