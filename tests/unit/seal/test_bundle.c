/* A bundle between two stations: it comes back as it was, and nothing that was forged, cut,
 * changed, re-addressed or bent inside is taken. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/buf.h"
#include "seal/armour.h"
#include "tests/support/forged.h"
#include "tests/support/seal_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static PersonKey *ours, *theirs, *third;
static char *path;
static int taken, tried; /* of what was forged */

static void start(void)
{
    help_start();
    theirs = person_key_new();
    ours = person_key_new();
    third = person_key_new();
    path = help_path("one.anjuan");
    taken = tried = 0;
}

static void stop(void)
{
    person_key_free(third);
    person_key_free(ours);
    person_key_free(theirs);
    free(path);
    help_stop();
}

static const unsigned char nothing[BUNDLE_DIGEST];

static BundleTo to_us(void)
{
    return (BundleTo){.sender = theirs,
                      .recipient = person_key_public(ours),
                      .epoch = 5,
                      .number = 1,
                      .previous = nothing};
}

/* ---- making ---- */

typedef struct Bytes {
    const char *bytes;
    size_t n;
} Bytes;

static bool give(void *ctx, BundleWriter *writer, Err *err)
{
    const Bytes *raw = ctx;
    (void)err;
    for (size_t at = 0, some; at < raw->n; at += some) {
        some = raw->n - at > 9973 ? 9973 : raw->n - at;
        if (!bundle_add(writer, raw->bytes + at, some))
            break; /* is told at the end */
    }
    return true;
}

static void make(const BundleTo *to, const char *bytes, size_t n, size_t raw_n)
{
    unsigned char digest[BUNDLE_DIGEST];
    BundlePack *pack = bundle_pack_new();
    Bytes raw = {bytes, raw_n};
    uint64_t size;
    Err err = {0};

    ck_assert(bundle_pack_add(pack, bytes, n / 2, &err));
    ck_assert(bundle_pack_add(pack, bytes + n / 2, n - n / 2, &err));
    ck_assert_msg(
        bundle_write(path, to, pack, &(BundleRaw){raw_n, give, &raw}, digest, &size, &err),
        "%s", err.text);
    ck_assert_int_eq((int64_t)size, bytes_size(path));
    bundle_pack_free(pack);
}

/* ---- taking in ---- */

/* They are the only station that we know, and the third one too where it is said. */
static bool knows_third;

static bool who(void *ctx, const unsigned char id[BUNDLE_ID], PersonPublic *out)
{
    const PersonKey *known[] = {theirs, third};
    unsigned char is[BUNDLE_ID];

    (void)ctx;
    for (size_t i = 0; i < (knows_third ? 2 : 1); i++) {
        *out = *person_key_public(known[i]);
        bundle_id(out, is);
        if (memcmp(is, id, BUNDLE_ID) == 0)
            return true;
    }
    return false;
}

typedef struct Took {
    Buf packed, raw;
} Took;

static bool take(void *ctx, bool raw, const void *bytes, size_t n)
{
    Took *took = ctx;
    buf_add_bytes(raw ? &took->raw : &took->packed, bytes, n);
    return true;
}

static BundleFault open_as(const PersonKey *me, Took *took)
{
    BundleSeen seen;
    PersonPublic sender;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    BundleFault fault = bundle_check(fd, person_key_public(me), who, NULL, &seen);

    if (fault == BUNDLE_WHOLE) {
        ck_assert(who(NULL, seen.head.from, &sender));
        BundleOpen how = {.me = me, .sender = &sender, .take = take, .ctx = took};
        lseek(fd, 0, SEEK_SET);
        fault = bundle_open(fd, &seen, &how);
    }
    close(fd);
    return fault;
}

static BundleFault fault_of(void)
{
    Took took = {BUF_INIT, BUF_INIT};
    BundleFault fault = open_as(ours, &took);

    buf_free(&took.packed);
    buf_free(&took.raw);
    tried++;
    taken += fault == BUNDLE_WHOLE;
    return fault;
}

static char *bytes_of(size_t n)
{
    char *bytes = malloc(n + 1);
    uint32_t at = 7;

    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)((at = at * 1664525 + 1013904223) >> 24);
    return bytes;
}

