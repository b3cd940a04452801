/* Values by type and size, as ARCHITECTURE has it ("Body"). */
#include "config.h"

#include "verify/body.h"

#include <string.h>

typedef struct Reader {
    const unsigned char *at, *end;
    uint64_t empty; /* of the run of empty values */
    bool salted;
} Reader;

static const unsigned char *take(Reader *r, uint64_t n)
{
    const unsigned char *at = r->at;

    if (n > (uint64_t)(r->end - r->at))
        return NULL;
    r->at += n;
    return at;
}

static bool take_head(Reader *r, unsigned *type, uint64_t *size)
{
    const unsigned char *byte = take(r, 1);
    uint64_t more = 0;
    unsigned shift = 0;

    if (!byte)
        return false;
    *type = *byte & 7;
    *size = *byte >> 3;
    if (*size < 31)
        return true;
    do {
        byte = take(r, 1);
        if (!byte || shift > 56)
            return false;
        more |= (uint64_t)(*byte & 0x7f) << shift;
        shift += 7;
    } while (*byte & 0x80);
    *size += more;
    return true;
}

static bool take_int(Reader *r, uint64_t size, Value *out)
{
    const unsigned char *bytes = take(r, size);
    uint64_t number = size > 0 && bytes && bytes[0] & 0x80 ? UINT64_MAX : 0;

    if (!bytes || size > 8)
        return false;
    for (uint64_t i = 0; i < size; i++)
        number = number << 8 | bytes[i];
    out->type = VALUE_INT;
    out->number = (int64_t)number;
    return true;
}

static bool take_uid(Reader *r, uint64_t which, const Group *group, Value *out)
{
    const unsigned char *uid = which == 0   ? take(r, UID)
                               : which == 1 ? group->case_uid.at
                               : which == 2 ? group->person.at
                               : which == 3 ? group->uid.at
                                            : NULL;

    out->type = VALUE_ROW;
    out->bytes = (Bytes){uid, UID};
    return uid != NULL;
}

static bool take_digest(Reader *r, uint64_t size, ValueType type, Value *out)
{
    out->type = type;
    out->digest = size == 0 ? take(r, HASH) : NULL;
    return out->digest != NULL;
}

static bool take_bytes(Reader *r, uint64_t size, ValueType type, Value *out)
{
    out->type = type;
    out->bytes = (Bytes){take(r, size), (size_t)size};
    return out->bytes.at != NULL;
}

static bool take_value(Reader *r, const Group *group, Value *out)
{
    unsigned type;
    uint64_t size;
    bool right;

    *out = (Value){.type = VALUE_EMPTY};
    if (r->empty > 0) {
        r->empty--;
        return true;
    }
    if (!take_head(r, &type, &size))
        return false;
    switch (type) {
    case 0:
        r->empty = size;
        return true;
    case 1:
        right = take_int(r, size, out);
        break;
    case 2:
    case 3:
        right = take_bytes(r, size, type == 2 ? VALUE_TEXT : VALUE_BYTES, out);
        break;
    case 4:
        right = take_uid(r, size, group, out);
        break;
    case 5:
        right = take_digest(r, size, VALUE_SECRET, out);
        break;
    case 6:
        return take_digest(r, size, VALUE_ERASED, out);
    default:
        return false;
    }
    if (right && r->salted)
        out->salt = take(r, SALT);
    return right && (!r->salted || out->salt);
}

bool body_unpack(const Group *group, Row *row, const unsigned char *bytes, size_t n)
{
    Reader r = {.at = bytes, .end = bytes + n, .salted = !group->seed.at};
    bool before = strcmp(row->op, "add") != 0, after = strcmp(row->op, "remove") != 0;

    for (size_t i = 0; i < row->n; i++) {
        row->columns[i].before = row->columns[i].after = (Value){.type = VALUE_EMPTY};
        if ((before && !take_value(&r, group, &row->columns[i].before)) ||
            (after && !take_value(&r, group, &row->columns[i].after)))
            return false;
    }
    return r.at == r.end && r.empty == 0;
}
