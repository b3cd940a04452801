/* What is inside: parts of one letter, eight bytes of length and the bytes; copies behind them.
 */
#include "config.h"

#include <string.h>

#include "app/bundle_inner.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "store/sql.h"

void part_number(Buf *out, uint64_t number)
{
    for (int i = 7; i >= 0; i--)
        buf_add_char(out, (char)(number >> (8 * i)));
}

static uint64_t part_read(const unsigned char *at)
{
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number = number << 8 | at[i];
    return number;
}

bool part_add(BundlePack *pack, char kind, const Buf *bytes, Err *err)
{
    Buf head = BUF_INIT;
    if (bytes->len > PART_MAX)
        return err_set(
            err, ERR_REFUSED,
            _("This is %lld MB, more than a bundle takes of one case or card (%d MB)"),
            (long long)(bytes->len >> 20), PART_MAX >> 20);
    buf_add_char(&head, kind);
    part_number(&head, bytes->len);
    bool done = bundle_pack_add(pack, head.data, head.len, err) &&
                bundle_pack_add(pack, bytes->data, bytes->len, err);
    buf_free(&head);
    return done;
}

/* ---- as they come ---- */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool wrong(PartReader *r)
{
    r->wrong = true;
    return false;
}

/* Of the packed part. */
static bool part_some(PartReader *r, const char *bytes, size_t n)
{
    while (n) {
        if (r->in_head < sizeof(r->head)) {
            r->head[r->in_head++] = (unsigned char)*bytes++;
            n--;
            if (r->in_head < sizeof(r->head))
                continue;
            if (part_read(r->head + 1) > PART_MAX)
                return wrong(r);
        }
        size_t some = least((size_t)part_read(r->head + 1) - r->part.len, n);
        buf_add_bytes(&r->part, bytes, some);
        bytes += some;
        n -= some;
        if (r->part.len < part_read(r->head + 1))
            continue;
        if (!r->take(r->ctx, (char)r->head[0], &r->part))
            return false;
        buf_clear(&r->part);
        r->in_head = 0;
    }
    return true;
}

/* Of the other: the hash of a paper, its length, its bytes. */
static bool copy_some(PartReader *r, const char *bytes, size_t n)
{
    while (n) {
        size_t some = r->copy.len < COPY_HEAD ? least(COPY_HEAD - r->copy.len, n) : 0;
        uint64_t size;
        buf_add_bytes(&r->copy, bytes, some);
        bytes += some;
        n -= some;
        if (r->copy.len < COPY_HEAD)
            return true;
        size = part_read((unsigned char *)r->copy.data + DIGEST_BYTES);
        if (!size || size > COPY_MAX)
            return wrong(r);
        some = least((size_t)size + COPY_HEAD - r->copy.len, n);
        buf_add_bytes(&r->copy, bytes, some);
        bytes += some;
        n -= some;
        if (r->copy.len < size + COPY_HEAD)
            continue;
        unsigned char sha256[DIGEST_BYTES];
        memcpy(sha256, r->copy.data, DIGEST_BYTES);
        buf_remove(&r->copy, 0, COPY_HEAD);
        if (!r->take_copy(r->ctx, sha256, &r->copy))
            return false;
        buf_clear(&r->copy);
    }
    return true;
}

bool part_bytes(void *reader, bool raw, const void *bytes, size_t n)
{
    return raw ? copy_some(reader, bytes, n) : part_some(reader, bytes, n);
}

bool part_ended(const PartReader *reader)
{
    return !reader->in_head && !reader->copy.len && !reader->wrong;
}

void part_free(PartReader *reader)
{
    buf_free(&reader->part);
    buf_free(&reader->copy);
}

/* ---- receipts ---- */

/* At most so many bytes, at a character's edge. */
static size_t cut_at(const char *text, size_t most)
{
    size_t len = strlen(text);
    if (len > most)
        for (len = most; len && ((unsigned char)text[len] & 0xc0) == 0x80; len--)
            ;
    return len;
}

static bool make_refused(Store *store, int64_t station, Receipts *out, Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT number, refused FROM bundle_in WHERE station_id = ?1 AND epoch = ?2"
                  " AND refused IS NOT NULL ORDER BY number DESC LIMIT ?3",
                  err))
        return false;
    sql_bind_int(&q, 1, station);
    sql_bind_int(&q, 2, (int64_t)out->epoch);
    sql_bind_int(&q, 3, RECEIPT_REFUSED_MAX);
    while (out->n < RECEIPT_REFUSED_MAX && sql_row(&q)) {
        const char *reason = sql_text(&q, 1);
        size_t len = cut_at(reason, RECEIPT_REASON);
        out->refused[out->n].number = (uint64_t)sql_int(&q, 0);
        memcpy(out->refused[out->n].reason, reason, len);
        out->refused[out->n++].reason[len] = '\0';
    }
    return sql_close(&q, err);
}

bool receipts_make(Store *store, int64_t station, Receipts *out, Err *err)
{
    PairEnd last;
    int64_t position = 0;
    *out = (Receipts){0};
    if (!pair_last_in(store, station, &last, err) ||
        !sql_get_int(store, err, &position, "SELECT coalesce(max(id), 0) FROM journal_group",
                     NULL))
        return false;
    out->position = (uint64_t)position;
    out->epoch = last.epoch;
    out->number = last.number;
    memcpy(out->digest, last.digest, BUNDLE_DIGEST);
    return make_refused(store, station, out, err);
}

void receipts_write(const Receipts *receipts, Buf *out)
{
    part_number(out, receipts->position);
    part_number(out, receipts->epoch);
    part_number(out, receipts->number);
    buf_add_bytes(out, receipts->digest, BUNDLE_DIGEST);
    buf_add_char(out, (char)receipts->n);
    for (size_t i = 0; i < receipts->n; i++) {
        const char *reason = receipts->refused[i].reason;
        part_number(out, receipts->refused[i].number);
        buf_add_char(out, (char)strlen(reason));
        buf_add(out, reason);
    }
}

bool receipts_read(const Buf *bytes, Receipts *out)
{
    enum { FIXED = 24 + BUNDLE_DIGEST + 1 };
    const unsigned char *at = (const unsigned char *)bytes->data;
    const unsigned char *end = at + bytes->len;
    *out = (Receipts){0};
    if (bytes->len < FIXED || at[FIXED - 1] > RECEIPT_REFUSED_MAX)
        return false;
    out->position = part_read(at);
    out->epoch = part_read(at + 8);
    out->number = part_read(at + 16);
    memcpy(out->digest, at + 24, BUNDLE_DIGEST);
    size_t n = at[FIXED - 1];
    for (at += FIXED; out->n < n; out->n++) {
        size_t len = end - at > 8 ? at[8] : 0;
        char *reason = out->refused[out->n].reason;
        if (end - at < 9 + (long)len || !len || len > RECEIPT_REASON)
            return false;
        out->refused[out->n].number = part_read(at);
        memcpy(reason, at + 9, len);
        if (!text_check(reason, len, false, 0, "", NULL))
            return false;
        at += 9 + len;
    }
    return at == end && out->position <= INT64_MAX && out->epoch <= INT64_MAX &&
           out->number <= INT64_MAX;
}
