/* Packing and unpacking of the bodies of the journal. */
#include "config.h"

#include "store/body.h"

#include <string.h>

enum BodyType {
    BODY_EMPTY,  /* so many more empty values after this one */
    BODY_INT,    /* so many bytes, big-endian, the sign in the first */
    BODY_TEXT,   /* so many bytes */
    BODY_BLOB,   /* so many bytes */
    BODY_ROW,    /* a uid, by a BodyName */
    BODY_SECRET, /* a digest */
    BODY_ERASED, /* a digest */
};

enum BodyName { NAME_WRITTEN, NAME_CASE, NAME_USER, NAME_GROUP };

enum { BODY_TYPE_BITS = 3, BODY_MORE = 31, BODY_INT_MAX = 8 };

static void put_head(Buf *out, enum BodyType type, uint64_t size)
{
    if (size < BODY_MORE) {
        buf_add_char(out, (char)(unsigned char)(size << BODY_TYPE_BITS | type));
        return;
    }
    buf_add_char(out, (char)(unsigned char)(BODY_MORE << BODY_TYPE_BITS | type));
    for (size -= BODY_MORE; size >= 0x80; size >>= 7)
        buf_add_char(out, (char)(unsigned char)(size | 0x80));
    buf_add_char(out, (char)(unsigned char)size);
}

static void put_int(Buf *out, int64_t number)
{
    unsigned char bytes[BODY_INT_MAX];
    size_t n = 0;

    /* As many bytes as it takes for the sign to stand in the first. */
    while (n < BODY_INT_MAX && !(n == 0 && number == 0) &&
           !(n > 0 && number >> (8 * n - 1) == (number < 0 ? -1 : 0)))
        n++;
    for (size_t i = 0; i < n; i++)
        bytes[n - 1 - i] = (unsigned char)((uint64_t)number >> 8 * i);
    put_head(out, BODY_INT, n);
    buf_add_bytes(out, bytes, n);
}

static bool is_uid(const unsigned char *uid, const SqlValue *value)
{
    return uid && memcmp(uid, value->bytes, UID_BYTES) == 0;
}

static void put_row(Buf *out, const SqlValue *value, const BodyNames *names)
{
    enum BodyName name = is_uid(names->case_uid, value)    ? NAME_CASE
                         : is_uid(names->user_uid, value)  ? NAME_USER
                         : is_uid(names->group_uid, value) ? NAME_GROUP
                                                           : NAME_WRITTEN;

    put_head(out, BODY_ROW, name);
    if (name == NAME_WRITTEN)
        buf_add_bytes(out, value->bytes, UID_BYTES);
}

static void put_kept(Buf *out, const ChainValue *value, const BodyNames *names)
{
    const SqlValue *kept = &value->value;

    if (value->points) {
        put_row(out, kept, names);
    } else if (kept->type == SQL_INT) {
        put_int(out, kept->number);
    } else {
        put_head(out, kept->type == SQL_TEXT ? BODY_TEXT : BODY_BLOB, kept->len);
        buf_add_bytes(out, kept->bytes, kept->len);
    }
}

void body_add(BodyWriter *writer, const ChainValue *value)
{
    if (value->state == CHAIN_EMPTY) {
        writer->empty++;
        return;
    }
    body_end(writer);
    if (value->state == CHAIN_KEPT) {
        put_kept(writer->out, value, writer->names);
    } else {
        put_head(writer->out, value->state == CHAIN_SECRET ? BODY_SECRET : BODY_ERASED, 0);
        buf_add_bytes(writer->out, value->digest, DIGEST_BYTES);
    }
    if (value->salt && value->state != CHAIN_ERASED)
        buf_add_bytes(writer->out, value->salt, CHAIN_SALT);
}

void body_end(BodyWriter *writer)
{
    if (writer->empty > 0)
        put_head(writer->out, BODY_EMPTY, writer->empty - 1);
    writer->empty = 0;
}

typedef struct BodyReader {
    const unsigned char *at, *end;
    const BodyNames *names;
    bool salted;
    uint64_t empty; /* values of the run that are still to come */
} BodyReader;

static bool take(BodyReader *r, uint64_t n, const unsigned char **out)
{
    if (n > (uint64_t)(r->end - r->at))
        return false;
    *out = r->at;
    r->at += n;
    return true;
}