START_TEST(test_bundle_comes_back)
{
    static const size_t sizes[][2] = {
        {1, 0}, {900, 0}, {65512, 1}, {3, 65536 - 24}, {200000, 300001}, {0, 10},
    };
    const BundleTo to = to_us();
    char *bytes = bytes_of(310000);

    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        Took took = {BUF_INIT, BUF_INIT};
        make(&to, bytes, sizes[i][0], sizes[i][1]);
        ck_assert_int_eq(open_as(ours, &took), BUNDLE_WHOLE);
        ck_assert_uint_eq(took.packed.len, sizes[i][0]);
        ck_assert_uint_eq(took.raw.len, sizes[i][1]);
        ck_assert_mem_eq(took.packed.data, bytes, sizes[i][0]);
        ck_assert_mem_eq(took.raw.data, bytes, sizes[i][1]);
        buf_free(&took.packed);
        buf_free(&took.raw);
    }
    free(bytes);
}
END_TEST

/* Who sends whom which number, and nothing of what is inside. */
START_TEST(test_bundle_tells_its_header_alone)
{
    static const char marker[] = "石头开花不留行迹 石头开花不留行迹";
    unsigned char id[BUNDLE_ID];
    BundleTo to = to_us();
    BundleHead head;
    int fd;

    to.epoch = UINT64_MAX;
    to.number = 258;
    make(&to, marker, sizeof(marker), sizeof(marker));
    ck_assert(!file_has(path, marker));
    ck_assert_int_eq(bytes_size(path), BUNDLE_HEAD + LEAST + EXTRA + PERSON_SIGNATURE);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    ck_assert_int_eq(bundle_peek(fd, &head), BUNDLE_WHOLE);
    close(fd);
    bundle_id(person_key_public(theirs), id);
    ck_assert_mem_eq(head.from, id, BUNDLE_ID);
    bundle_id(person_key_public(ours), id);
    ck_assert_mem_eq(head.to, id, BUNDLE_ID);
    ck_assert(head.epoch == UINT64_MAX && head.number == 258 && head.major == 1);
}
END_TEST

/* ---- what is not taken ---- */

START_TEST(test_bundle_flipped)
{
    const BundleTo to = to_us();
    char *bytes = bytes_of(70000);

    make(&to, bytes, 70000, 20000);
    int64_t size = bytes_size(path), body = size - PERSON_SIGNATURE;
    for (int64_t at = 0; at < size; at += at < BUNDLE_HEAD + 40 || at >= body ? 1 : 397) {
        bytes_flip(path, at);
        BundleFault fault = fault_of();
        bytes_flip(path, at);
        ck_assert_int_eq(fault == BUNDLE_FOREIGN, at < AT_MAJOR);
        ck_assert_int_eq(fault == BUNDLE_NEWER, at >= AT_MAJOR && at < AT_MINOR);
        ck_assert_int_eq(fault == BUNDLE_STRANGER, at >= AT_FROM && at < AT_TO);
        ck_assert_int_eq(fault == BUNDLE_NOT_OURS, at >= AT_TO && at < AT_EPOCH);
        ck_assert_int_eq(fault == BUNDLE_LENGTH, at >= AT_BODY && at < AT_KEY);
    }
    ck_assert_int_eq(taken, 0);
    ck_assert_int_ge(tried, 500);
    ck_assert_int_eq(fault_of(), BUNDLE_WHOLE);
    free(bytes);
}
END_TEST

START_TEST(test_bundle_cut_and_longer)
{
    const BundleTo to = to_us();
    char *bytes = bytes_of(200000), *whole;
    Buf file = BUF_INIT;
    size_t n;

    make(&to, bytes, 140000, 1000);
    whole = temp_read(path, &n);
    buf_add_bytes(&file, whole, n);
    for (size_t at = 0; at < n; at += at < BUNDLE_HEAD + 2 || at > n - 70 ? 1 : 4099) {
        bytes_cut(path, (int64_t)at);
        BundleFault fault = fault_of();
        ck_assert_int_eq(fault, at < MAGIC ? BUNDLE_FOREIGN : BUNDLE_LENGTH);
        forge_put(path, &file);
    }
    bytes_cut(path, (int64_t)n + 1);
    ck_assert_int_eq(fault_of(), BUNDLE_LENGTH);
    ck_assert_int_eq(taken, 0);
    buf_free(&file);
    free(whole);
    free(bytes);
}
END_TEST

