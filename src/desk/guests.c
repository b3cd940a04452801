/* Who has a key of their own that holds, and a passphrase in the form of today. */
#include "config.h"

#include "desk/guests.h"

#include <stdlib.h>
#include <string.h>

#include "store/sealed.h"
#include "store/sql.h"

static bool read_bytes(const Sql *q, int column, void *out, size_t n)
{
    size_t there = 0;
    const void *bytes = sql_blob(q, column, &there);

    if (!bytes || there != n)
        return false;
    memcpy(out, bytes, n);
    return true;
}

static bool read_guest(const Sql *q, SealGuest *out)
{
    const char *record = sql_text(q, 1);

    *out = (SealGuest){.name = sql_said(q, 0)};
    return record && pass_record_parse(record, &out->record) &&
           read_bytes(q, 2, out->public.sign, PERSON_PUBLIC) &&
           read_bytes(q, 3, out->public.receive, PERSON_PUBLIC) &&
           read_bytes(q, 4, out->wrapped, PERSON_WRAPPED);
}

bool guests_invite(Store *store, int64_t by, SealHeader *header, const SealKey *key,
                   Guests *out, Err *err)
{
    Sql q;

    *out = (Guests){.names = BUF_INIT};
    if (!sql_open(&q, store,
                  "SELECT u.name, u.passhash, k.sign, k.receive, k.wrapped FROM user AS u"
                  " LEFT JOIN person_key AS k ON k.user_id = u.id AND k.ended IS NULL"
                  " WHERE u.disabled = 0 AND u.id <> ? ORDER BY u.name",
                  err))
        return false;
    sql_bind_int(&q, 1, by);
    while (sql_row(&q)) {
        SealGuest guest;
        /* Who has no room is told of like who has no keys. */
        if (read_guest(&q, &guest) && seal_header_invite(header, &guest, key, NULL)) {
            out->n++;
        } else {
            out->shut++;
            buf_addf(&out->names, "%s\n", sql_said(&q, 0));
        }
    }
    return sql_close(&q, err);
}

static bool is_guest(const Store *store, const char *name)
{
    SealHeader *header = NULL;
    bool guest = store_sealed(store) &&
                 seal_header_read(store_path(store), &header, NULL) == SEAL_WHOLE &&
                 seal_header_invited(header, name);

    seal_header_free(header);
    return guest;
}

bool guest_take_slot(Store *store, const char *name, const PassKey *pass, Err *err)
{
    char *text = NULL;
    PassRecord record;
    bool done;

    if (!pass || !is_guest(store, name))
        return true;
    if (!store_begin(store, err))
        return false;
    done = sql_get_text(store, err, &text,
                        "SELECT passhash FROM user WHERE name = ? AND disabled = 0", "t", name);
    if (done && text && pass_record_parse(text, &record) && passkey_is(pass, &record))
        done = store_take_slot(store, name, pass, &record, err);
    store_rollback(store);
    free(text);
    return done;
}
