/* Reading the journal for people. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/read.h"

typedef struct History {
    Reader reader;
    JournalSink sink;
    void *ctx;
    JournalRow row;
    Buf before, after;
    char uid[2 * UID_BYTES + 1];
    bool more;
} History;

static void history_hex(Buf *out, const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "%02x", bytes[i]);
}

void journal_say(Store *store, const TableShape *shape, const char *column,
                 const ChainValue *value, Buf *out)
{
    const SqlValue *kept = &value->value;
    bool there = false;
    int64_t id;

    if (value->points) {
        const char *table = change_points(shape, column);
        if (table && change_id_of(store, table, kept->bytes, &id, &there, NULL) && there)
            buf_addf(out, "%lld", (long long)id);
        else
            history_hex(out, kept->bytes, kept->len);
        return;
    }
    switch (kept->type) {
    case SQL_NULL:
        break;
    case SQL_INT:
        buf_addf(out, "%lld", (long long)kept->number);
        break;
    case SQL_TEXT:
        buf_add_bytes(out, kept->bytes, kept->len);
        break;
    case SQL_BLOB:
        history_hex(out, kept->bytes, kept->len);
        break;
    }
}

static const char *history_value(Store *store, const TableShape *shape, const char *column,
                                 const ChainValue *value, Buf *out)
{
    buf_clear(out);
    if (value->state != CHAIN_KEPT)
        return NULL;
    journal_say(store, shape, column, value, out);
    return out->data;
}

static void history_tell(History *h)
{
    h->more = h->more && h->sink(h->ctx, &h->row);
}

static void history_row(History *h)
{
    const ReaderRow *row = &h->reader.row;
    const TableShape *shape = change_shape(h->reader.store, row->shape->table);
    int64_t told = h->row.change;

    for (size_t i = 0; i < UID_BYTES; i++)
        snprintf(h->uid + 2 * i, 3, "%02x", row->uid[i]);
    h->row.op = row->shape->op;
    h->row.table = row->shape->table;
    h->row.row_uid = h->uid;
    h->row.row_id = row->id;
    for (size_t i = 0; h->more && i < row->shape->n; i++) {
        const BodyColumn *column = &row->columns[i];
        if (column->before.state == CHAIN_EMPTY && column->after.state == CHAIN_EMPTY)
            continue;
        h->row.change++;
        h->row.column = row->shape->columns[i];
        h->row.before =
            history_value(h->reader.store, shape, h->row.column, &column->before, &h->before);
        h->row.after =
            history_value(h->reader.store, shape, h->row.column, &column->after, &h->after);
        h->row.erased =
            column->before.state == CHAIN_ERASED || column->after.state == CHAIN_ERASED;
        history_tell(h);
    }
    if (h->row.change > told)
        return;
    h->row.change++;
    h->row.column = h->row.before = h->row.after = NULL;
    h->row.erased = false;
    history_tell(h);
}

/* A group without changes is told of as well. */
static void history_group(History *h)
{
    const ReaderGroup *g = &h->reader.group;

    h->row = (JournalRow){.group = g->id,
                          .case_id = g->case_id,
                          .user_id = g->user_id,
                          .at = reader_text(&g->at),
                          .kind = reader_text(&g->kind),
                          .verb = reader_text(&g->verb),
                          .message = reader_text(&g->message),
                          .user_name = reader_text(&g->user_name)};
    while (h->more && reader_row(&h->reader))
        history_row(h);
    if (h->row.change == 0 && !h->reader.damaged)
        history_tell(h);
}

static bool history_read(Store *store, const ReaderRange *range, JournalSink sink, void *ctx,
                         Err *err)
{
    History h = {.sink = sink, .ctx = ctx, .before = BUF_INIT, .after = BUF_INIT, .more = true};
    bool done;

    if (!reader_open(&h.reader, store, range, err))
        return false;
    while (h.more && reader_group(&h.reader))
        history_group(&h);
    done = reader_close(&h.reader, err);
    buf_free(&h.before);
    buf_free(&h.after);
    return done;
}

bool journal_read(Store *store, int64_t case_id, int64_t after_group, JournalSink sink,
                  void *ctx, Err *err)
{
    ReaderRange range = {.case_id = case_id, .after = after_group};

    return history_read(store, &range, sink, ctx, err);
}

bool journal_read_people(Store *store, const char *table, JournalSink sink, void *ctx, Err *err)
{
    ReaderRange range = {.people = true, .table = table};

    return history_read(store, &range, sink, ctx, err);
}

static bool texts_of_row(const ReaderRow *row, const char *column, JournalTexts hear, void *ctx)
{
    for (size_t i = 0; i < row->shape->n; i++) {
        const ChainValue *sides[] = {&row->columns[i].before, &row->columns[i].after};
        if (strcmp(row->shape->columns[i], column) != 0)
            continue;
        for (size_t j = 0; j < COUNT_OF(sides); j++) {
            const SqlValue *value = &sides[j]->value;
            if (sides[j]->state == CHAIN_KEPT && value->type == SQL_TEXT &&
                !hear(ctx, value->bytes, value->len))
                return false;
        }
    }
    return true;
}

bool journal_texts(Store *store, const char *table, const char *column, JournalTexts hear,
                   void *ctx, Err *err)
{
    ReaderRange all = {.table = table};
    bool more = true;
    Reader r;

    if (!reader_open(&r, store, &all, err))
        return false;
    while (more && reader_group(&r)) {
        while (more && reader_row(&r))
            more = texts_of_row(&r.row, column, hear, ctx);
    }
    return reader_close(&r, err);
}