/* What ends well is by the sender for us alone. */
START_TEST(test_bundle_not_for_us)
{
    BundleTo to = to_us();
    Took took = {BUF_INIT, BUF_INIT};

    make(&to, "some", 4, 0);
    ck_assert_int_eq(open_as(third, &took), BUNDLE_NOT_OURS);
    to.sender = third;
    make(&to, "some", 4, 0);
    ck_assert_int_eq(fault_of(), BUNDLE_STRANGER);
}
END_TEST

/* ---- made by hand: whoever has a key can sign whatever they like ---- */

static Forge honest(void)
{
    return forge_honest(theirs, person_key_public(ours));
}

/* A station that we trust takes the signature off what another sent, and says it is its own. */
START_TEST(test_bundle_stripped)
{
    static const char many[40] = "some";
    const BundleTo to = to_us();
    size_t n;

    knows_third = true;
    make(&to, "some", 4, 0);
    for (int i = 0; i < 40; i++) {
        Buf file = BUF_INIT;
        char *whole = temp_read(path, &n);
        buf_add_bytes(&file, whole, n - PERSON_SIGNATURE);
        bundle_id(person_key_public(third), (unsigned char *)file.data + AT_FROM);
        if (i % 2)
            bundle_put((unsigned char *)file.data + AT_NUMBER, (uint64_t)i);
        forge_sign(third, person_key_public(ours), &file);
        forge_put(path, &file);
        ck_assert_int_eq(fault_of(), BUNDLE_BODY);
        make(&to, many, 4, (size_t)i);
        buf_free(&file);
        free(whole);
    }
    ck_assert_int_eq(taken, 0);
    knows_third = false;
}
END_TEST

START_TEST(test_bundle_forged)
{
    Forge f = honest();
    Buf inside = BUF_INIT, packed = BUF_INIT;

    forge_deflated(&packed, NULL, 100);
    forge_inside(&inside, (uint64_t[]){100, packed.len, 0}, &packed);
    forge_file(path, &f, &inside);
    ck_assert_int_eq(fault_of(), BUNDLE_WHOLE);
    f.bound = third; /* it was sealed for another bundle */
    forge_file(path, &f, &inside);
    ck_assert_int_eq(fault_of(), BUNDLE_BODY);
    f = honest();
    f.sealed = person_key_public(third);
    forge_file(path, &f, &inside);
    ck_assert_int_eq(fault_of(), BUNDLE_KEY);
    f = honest();
    f.last = MESSAGE;
    forge_file(path, &f, &inside);
    ck_assert_int_eq(fault_of(), BUNDLE_BODY);
    f = honest();
    f.body = (uint64_t)10 << 30; /* 10 GB are claimed, and nothing is made room for */
    forge_file(path, &f, &inside);
    ck_assert_int_eq(fault_of(), BUNDLE_LENGTH);
    buf_free(&inside);
    buf_free(&packed);
}
END_TEST

/* Signed and sealed as it has to be, and bent inside. */
START_TEST(test_bundle_bent)
{
    const Forge f = honest();
    Buf inside = BUF_INIT, packed = BUF_INIT;

    forge_deflated(&packed, NULL, 4 << 20); /* 4 KB that would be 4 MB */
    const uint64_t p = packed.len, bad[][3] = {
                                       {1000, p, 0},          /* more comes out than it says */
                                       {(4 << 20) + 1, p, 0}, /* less */
                                       {UINT64_MAX, p, 0},    /* 10 GB and more */
                                       {4 << 20, p - 1, 0},   /* the packed part is cut */
                                       {4 << 20, p + 1, 0},   /* or goes on */
                                       {4 << 20, 0, 0},       {4 << 20, p, UINT64_MAX},
                                       {4 << 20, p, 1 << 20}, {4 << 20, UINT64_MAX, 0},
                                   };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        forge_inside(&inside, bad[i], &packed);
        forge_file(path, &f, &inside);
        ck_assert_int_eq(fault_of(), BUNDLE_CONTENT);
    }
    forge_inside(&inside, (uint64_t[]){4 << 20, p, 0}, &packed);
    inside.data[inside.len - 1] = 1; /* no zero behind it */
    forge_file(path, &f, &inside);
    ck_assert_int_eq(fault_of(), BUNDLE_CONTENT);
    buf_cut(&inside, inside.len - 1);
    forge_file(path, &f, &inside);
    ck_assert_int_eq(fault_of(), BUNDLE_CONTENT);
    buf_cut(&inside, 10);
    forge_file(path, &f, &inside);
    ck_assert_int_eq(fault_of(), BUNDLE_CONTENT);
    ck_assert_int_eq(taken, 0);
    buf_free(&inside);
    buf_free(&packed);
}
END_TEST

