/* Members one behind the other; then what has to follow is made of them and compared. */
#include "config.h"

#include "verify/archive.h"

#include <string.h>

#include "base/i18n.h"

enum { HEAD = 30, MEMBERS_MAX = 65534, DAY = 0x0021, FORMAT = 10 };

static uint32_t crc_of(Bytes bytes)
{
    uint32_t table[256], crc = UINT32_MAX;

    for (uint32_t i = 0; i < 256; i++) {
        table[i] = i;
        for (int bit = 0; bit < 8; bit++)
            table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xedb88320u : 0);
    }
    for (size_t i = 0; i < bytes.n; i++)
        crc = crc >> 8 ^ table[(crc ^ bytes.at[i]) & 0xff];
    return ~crc;
}

static uint32_t get(const unsigned char *at, int bytes)
{
    uint32_t value = 0;

    for (int i = bytes - 1; i >= 0; i--)
        value = value << 8 | at[i];
    return value;
}

static void put(Buf *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_add_char(out, (char)(unsigned char)(value >> 8 * i));
}

static void put_facts(Buf *out, const Member *member)
{
    put(out, FORMAT, 2);
    put(out, 0, 2);
    put(out, 0, 2);
    put(out, 0, 2);
    put(out, DAY, 2);
    put(out, member->crc, 4);
    put(out, (uint32_t)member->bytes.n, 4);
    put(out, (uint32_t)member->bytes.n, 4);
    put(out, (uint32_t)strlen(member->name), 2);
    put(out, 0, 2);
}

/* The archive of these members. */
static void make(const Archive *archive, Buf *out)
{
    Buf index = BUF_INIT;
    size_t at;

    for (size_t i = 0; i < archive->n; i++) {
        const Member *member = &archive->members[i];
        buf_add_bytes(&index, "PK\1\2", 4);
        put(&index, FORMAT, 2);
        put_facts(&index, member);
        put(&index, 0, 2);
        put(&index, 0, 4);
        put(&index, 0, 4);
        put(&index, (uint32_t)out->len, 4);
        buf_add(&index, member->name);
        buf_add_bytes(out, "PK\3\4", 4);
        put_facts(out, member);
        buf_add(out, member->name);
        buf_add_bytes(out, member->bytes.at, member->bytes.n);
    }
    at = out->len;
    buf_add_bytes(out, index.data, index.len);
    buf_add_bytes(out, "PK\5\6", 4);
    put(out, 0, 4);
    put(out, (uint32_t)archive->n, 2);
    put(out, (uint32_t)archive->n, 2);
    put(out, (uint32_t)index.len, 4);
    put(out, (uint32_t)at, 4);
    put(out, 0, 2);
    buf_free(&index);
}

static bool read_member(const Buf *file, size_t *at, Arena *arena, Member *out)
{
    const unsigned char *head = (const unsigned char *)file->data + *at;
    size_t left = file->len - *at, name, bytes;

    if (left < HEAD || memcmp(head, "PK\3\4", 4) != 0)
        return false;
    name = get(head + 26, 2);
    bytes = get(head + 18, 4);
    if (left - HEAD < name || left - HEAD - name < bytes)
        return false;
    out->name = arena_dup_n(arena, (const char *)head + HEAD, name);
    out->bytes = (Bytes){head + HEAD + name, bytes};
    out->crc = get(head + 14, 4);
    *at += HEAD + name + bytes;
    return true;
}

/* As other programs pack: compressed, with days, flags or more behind a name. One such sign
 * alone is a damage. */
static bool is_foreign(const Buf *file)
{
    const unsigned char *head = (const unsigned char *)file->data;

    return file->len >= HEAD && memcmp(head, "PK\3\4", 4) == 0 &&
           (get(head + 4, 2) != FORMAT) + (get(head + 6, 2) != 0) + (get(head + 8, 2) != 0) +
                   (get(head + 10, 2) != 0) + (get(head + 12, 2) != DAY) +
                   (get(head + 28, 2) != 0) >=
               2;
}

/* A name of a member tells a dossier that was packed anew from other archives. */
static bool has_signature(const Buf *file)
{
    static const char name[] = "manifest.sig";
    size_t length = sizeof(name) - 1;

    for (size_t at = 0; at + length <= file->len; at++) {
        if (memcmp(file->data + at, name, length) == 0)
            return true;
    }
    return false;
}

static void compare(const Buf *file, const Archive *archive, Report *report)
{
    Buf made = BUF_INIT;
    size_t at = 0;

    for (size_t i = 0; i < archive->n; i++) {
        const Member *member = &archive->members[i];
        if (crc_of(member->bytes) != member->crc)
            report_fault(report, 0, _("%s is not what its checksum in the archive says"),
                         member->name);
    }
    make(archive, &made);
    while (at < file->len && at < made.len && file->data[at] == made.data[at])
        at++;
    if (at < file->len || at < made.len)
        report_fault(report, 0,
                     _("The archive was changed at byte %zu, outside of what it holds"), at);
    buf_free(&made);
}

bool archive_read(const Buf *file, Arena *arena, Archive *out, Report *report)
{
    size_t at = 0, room = 0;

    *out = (Archive){0};
    if (is_foreign(file)) {
        report_fault(report, 0,
                     has_signature(file)
                         ? _("This dossier was packed anew by another program, and only the "
                             "file as it was made can be verified")
                         : _("This is no dossier, or it is damaged at its beginning"));
        return false;
    }
    for (Member member; out->n < MEMBERS_MAX && read_member(file, &at, arena, &member);) {
        if (out->n == room) {
            Member *old = out->members;
            room = 2 * room + 32;
            out->members = arena_alloc(arena, room * sizeof(Member));
            if (out->n > 0)
                memcpy(out->members, old, out->n * sizeof(Member));
        }
        out->members[out->n++] = member;
    }
    if (out->n == 0) {
        report_fault(report, 0, _("This is no dossier, or it is damaged at its beginning"));
        return false;
    }
    compare(file, out, report);
    return true;
}

const Member *archive_find(const Archive *archive, const char *name)
{
    for (size_t i = 0; i < archive->n; i++) {
        if (strcmp(archive->members[i].name, name) == 0)
            return &archive->members[i];
    }
    return NULL;
}
