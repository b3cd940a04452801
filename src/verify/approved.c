/* The rows of the case are taken in the order of their places, as the text has them, and each
 * value is compared by its digest. Of a case that was erased since there is nothing to compare.
 */
#include "config.h"

#include "verify/approved.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "verify/hash.h"
#include "verify/json.h"
#include "verify/replay_inner.h"
#include "verify/standing.h"

/* What a case and its rows have beside their fields. */
static const char *const of_case[] = {"amendment",  "created_at", "created_by", "handed_to",
                                      "keeper",     "life",       "no",         "status",
                                      "updated_at", "updated_by", "version",    "working"};
static const char *const of_row[] = {"case_id", "later", "place"};
/* What is done about a case, in tables that name it. */
static const char *const about[] = {"approval", "batch_case",       "batch_copy", "dossier",
                                    "erasure",  "finding_accepted", "life_step",  "pen",
                                    "reveal",   "review",           "stop"};

typedef struct Approved {
    const Group *group;
    Report *report;
    bool erased, told; /* told: that it differs; once is enough */
    bool again;        /* the application alone, after an amendment was given up */
    const Kept **rows; /* of the case, those that are there, in the order of their places */
    size_t n;
} Approved;

static bool is_among(const char *word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i], word) == 0)
            return true;
    }
    return false;
}

/* A field with a value: what is empty does not stand in the text. */
static bool is_field(const Approved *a, const Kept *row, const Cell *cell)
{
    if (a->again && !standing_is_application(row->table, cell->column))
        return false;
    return cell->type != VALUE_EMPTY && !(cell->type == VALUE_TEXT && !cell->said[0]) &&
           (strcmp(row->table, "case_file") == 0
                ? !is_among(cell->column, of_case, COUNT_OF(of_case))
                : !is_among(cell->column, of_row, COUNT_OF(of_row)));
}

static bool has_fields(const Approved *a, const Kept *row)
{
    for (size_t i = 0; i < row->n; i++) {
        if (is_field(a, row, &row->cells[i]))
            return true;
    }
    return false;
}

static long long place_of(const Kept *row)
{
    const Cell *cell = replay_cell(row, "place");

    return cell && cell->type == VALUE_INT ? atoll(cell->said) : 0;
}