/* Chunks of one bundle in another order, and header and body of two. */
START_TEST(test_bundle_reordered)
{
    const BundleTo to = to_us();
    const size_t full = CHUNK + EXTRA;
    char *bytes = bytes_of(200000);
    size_t n, m;

    make(&to, bytes, 200000, 0);
    char *one = temp_read(path, &n);
    make(&to, bytes, 200000, 0);
    char *other = temp_read(path, &m);
    ck_assert_uint_eq(n, m);
    for (size_t i = 0; i < 6; i++) {
        Buf file = BUF_INIT;
        const size_t from = i % 3, at = (i / 3 + from + 1) % 3;
        buf_add_bytes(&file, one, n - PERSON_SIGNATURE);
        memcpy(file.data + BUNDLE_HEAD + at * full,
               (i % 2 ? one : other) + BUNDLE_HEAD + from * full, full);
        forge_sign(theirs, person_key_public(ours), &file);
        forge_put(path, &file);
        ck_assert_int_eq(fault_of(), BUNDLE_BODY);
        buf_free(&file);
    }
    free(one);
    free(other);
    free(bytes);
}
END_TEST

/* Fewer bytes than were promised are no bundle. */
START_TEST(test_bundle_promise)
{
    const BundleTo to = to_us();
    unsigned char digest[BUNDLE_DIGEST];
    BundlePack *pack = bundle_pack_new();
    Bytes raw = {"abc", 3};
    uint64_t size;
    Err err = {0};

    ck_assert(bundle_pack_add(pack, "x", 1, &err));
    ck_assert(!bundle_write(path, &to, pack, &(BundleRaw){4, give, &raw}, digest, &size, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert(access(path, F_OK) != 0);
    bundle_pack_free(pack);
}
END_TEST

/* Letters are read as far as a bundle of them may be, wherever their end is. */
START_TEST(test_bundle_letters_end)
{
    enum { LINE = 65, LINES = ARMOUR_MAX / 48 + 2 };
    static const char head[] = "-----BEGIN ANJUAN BUNDLE-----\n";
    char line[LINE + 1];
    FILE *file = fopen(path, "w");
    Err err = {0};

    memset(line, 'A', LINE);
    line[LINE - 1] = '\n';
    line[LINE] = '\0';
    ck_assert(file && fputs(head, file) >= 0);
    for (int i = 0; i < LINES; i++)
        ck_assert(fputs(line, file) >= 0);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_lt(armour_open(open(path, O_RDONLY), path, &err), 0);
    ck_assert_int_eq(err.kind, ERR_INPUT);
    ck_assert_int_eq(truncate(path, 30 + 1000 * LINE), 0);
    int fd = armour_open(open(path, O_RDONLY), path, &err);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(lseek(fd, 0, SEEK_END), 48000);
    close(fd);
    /* And no longer ones are written. */
    ck_assert_int_eq(truncate(path, ARMOUR_MAX + 1), 0);
    fd = open(path, O_RDONLY);
    ck_assert(!armour_copy(fd, path, true, &err));
    ck_assert_int_eq(err.kind, ERR_REFUSED);
    close(fd);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_bundle_comes_back,  test_bundle_tells_its_header_alone,
        test_bundle_flipped,     test_bundle_cut_and_longer,
        test_bundle_not_for_us,  test_bundle_stripped,
        test_bundle_forged,      test_bundle_bent,
        test_bundle_reordered,   test_bundle_promise,
        test_bundle_letters_end, NULL,
    };
    return suite_run("bundle", tests, start, stop);
}
