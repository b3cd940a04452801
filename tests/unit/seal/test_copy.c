/* A copy of a paper under seal: it comes back as it was, and whatever was done to it is found.
 */
#include "config.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "seal/copy.h"
#include "tests/support/seal_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

enum { HEAD = 48, EXTRA = 17 };

static SealKey *key;
static unsigned char store_id[SEAL_ID_BYTES], paper[SEAL_PAPER_BYTES];
static char *path;

static void start(void)
{
    help_start();
    key = seal_key_new();
    memset(store_id, 7, sizeof(store_id));
    path = help_path("copy");
}

static void stop(void)
{
    free(path);
    seal_key_free(key);
    help_stop();
}

static SealCopyOf of_it(void)
{
    return (SealCopyOf){key, store_id, paper};
}

static char *make_bytes(size_t n)
{
    char *bytes = malloc(n + 1);

    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(i * 31 + i / 251);
    crypto_hash_sha256(paper, (unsigned char *)bytes, n);
    return bytes;
}

/* In pieces that are no divisor of anything. */
static void write_it(const char *bytes, size_t n)
{
    const SealCopyOf of = of_it();
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    SealCopy *copy = seal_copy_begin(fd, &of, n);

    for (size_t at = 0, some; at < n; at += some) {
        some = n - at > 9973 ? 9973 : n - at;
        ck_assert(seal_copy_add(copy, bytes + at, some));
    }
    ck_assert(seal_copy_end(copy));
    close(fd);
}

static bool take(void *ctx, uint64_t size, const void *bytes, size_t n)
{
    buf_add_bytes(ctx, bytes, n);
    return size != UINT64_MAX;
}

static SealCopyFault read_as(const SealCopyOf *of, Buf *out, uint64_t *chunk)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    SealCopyFault fault = seal_copy_read(fd, of, out ? take : NULL, out, chunk);

    close(fd);
    return fault;
}

static SealCopyFault fault_of(uint64_t *chunk)
{
    const SealCopyOf of = of_it();

    return read_as(&of, NULL, chunk);
}

static void comes_back(size_t n)
{
    char *bytes = make_bytes(n);
    const SealCopyOf of = of_it();
    Buf got = BUF_INIT;
    uint64_t chunk;

    write_it(bytes, n);
    ck_assert_int_eq(read_as(&of, &got, &chunk), SEAL_COPY_WHOLE);
    ck_assert_uint_eq(got.len, n);
    ck_assert_mem_eq(got.data, bytes, n);
    ck_assert(bytes_size(path) <= (int64_t)(n + n / 8 + HEAD + 4096 + EXTRA * (n / 50000 + 2)));
    buf_free(&got);
    free(bytes);
}

START_TEST(test_copy_sizes)
{
    static const size_t sizes[] = {
        1, 100, 4087, 4088, 4089, 65527, 65528, 65529, (64 << 10) * 2, 1000000,
    };

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
        comes_back(sizes[i]);
}
END_TEST

/* Neither name nor size nor bytes tell which paper it is. */
START_TEST(test_copy_tells_nothing)
{
    static const char marker[] = "石头开花不留行迹";
    char one[SEAL_COPY_NAME + 1], other[SEAL_COPY_NAME + 1], hex[SEAL_COPY_NAME + 1];
    SealKey *second = seal_key_new();
    char *bytes = make_bytes(3000);
    int64_t size;

    memcpy(bytes + 1000, marker, sizeof(marker));
    crypto_hash_sha256(paper, (unsigned char *)bytes, 3000);
    write_it(bytes, 3000);
    size = bytes_size(path);
    ck_assert(!file_has(path, marker));
    seal_copy_name(key, paper, one);
    seal_copy_name(second, paper, other);
    sodium_bin2hex(hex, sizeof(hex), paper, sizeof(paper));
    ck_assert_str_ne(one, other);
    ck_assert_str_ne(one, hex);
    free(bytes);
    bytes = make_bytes(50);
    write_it(bytes, 50);
    ck_assert_int_eq(size, bytes_size(path));
    free(bytes);
    seal_key_free(second);
}
END_TEST

