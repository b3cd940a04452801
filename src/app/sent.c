/* Reads the ledger of batches from the side of one case. */
#include "config.h"

#include "app/sent.h"

#include <stdlib.h>

#include "app/batch_ledger.h"
#include "app/case.h"
#include "app/inner.h"
#include "app/reveal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/sql.h"

typedef struct SendingList {
    Sending *rows;
    size_t n, room;
} SendingList;

static Sending *add_sending(SendingList *list)
{
    if (list->n == list->room) {
        list->room = list->room ? list->room * 2 : 8;
        list->rows = xreallocarray(list->rows, list->room, sizeof *list->rows);
    }
    Sending *row = &list->rows[list->n++];
    *row = (Sending){.silent = -1};
    return row;
}

static bool read_sendings(Session *session, int64_t case_id, Arena *arena, SendingList *list,
                          Err *err)
{
    Sql q;
    if (!sql_open(&q, session_store(session),
                  "SELECT b.no, u.display, a.at, k.outcome, k.reason, k.platform_no,"
                  " k.answered_at FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id"
                  " JOIN approval AS a ON a.id = k.approval_id JOIN user AS u"
                  " ON u.id = a.approver WHERE k.case_id = ? AND b.state = 'written'"
                  " ORDER BY b.id DESC",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (sql_row(&q)) {
        Sending *row = add_sending(list);
        row->batch.no = arena_dup(arena, sql_text(&q, 0));
        row->approved_by = arena_dup(arena, sql_text(&q, 1));
        row->approved_at = arena_dup(arena, sql_text(&q, 2));
        row->outcome = app_outcome(sql_text(&q, 3));
        row->reason = arena_dup(arena, sql_text(&q, 4));
        row->platform_no = arena_dup(arena, sql_text(&q, 5));
        row->answered_at = arena_dup(arena, sql_text(&q, 6));
    }
    return sql_close(&q, err);
}

bool app_sendings(Session *session, int64_t case_id, Arena *arena, Sending **out, size_t *n,
                  Err *err)
{
    SendingList list = {0};
    bool begun = false;
    bool done = desk_may(session_user(session), VERB_READ, err) &&
                store_begin_read(session_store(session), &begun, err) &&
                read_sendings(session, case_id, arena, &list, err);
    for (size_t i = 0; done && i < list.n; i++) {
        Sending *row = &list.rows[i];
        done = app_batch_find(session, row->batch.no, arena, &row->batch, err);
        if (done && row->outcome == OUTCOME_NONE)
            row->silent = app_batch_silent(session, &row->batch);
    }
    store_end_read(session_store(session), begun);
    *n = done ? list.n : 0;
    *out = arena_alloc(arena, (*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = list.rows[i];
    free(list.rows);
    return done;
}

typedef struct ValueList {
    Arena *arena;
    SentValue *rows;
    size_t n, room;
} ValueList;

static bool add_value(void *ctx, const WorkbookValue *value, Err *err UNUSED)
{
    ValueList *list = ctx;
    if (list->n == list->room) {
        list->room = list->room ? list->room * 2 : 64;
        list->rows = xreallocarray(list->rows, list->room, sizeof *list->rows);
    }
    list->rows[list->n++] = (SentValue){.sheet = arena_dup(list->arena, value->sheet),
                                        .column = arena_dup(list->arena, value->column),
                                        .text = arena_dup(list->arena, value->text),
                                        .row = value->row};
    return true;
}

static const BatchItem *item_of(const Batch *batch, int64_t case_id)
{
    for (size_t i = 0; i < batch->n; i++)
        if (batch->items[i].case_id == case_id)
            return &batch->items[i];
    return NULL;
}

static bool reveal_case(Session *session, int64_t case_id, Err *err)
{
    CaseFile *file = NULL;
    bool done =
        app_case_open_id(session, case_id, &file, err) && app_reveal(session, file, err);
    case_free(file);
    return done;
}

bool app_sent_values(Session *session, const char *batch, int64_t case_id, Arena *arena,
                     SentValue **out, size_t *n, Err *err)
{
    /* What is not there was not looked at. */
    bool done = app_sent_whole(session, batch, case_id, arena, out, n, err) &&
                reveal_case(session, case_id, err);
    if (!done)
        *n = 0;
    return done;
}

bool app_sent_whole(Session *session, const char *batch, int64_t case_id, Arena *arena,
                    SentValue **out, size_t *n, Err *err)
{
    Batch found = {0};
    ValueList list = {.arena = arena};
    bool begun = false;
    bool done = desk_may(session_user(session), VERB_READ, err) &&
                store_begin_read(session_store(session), &begun, err) &&
                batch_find(session, batch, arena, &found, err) &&
                batch_items(session, &found, err);
    const BatchItem *item = done ? item_of(&found, case_id) : NULL;
    if (done && !item)
        done = err_set(err, ERR_NOT_FOUND, _("The case is not in batch %s"), batch);
    done = done && batch_tell(session, &found, item, add_value, &list, err);
    store_end_read(session_store(session), begun);
    *n = done ? list.n : 0;
    *out = arena_alloc(arena, (*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = list.rows[i];
    free(list.rows);
    free(found.items);
    return done;
}