static int by_place(const void *left, const void *right)
{
    const Kept *a = *(const Kept *const *)left, *b = *(const Kept *const *)right;
    long long first = place_of(a), second = place_of(b);

    if (first != second)
        return first < second ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void take_row(Approved *a, const Kept *row)
{
    if (!row->there || is_among(row->table, about, COUNT_OF(about)) ||
        (a->again && strcmp(standing_text(row, "later"), "1") == 0))
        return;
    for (size_t i = 0; i < row->n; i++)
        a->erased = a->erased || row->cells[i].type == VALUE_ERASED;
    if (has_fields(a, row))
        a->rows[a->n++] = row;
}

static void take_rows(Approved *a, const Kept *head)
{
    size_t n = 1;

    for (const Kept *row = head->of_case; row; row = row->next)
        n++;
    a->rows = xcalloc(n, sizeof(*a->rows));
    take_row(a, head);
    for (const Kept *row = head->of_case; row; row = row->next)
        take_row(a, row);
    qsort(a->rows, a->n, sizeof(*a->rows), by_place);
}

/* ---- against the text ---- */

static const char *table_called(const char *record)
{
    return strcmp(record, "case") == 0 ? "case_file" : record;
}

static void tell(Approved *a, const char *record, const char *field, const char *told,
                 const char *approved)
{
    if (!a->told)
        report_fault(
            a->report, a->group->position,
            a->again
                ? _("Event %lld: an amendment was given up, and what was approved does not "
                    "stand there again: %s, %s: the history says %s, the approval has %s")
                : _("Event %lld: what was approved is not what the case was then: %s, %s: the "
                    "history says %s, the approval has %s"),
            (long long)a->group->position, record, field, told, approved);
    a->told = true;
}

static bool is_said(const Cell *cell, const json_t *value)
{
    unsigned char digest[HASH];
    Value is = {.type = VALUE_EMPTY};

    if (json_is_integer(value))
        is = (Value){.type = VALUE_INT, .number = json_integer_value(value)};
    else if (json_is_string(value))
        is = (Value){.type = VALUE_TEXT, .bytes = json_text_of(value)};
    hash_kept(&is, digest);
    return is.type != VALUE_EMPTY && memcmp(digest, cell->digest, HASH) == 0;
}

/* Either may be missing: the cell, or the value. */
static void check_value(Approved *a, const char *record, const char *field, const Cell *cell,
                        const json_t *value)
{
    char *shown = value ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;

    if (!cell || !is_said(cell, value))
        tell(a, record, field, cell ? cell->said : _("nothing"), shown ? shown : _("nothing"));
    free(shown);
}

/* Either may be missing: the row, or what the text has in its place. */
static void check_row(Approved *a, const char *record, const Kept *row, json_t *object)
{
    const char *field;
    json_t *value;

    for (size_t i = 0; row && i < row->n; i++) {
        const Cell *cell = &row->cells[i];
        if (is_field(a, row, cell) && !json_object_get(object, cell->column))
            check_value(a, record, cell->column, cell, NULL);
    }
    json_object_foreach(object, field, value)
    {
        const Cell *cell = row ? replay_cell(row, field) : NULL;
        if (a->again && !standing_is_application(table_called(record), field))
            continue;
        check_value(a, record, field, cell && is_field(a, row, cell) ? cell : NULL, value);
    }
}

static bool is_row(const Approved *a, const Kept *row, const json_t *object)
{
    const char *field;
    json_t *value;

    for (size_t i = 0; i < row->n; i++) {
        if (is_field(a, row, &row->cells[i]) && !json_object_get(object, row->cells[i].column))
            return false;
    }
    json_object_foreach((json_t *)object, field, value)
    {
        const Cell *cell = replay_cell(row, field);
        if (!cell || !is_field(a, row, cell) || !is_said(cell, value))
            return false;
    }
    return true;
}

/* Takes it out of those that are left. */
static bool take_out(Approved *a, const char *table, const json_t *object)
{
    for (size_t i = 0; i < a->n; i++) {
        const Kept *row = a->rows[i];
        if (strcmp(row->table, table) != 0 || !is_row(a, row, object))
            continue;
        a->rows[i] = a->rows[--a->n];
        return true;
    }
    return false;
}

bool approved_are_rows(const Replay *replay, const unsigned char *uid, const char *table,
                       const json_t *objects)
{
    const Kept *head = replay_find(replay, "case_file", uid);
    Approved a = {.group = NULL};
    bool are = true;

    if (!head)
        return true;
    take_rows(&a, head);
    for (size_t i = 0; are && !a.erased && i < json_array_size(objects); i++)
        are = take_out(&a, table, json_array_get(objects, i));
    free(a.rows);
    return are;
}

static const Kept *next_of(const Approved *a, const char *table, size_t *at)
{
    while (*at < a->n) {
        const Kept *row = a->rows[(*at)++];
        if (strcmp(row->table, table) == 0)
            return row;
    }
    return NULL;
}

static void check_record(Approved *a, const char *record, json_t *content)
{
    const char *table = table_called(record);
    size_t at = 0, n = json_is_array(content) ? json_array_size(content) : 1;

    for (size_t i = 0; i < n; i++)
        check_row(a, record, next_of(a, table, &at),
                  json_is_array(content) ? json_array_get(content, i) : content);
    for (const Kept *more = next_of(a, table, &at); more; more = next_of(a, table, &at))
        check_row(a, record, more, NULL);
}

static void check_text(Approved *a, Bytes text)
{
    json_t *root = json_loadb((const char *)text.at, text.n,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    const char *record;
    json_t *content;

    json_object_foreach(root, record, content)
    {
        check_record(a, record, content);
    }
    for (size_t i = 0; i < a->n; i++) {
        record = strcmp(a->rows[i]->table, "case_file") == 0 ? "case" : a->rows[i]->table;
        if (!json_object_get(root, record))
            check_row(a, record, a->rows[i], NULL);
    }
    json_decref(root);
}

static const unsigned char *in_force(const Kept *head)
{
    for (const Kept *row = head->of_case; row; row = row->next) {
        if (row->there && strcmp(row->table, "approval") == 0 &&
            strcmp(standing_text(row, "active"), "1") == 0)
            return row->uid;
    }
    return NULL;
}

void approved_again(const ApprovedTexts *texts, const Replay *replay, const Group *group,
                    Report *report)
{
    Approved a = {.group = group, .report = report, .again = true};
    const Kept *head = replay_find(replay, "case_file", group->case_uid.at);
    const unsigned char *approval = head ? in_force(head) : NULL;
    Bytes text = approval ? texts->text(texts->ctx, approval) : (Bytes){NULL, 0};

    if (!text.at)
        return;
    take_rows(&a, head);
    if (!a.erased)
        check_text(&a, text);
    free(a.rows);
}

static const unsigned char *approval_of(const Group *group)
{
    for (size_t i = 0; i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (strcmp(row->table, "approval") == 0 && strcmp(row->op, "add") == 0)
            return row->uid;
    }
    return NULL;
}

void approved_check(const ApprovedTexts *texts, const Replay *replay, const Group *group,
                    Report *report)
{
    const unsigned char *approval = approval_of(group);
    Approved a = {.group = group, .report = report};
    const Kept *head;
    Bytes text;

    if (!approval || !group->case_uid.at)
        return;
    head = replay_find(replay, "case_file", group->case_uid.at);
    text = texts->text(texts->ctx, approval);
    if (!head)
        return;
    take_rows(&a, head);
    if (!a.erased && text.at)
        check_text(&a, text);
    else if (!a.erased)
        report_fault(report, group->position,
                     _("Event %lld: the text of what was approved is missing"),
                     (long long)group->position);
    free(a.rows);
}