/* Every byte of the heads, and some of each chunk. */
START_TEST(test_copy_flipped)
{
    char *bytes = make_bytes(150000);
    uint64_t chunk;

    write_it(bytes, 150000);
    for (int64_t at = 0; at < bytes_size(path); at += at < HEAD + 40 ? 1 : 4999) {
        uint64_t in = at < HEAD ? 1 : (uint64_t)((at - HEAD) / (SEAL_COPY_CHUNK + EXTRA)) + 1;
        SealCopyFault fault;
        bytes_flip(path, at);
        fault = fault_of(&chunk);
        bytes_flip(path, at);
        ck_assert_int_ne(fault, SEAL_COPY_WHOLE);
        ck_assert_int_eq(fault == SEAL_COPY_FOREIGN, at < 8);
        ck_assert_int_eq(fault == SEAL_COPY_OTHER, at >= 8 && at < 24);
        ck_assert_uint_eq(chunk, in);
    }
    ck_assert_int_eq(fault_of(&chunk), SEAL_COPY_WHOLE);
    free(bytes);
}
END_TEST

START_TEST(test_copy_cut_and_longer)
{
    const int64_t full = SEAL_COPY_CHUNK + EXTRA;
    char *bytes = make_bytes(150000);
    uint64_t chunk;
    int64_t size;
    FILE *file;

    write_it(bytes, 150000);
    size = bytes_size(path);
    file = fopen(path, "a");
    fputc(0, file);
    fclose(file);
    ck_assert_int_eq(fault_of(&chunk), SEAL_COPY_CUT);
    bytes_cut(path, size);
    ck_assert_int_eq(fault_of(&chunk), SEAL_COPY_WHOLE);
    bytes_cut(path, HEAD + 2 * full); /* whole chunks, and no last one */
    ck_assert_int_eq(fault_of(&chunk), SEAL_COPY_CUT);
    ck_assert_uint_eq(chunk, 3);
    bytes_cut(path, HEAD + full + 5);
    ck_assert_int_eq(fault_of(&chunk), SEAL_COPY_CUT);
    ck_assert_uint_eq(chunk, 2);
    bytes_cut(path, 30);
    ck_assert_int_eq(fault_of(&chunk), SEAL_COPY_CUT);
    bytes_cut(path, 0);
    ck_assert_int_eq(fault_of(&chunk), SEAL_COPY_FOREIGN);
    free(bytes);
}
END_TEST

/* Chunks of one paper do not stand for each other, nor for another paper's or store's. */
START_TEST(test_copy_moved)
{
    const int64_t full = SEAL_COPY_CHUNK + EXTRA;
    unsigned char other[SEAL_ID_BYTES] = {1}, another[SEAL_PAPER_BYTES] = {2};
    SealKey *second = seal_key_new();
    char *bytes = make_bytes(150000), *kept = help_path("kept");
    uint64_t chunk;

    write_it(bytes, 150000);
    file_copy(path, kept);
    ck_assert_int_eq(read_as(&(SealCopyOf){key, other, paper}, NULL, &chunk), SEAL_COPY_OTHER);
    ck_assert_int_eq(read_as(&(SealCopyOf){key, store_id, another}, NULL, &chunk),
                     SEAL_COPY_DAMAGED);
    ck_assert_int_eq(read_as(&(SealCopyOf){second, store_id, paper}, NULL, &chunk),
                     SEAL_COPY_DAMAGED);
    bytes_copy(kept, HEAD, path, HEAD + full, (size_t)full);
    ck_assert_int_eq(fault_of(&chunk), SEAL_COPY_DAMAGED);
    ck_assert_uint_eq(chunk, 2);
    write_it(bytes, 150000); /* the same bytes, sealed once more */
    bytes_copy(kept, HEAD, path, HEAD, (size_t)full);
    ck_assert_int_eq(fault_of(&chunk), SEAL_COPY_DAMAGED);
    ck_assert_uint_eq(chunk, 1);
    free(kept);
    free(bytes);
    seal_key_free(second);
}
END_TEST

/* Other bytes than were promised are no copy. */
START_TEST(test_copy_promise)
{
    const SealCopyOf of = of_it();
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    SealCopy *copy = seal_copy_begin(fd, &of, 10);

    ck_assert(!seal_copy_add(copy, "more than ten bytes", 19));
    ck_assert(!seal_copy_end(copy));
    copy = seal_copy_begin(fd, &of, 10);
    ck_assert(seal_copy_add(copy, "less", 4));
    ck_assert(!seal_copy_end(copy));
    close(fd);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_copy_sizes,
        test_copy_tells_nothing,
        test_copy_flipped,
        test_copy_cut_and_longer,
        test_copy_moved,
        test_copy_promise,
        NULL,
    };
    return suite_run("copy", tests, start, stop);
}
