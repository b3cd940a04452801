/* A station signs its receipts each for itself, over 16 bytes "anjuan receipt 1", the
 * recipient's Ed25519 key and the receipts: so they prove an acknowledgement when the bundle
 * that brought them is gone, and to nobody else. Who has a row says that they are what it rests
 * on. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/bundle_inner.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/sql.h"

enum { CONTEXT = 16 };
static const char context[CONTEXT + 1] = "anjuan receipt 1";

static void to_sign(const unsigned char to[PERSON_PUBLIC], const void *bytes, size_t n,
                    Buf *out)
{
    buf_add_bytes(out, context, CONTEXT);
    buf_add_bytes(out, (const char *)to, PERSON_PUBLIC);
    buf_add_bytes(out, bytes, n);
}

void receipts_sign(const Buf *bytes, const PersonKey *key, const PersonPublic *to, Buf *out)
{
    unsigned char signature[PERSON_SIGNATURE];
    Buf said = BUF_INIT;
    to_sign(to->sign, bytes->data, bytes->len, &said);
    person_key_sign(key, said.data, said.len, signature);
    buf_add_bytes(out, (const char *)signature, sizeof signature);
    buf_free(&said);
}

bool receipts_signed(const void *bytes, size_t n, const unsigned char to[PERSON_PUBLIC],
                     const unsigned char by[PERSON_PUBLIC], const unsigned char *signature)
{
    Buf said = BUF_INIT;
    to_sign(to, bytes, n, &said);
    bool is = person_check(by, said.data, said.len, signature);
    buf_free(&said);
    return is;
}

const char *receipts_refused(const Receipts *r, uint64_t number)
{
    for (size_t i = 0; i < r->n; i++) {
        if (r->refused[i].number == number)
            return r->refused[i].reason;
    }
    return NULL;
}

/* ---- what was acknowledged, once more ---- */

typedef struct Answered {
    int64_t id, event;
    const char *code, *refused;
    uint64_t epoch, number;
    const unsigned char *by, *bytes; /* bytes: the receipts, and their signature */
    size_t n;
} Answered;

static bool is_to_us(Store *store, const Answered *row, size_t n, Err *err)
{
    bool is = false;
    Sql q;
    if (!sql_open(&q, store, "SELECT sign FROM person_key WHERE user_id IS NULL", err))
        return false;
    while (!is && sql_row(&q)) {
        size_t len;
        const unsigned char *sign = sql_blob(&q, 0, &len);
        is = len == PERSON_PUBLIC &&
             receipts_signed(row->bytes, n, sign, row->by, row->bytes + n);
    }
    return sql_close(&q, err) && is;
}

/* Of an epoch that they have not any more nothing came. */
static bool says_so(const Answered *row, const Receipts *r)
{
    const char *refused = receipts_refused(r, row->number);
    if (r->epoch > row->epoch)
        return row->refused != NULL;
    return r->epoch == row->epoch && r->number >= row->number &&
           (refused ? row->refused && strcmp(refused, row->refused) == 0 : !row->refused);
}

static bool holds(Store *store, const Answered *row, Err *err)
{
    Receipts *r = xcalloc(1, sizeof *r);
    Buf bytes = BUF_INIT;
    size_t n = row->n > PERSON_SIGNATURE ? row->n - PERSON_SIGNATURE : 0;
    buf_add_bytes(&bytes, (const char *)row->bytes, n);
    bool does =
        row->by && receipts_read(&bytes, r) && says_so(row, r) && is_to_us(store, row, n, err);
    buf_free(&bytes);
    free(r);
    return does;
}

static void tell(Verified *out, const Answered *row, const char *why)
{
    RecordChange *change = records_add(out);
    Buf words = BUF_INIT;
    if (!change)
        return;
    /* TRANSLATORS: the number of an event, of a bundle, a station, why. */
    buf_addf(&words, _("Event %lld: bundle %llu for %s was called acknowledged, but %s"),
             (long long)row->event, (unsigned long long)row->number, row->code, why);
    *change = (RecordChange){.kind = "right",
                             .table = xstrdup("bundle_out"),
                             .column = xstrdup("receipt"),
                             .label = records_label("bundle_out", NULL),
                             .row = row->id,
                             .event = row->event,
                             .words = buf_take(&words)};
}

bool answers_hold(Session *session, Verified *out, Err *err)
{
    Store *store = session_store(session);
    bool told = false; /* this store keeps receipts */
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT b.id, g.id, s.code, b.refused, b.epoch, b.number, s.sign, b.receipt"
                  " FROM journal_group AS g JOIN journal_row AS r ON r.group_id = g.id"
                  " AND r.tbl = 'bundle_out' JOIN bundle_out AS b ON b.id = r.row_id"
                  " JOIN station AS s ON s.id = b.station_id"
                  " WHERE g.kind = 'house' AND g.verb = 'bundle_answered' ORDER BY g.id",
                  err))
        return false;
    while (err->kind == ERR_NONE && sql_row(&q)) {
        Answered row = {.id = sql_int(&q, 0),
                        .event = sql_int(&q, 1),
                        .code = sql_text(&q, 2),
                        .refused = sql_text(&q, 3),
                        .epoch = (uint64_t)sql_int(&q, 4),
                        .number = (uint64_t)sql_int(&q, 5)};
        size_t n;
        row.by = sql_blob(&q, 6, &n);
        row.by = n == PERSON_PUBLIC ? row.by : NULL;
        row.bytes = sql_blob(&q, 7, &row.n);
        told = told || row.bytes;
        if (!row.bytes && told)
            tell(out, &row, _("no receipt of that station is there"));
        else if (row.bytes && !holds(store, &row, err))
            tell(out, &row, _("the receipt of that station does not say so"));
    }
    return sql_close(&q, err->kind == ERR_NONE ? err : NULL) && err->kind == ERR_NONE;
}
