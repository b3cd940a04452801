/* The attached copies, under STORE.files: of a plain store by their names, which are their
 * digests; of a sealed one opened by the store's key (seal/copy.h). */
#include "config.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "seal/copy.h"
#include "verify/store_inner.h"

typedef crypto_hash_sha256_state Sum;

static bool add(void *ctx, uint64_t size UNUSED, const void *bytes, size_t n)
{
    crypto_hash_sha256_update(ctx, bytes, n);
    return true;
}

static bool read_plain(int fd, Sum *sum)
{
    unsigned char bytes[1 << 16];
    ssize_t n;

    while ((n = read(fd, bytes, sizeof bytes)) > 0)
        add(sum, 0, bytes, (size_t)n);
    return n == 0;
}

static bool read_sealed(const Reading *r, int fd, const unsigned char *paper, Sum *sum)
{
    const SealCopyOf of = {r->key, r->store, paper};
    uint64_t chunk;

    return seal_copy_read(fd, &of, add, sum, &chunk) == SEAL_COPY_WHOLE;
}

/* Of another file in its place nothing is read. */
static bool is_whole(const Reading *r, const char *path, const unsigned char *paper)
{
    unsigned char digest[SEAL_PAPER_BYTES];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool whole;
    Sum sum;

    if (fd < 0)
        return false;
    crypto_hash_sha256_init(&sum);
    whole = r->key ? read_sealed(r, fd, paper, &sum) : read_plain(fd, &sum);
    close(fd);
    crypto_hash_sha256_final(&sum, digest);
    return whole && memcmp(digest, paper, sizeof digest) == 0;
}

static void check_copy(Reading *r, const char *sha256, const unsigned char *paper, Bytes no)
{
    char sealed[SEAL_COPY_NAME + 1];
    const char *name = sha256;
    Buf path = BUF_INIT;

    if (r->key) {
        seal_copy_name(r->key, paper, sealed);
        name = sealed;
    }
    buf_addf(&path, "%s.files/%.2s/%s", r->path, name, name + 2);
    if (is_whole(r, path.data, paper))
        r->report->copies++;
    else
        report_fault(r->report, 0,
                     _("Case %.*s: the attached copy %s is missing or was changed"), (int)no.n,
                     (const char *)no.at, path.data);
    buf_free(&path);
}

bool reading_copies(Reading *r, Err *err)
{
    unsigned char paper[SEAL_PAPER_BYTES];
    sqlite3_stmt *stmt =
        reading_ask(r,
                    "WITH named (file, no) AS ("
                    "SELECT d.file, c.no FROM document AS d"
                    " JOIN case_file AS c ON c.id = d.case_id WHERE d.file IS NOT NULL"
                    " UNION ALL "
                    /* Behind approvals given here, of now or of before. */
                    "SELECT CASE p.type WHEN 'object' THEN p.value ->> 'file' END AS file, c.no"
                    " FROM approval AS a"
                    " JOIN case_file AS c ON c.id = a.case_id"
                    " JOIN user AS u ON u.id = a.approver,"
                    " json_each(CASE WHEN json_valid(a.snapshot) THEN a.snapshot ELSE '{}' END,"
                    " '$.document') AS p"
                    " WHERE u.home IS NULL)"
                    " SELECT file, min(no) FROM named WHERE file IS NOT NULL GROUP BY file",
                    err);

    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        Bytes file = reading_keep(r, stmt, 0);
        size_t n = 0;
        if (file.at &&
            sodium_hex2bin(paper, sizeof paper, (const char *)file.at, file.n, NULL, &n,
                           NULL) == 0 &&
            n == sizeof paper)
            check_copy(r, (const char *)file.at, paper, reading_bytes(stmt, 1));
    }
    return reading_end(r, stmt, err);
}