static bool take_head(BodyReader *r, unsigned *type, uint64_t *size)
{
    const unsigned char *byte;
    uint64_t more = 0;
    int shift = 0;

    if (!take(r, 1, &byte))
        return false;
    *type = *byte & ((1u << BODY_TYPE_BITS) - 1);
    *size = *byte >> BODY_TYPE_BITS;
    if (*size < BODY_MORE)
        return true;
    do {
        if (shift > 56 || !take(r, 1, &byte))
            return false;
        more |= (uint64_t)(*byte & 0x7f) << shift;
        shift += 7;
    } while (*byte & 0x80);
    *size += more;
    return true;
}

static bool take_int(BodyReader *r, uint64_t size, SqlValue *out)
{
    const unsigned char *bytes;
    uint64_t number;

    if (size > BODY_INT_MAX || !take(r, size, &bytes))
        return false;
    number = size > 0 && bytes[0] & 0x80 ? UINT64_MAX : 0;
    for (uint64_t i = 0; i < size; i++)
        number = number << 8 | bytes[i];
    *out = sql_value_int((int64_t)number);
    return true;
}

static bool take_row(BodyReader *r, uint64_t name, SqlValue *out)
{
    const unsigned char *uid = NULL;

    switch (name) {
    case NAME_WRITTEN:
        if (!take(r, UID_BYTES, &uid))
            return false;
        break;
    case NAME_CASE:
        uid = r->names->case_uid;
        break;
    case NAME_USER:
        uid = r->names->user_uid;
        break;
    case NAME_GROUP:
        uid = r->names->group_uid;
        break;
    default:
        return false;
    }
    *out = (SqlValue){.type = SQL_BLOB, .bytes = uid, .len = UID_BYTES};
    return uid != NULL;
}

static bool take_kept(BodyReader *r, unsigned type, uint64_t size, ChainValue *out)
{
    const unsigned char *bytes = NULL;
    bool right;

    out->state = CHAIN_KEPT;
    out->points = type == BODY_ROW;
    if (type == BODY_INT) {
        right = take_int(r, size, &out->value);
    } else if (type == BODY_ROW) {
        right = take_row(r, size, &out->value);
    } else {
        right = take(r, size, &bytes);
        out->value = (SqlValue){.type = type == BODY_TEXT ? SQL_TEXT : SQL_BLOB,
                                .bytes = bytes,
                                .len = (size_t)size};
    }
    return right && (!r->salted || take(r, CHAIN_SALT, &out->salt));
}

static bool take_value(BodyReader *r, ChainValue *out)
{
    uint64_t size;
    unsigned type;

    *out = (ChainValue){.state = CHAIN_EMPTY};
    if (r->empty > 0) {
        r->empty--;
        return true;
    }
    if (!take_head(r, &type, &size))
        return false;
    switch (type) {
    case BODY_EMPTY:
        r->empty = size;
        return true;
    case BODY_INT:
    case BODY_TEXT:
    case BODY_BLOB:
    case BODY_ROW:
        return take_kept(r, type, size, out);
    case BODY_SECRET:
        out->state = CHAIN_SECRET;
        return size == 0 && take(r, DIGEST_BYTES, &out->digest) &&
               (!r->salted || take(r, CHAIN_SALT, &out->salt));
    case BODY_ERASED:
        out->state = CHAIN_ERASED;
        return size == 0 && take(r, DIGEST_BYTES, &out->digest);
    default:
        return false;
    }
}

bool body_read(const BodyShape *shape, const BodyNames *names, bool salted,
               const unsigned char *bytes, size_t n, BodyColumn *columns)
{
    BodyReader r = {.at = bytes, .end = bytes + n, .names = names, .salted = salted};
    bool after = strcmp(shape->op, "remove") != 0, before = strcmp(shape->op, "add") != 0;

    for (size_t i = 0; i < shape->n; i++) {
        columns[i] = (BodyColumn){{.state = CHAIN_EMPTY}, {.state = CHAIN_EMPTY}};
        if ((before && !take_value(&r, &columns[i].before)) ||
            (after && !take_value(&r, &columns[i].after)))
            return false;
    }
    return r.at == r.end && r.empty == 0;
}
