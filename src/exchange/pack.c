/* Local headers, bytes, directory, end: no more of the format is used. */
#include "config.h"

#include "exchange/pack.h"

#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "base/path.h"

enum {
    PACK_VERSION = 10, /* of the format, 1.0 */
    PACK_DAY = 0x0021, /* 1980-01-01, the first that the format knows */
    PACK_MEMBERS_MAX = 65535 - 1,
};
#define PACK_BYTES_MAX UINT32_MAX

static void put16(Buf *out, unsigned value)
{
    buf_add_char(out, (char)(unsigned char)value);
    buf_add_char(out, (char)(unsigned char)(value >> 8));
}

static void put32(Buf *out, uint32_t value)
{
    put16(out, value & 0xffff);
    put16(out, value >> 16);
}

static uint32_t crc32_of(const unsigned char *bytes, size_t n)
{
    uint32_t table[256], crc = UINT32_MAX;

    for (uint32_t i = 0; i < 256; i++) {
        table[i] = i;
        for (int bit = 0; bit < 8; bit++)
            table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xedb88320u : 0);
    }
    for (size_t i = 0; i < n; i++)
        crc = crc >> 8 ^ table[(crc ^ bytes[i]) & 0xff];
    return ~crc;
}

void pack_begin(Pack *pack, int fd, const char *path)
{
    *pack = (Pack){.fd = fd, .path = path, .index = BUF_INIT};
}

static bool pack_write(Pack *pack, const void *bytes, size_t n, Err *err)
{
    pack->at += n;
    return path_write_to(pack->fd, bytes, n) ||
           err_set(err, ERR_IO, _("The file %s cannot be written: %s"), pack->path,
                   i18n_errno(errno));
}

/* What a header and its entry in the directory have in common. */
static void put_facts(Buf *out, const char *name, uint32_t crc, size_t n)
{
    put16(out, PACK_VERSION);
    put16(out, 0); /* flags */
    put16(out, 0); /* stored */
    put16(out, 0); /* midnight */
    put16(out, PACK_DAY);
    put32(out, crc);
    put32(out, (uint32_t)n);
    put32(out, (uint32_t)n);
    put16(out, (unsigned)strlen(name));
    put16(out, 0); /* nothing extra */
}

bool pack_add(Pack *pack, const char *name, const void *bytes, size_t n, Err *err)
{
    Buf head = BUF_INIT;
    uint32_t crc = crc32_of(bytes, n);
    bool done;

    if (pack->at + n > PACK_BYTES_MAX / 2 || pack->n == PACK_MEMBERS_MAX)
        return err_set(err, ERR_REFUSED, _("%s: this is more than one archive can hold"),
                       pack->path);
    buf_add_bytes(&pack->index, "PK\1\2", 4);
    put16(&pack->index, PACK_VERSION);
    put_facts(&pack->index, name, crc, n);
    put16(&pack->index, 0); /* no comment */
    put16(&pack->index, 0); /* one disk */
    put16(&pack->index, 0);
    put32(&pack->index, 0);
    put32(&pack->index, (uint32_t)pack->at);
    buf_add(&pack->index, name);
    buf_add_bytes(&head, "PK\3\4", 4);
    put_facts(&head, name, crc, n);
    buf_add(&head, name);
    done = pack_write(pack, head.data, head.len, err) && pack_write(pack, bytes, n, err);
    pack->n++;
    buf_free(&head);
    return done;
}

bool pack_end(Pack *pack, bool done, Err *err)
{
    Buf end = BUF_INIT;

    buf_add_bytes(&end, "PK\5\6", 4);
    put32(&end, 0); /* one disk */
    put16(&end, (unsigned)pack->n);
    put16(&end, (unsigned)pack->n);
    put32(&end, (uint32_t)pack->index.len);
    put32(&end, (uint32_t)pack->at);
    put16(&end, 0); /* no comment */
    done = done && pack_write(pack, pack->index.data, pack->index.len, err) &&
           pack_write(pack, end.data, end.len, err);
    buf_free(&end);
    buf_free(&pack->index);
    return done;
}
