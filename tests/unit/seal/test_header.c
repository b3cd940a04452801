/* Who can open a sealed store, and what is left of its header when a write was cut off or a
 * byte turned over. */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "seal/code.h"
#include "tests/support/seal_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static SealKey *key;
static SealHeader *header;

static void start(void)
{
    help_start();
    key = seal_key_new();
    header = seal_header_new();
}

static void stop(void)
{
    seal_header_free(header);
    seal_key_free(key);
    help_stop();
}

static void add(const char *name, const char *passphrase)
{
    KdfCost cost = kdf_cost_least();
    PassRecord record;
    PassKey *pass = NULL;

    ck_done(passkey_new(passphrase, &cost, &record, &pass, &help_err));
    ck_done(seal_header_add(header, name, pass, &record, key, &help_err));
    passkey_free(pass);
}

/* Writes it, and reads it back in its place. */
static void write_and_read(void)
{
    ck_done(seal_header_write(help_store_path, header, key, &help_err));
    seal_header_free(header);
    header = NULL;
    ck_assert_int_eq(seal_header_read(help_store_path, &header, &help_err), SEAL_WHOLE);
}

static bool opens(const char *name, const char *passphrase)
{
    SealKey *got = NULL;
    PassKey *pass = NULL;
    bool open = seal_header_open(header, name, passphrase, &got, &pass, &help_err);

    ck_assert(open == (got != NULL) && open == (pass != NULL));
    if (open)
        ck_assert_mem_eq(seal_key_bytes(got), seal_key_bytes(key), SEAL_KEY_BYTES);
    passkey_free(pass);
    seal_key_free(got);
    return open;
}

START_TEST(test_header_opens)
{
    add("林社工", "一二三四五六七八");
    add("zhou", "a passphrase of zhou");
    write_and_read();
    ck_assert(seal_is_sealed(help_store_path));
    ck_assert(opens("林社工", "一二三四五六七八"));
    ck_assert(opens("zhou", "a passphrase of zhou"));
    ck_assert(!opens("zhou", "一二三四五六七八"));
    ck_assert(help_is_err(ERR_REFUSED, "do not belong together"));
    ck_assert(!opens("nobody", "一二三四五六七八"));
    ck_assert(help_is_err(ERR_REFUSED, "do not belong together"));
    ck_assert(!file_has(help_store_path, "zhou") && !file_has(help_store_path, "林社工"));
}
END_TEST

/* Until a change of passphrase is certain both count; then one of them goes. */
START_TEST(test_header_changes)
{
    PassRecord record;
    KdfCost cost = kdf_cost_least();
    PassKey *pass = NULL;

    add("zhou", "the first of them");
    ck_done(passkey_new("the second of them", &cost, &record, &pass, &help_err));
    ck_done(seal_header_add(header, "zhou", pass, &record, key, &help_err));
    passkey_free(pass);
    write_and_read();
    ck_assert(opens("zhou", "the first of them") && opens("zhou", "the second of them"));
    ck_assert_uint_eq(seal_header_keep(header, &(SealOwner){"zhou", record.salt}, 1), 1);
    write_and_read();
    ck_assert(!opens("zhou", "the first of them") && opens("zhou", "the second of them"));
    ck_assert_uint_eq(seal_header_keep(header, NULL, 0), 1);
    ck_assert(!seal_header_has(header, "zhou"));
}
END_TEST

/* Who signs in reads it while others change it. */
START_TEST(test_header_read_while_written)
{
    enum { TIMES = 60 };
    int status;
    pid_t child;

    add("zhou", "a passphrase of zhou");
    write_and_read();
    child = fork();
    ck_assert_int_ge(child, 0);
    for (int i = 0; child == 0 && i < TIMES; i++)
        if (!seal_header_write(help_store_path, header, key, NULL))
            _exit(1);
    if (child == 0)
        _exit(0);
    for (int i = 0; i < TIMES; i++) {
        SealHeader *read = NULL;
        ck_assert_int_eq(seal_header_read(help_store_path, &read, &help_err), SEAL_WHOLE);
        ck_assert(seal_header_proves(read, key));
        seal_header_free(read);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
}
END_TEST

static PassRecord invite(const char *name, const char *passphrase)
{
    const KdfCost cost = {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
    SealGuest guest = {.name = name};
    PersonKey *person = person_key_new();
    PassKey *pass = NULL;

    ck_done(passkey_new(passphrase, &cost, &guest.record, &pass, &help_err));
    person_key_wrap(person, passkey_person(pass), guest.wrapped);
    guest.public = *person_key_public(person);
    ck_done(seal_header_invite(header, &guest, key, &help_err));
    passkey_free(pass);
    person_key_free(person);
    return guest.record;
}

/* Who was invited by their own keys comes in by their passphrase, until they have a slot. */
START_TEST(test_header_guests)
{
    add("zhou", "a passphrase of zhou");
    invite("林社工", "一二三四五六七八");
    invite("sun", "a passphrase of sun");
    write_and_read();
    ck_assert(opens("林社工", "一二三四五六七八") && opens("sun", "a passphrase of sun"));
    ck_assert(opens("zhou", "a passphrase of zhou"));
    ck_assert(!opens("sun", "a passphrase of zhou"));
    ck_assert(help_is_err(ERR_REFUSED, "do not belong together"));
    ck_assert(!opens("zhou", "a passphrase of sun"));
    ck_assert(!seal_header_has(header, "sun") && seal_header_invited(header, "sun"));
    ck_assert(!seal_header_invited(header, "zhou"));
    invite("sun", "another of sun"); /* in the place of the first */
    write_and_read();
    ck_assert(!opens("sun", "a passphrase of sun") && opens("sun", "another of sun"));
    seal_header_uninvite(header, "sun");
    write_and_read();
    ck_assert(!opens("sun", "another of sun") && opens("林社工", "一二三四五六七八"));
    ck_assert(!seal_header_invited(header, "sun") && seal_header_invited(header, "林社工"));
    ck_assert(!file_has(help_store_path, "林社工"));
}
END_TEST

/* An invitation belongs to whom it is for, as long as the passphrase is the one that counts. */
START_TEST(test_header_guests_kept)
{
    PassRecord lin = invite("林社工", "一二三四五六七八");
    PassRecord sun = invite("sun", "a passphrase of sun");
    const SealOwner owners[] = {{"林社工", lin.salt}, {"sun", sun.salt}};
    const SealOwner other[] = {{"林社工", sun.salt}, {"sun", sun.salt}};

    add("zhou", "a passphrase of zhou");
    ck_assert_uint_eq(seal_header_keep(header, owners, 2), 1); /* that of zhou */
    ck_assert_uint_eq(seal_header_keep(header, owners, 2), 0);
    write_and_read();
    ck_assert(opens("林社工", "一二三四五六七八") && opens("sun", "a passphrase of sun"));
    ck_assert_uint_eq(seal_header_keep(header, other, 2), 4);
    ck_assert(!seal_header_invited(header, "林社工") && seal_header_invited(header, "sun"));
}
END_TEST

/* Where there is no room for all of an invitation there is none of it. */
START_TEST(test_header_guests_room)
{
    SealGuest guest = {.record = {.cost = kdf_cost_least()}};
    PersonKey *person = person_key_new();
    char name[16];
    int n = 0;

    guest.name = name;
    guest.public = *person_key_public(person);
    do {
        snprintf(name, sizeof(name), "u%d", n++);
    } while (seal_header_invite(header, &guest, key, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "at most"));
    ck_assert_int_eq(n - 1, SEAL_SLOTS_MAX / 4);
    ck_assert_uint_eq(seal_header_slots(header), 4 * (size_t)(SEAL_SLOTS_MAX / 4));
    ck_assert(!seal_header_invited(header, name));
    person_key_free(person);
}
END_TEST

START_TEST(test_header_room)
{
    KdfCost cost = kdf_cost_least();
    PassRecord record;
    char name[16];
    PassKey *pass = NULL;
    int n = 0;

    ck_done(passkey_new("a passphrase", &cost, &record, &pass, &help_err));
    for (; n < 1000; n++) {
        snprintf(name, sizeof(name), "u%d", n);
        ck_done(seal_header_add(header, name, pass, &record, key, &help_err));
    }
    write_and_read();
    ck_assert(opens("u0", "a passphrase") && opens("u999", "a passphrase"));
    while (seal_header_add(header, "more", pass, &record, key, &help_err))
        n++;
    ck_assert(help_is_err(ERR_REFUSED, "people at most"));
    ck_assert_int_eq(n, SEAL_SLOTS_MAX);
    passkey_free(pass);
}
END_TEST

/* One of the two is enough; of none the message says that it is damaged, and of something else
 * that it is something else. */
START_TEST(test_header_damage)
{
    static const int64_t places[] = {0, 20, 40, 70, 5000, (SEAL_HEADER_BYTES / 2) - 1};
    const int64_t half = SEAL_HEADER_BYTES / 2;
    char *copy = help_path("copy");
    SealHeader *read = NULL;

    add("zhou", "a passphrase of zhou");
    write_and_read();
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        file_copy(help_store_path, copy);
        bytes_flip(copy, places[i]);
        ck_assert_int_eq(seal_header_read(copy, &read, &help_err), SEAL_WHOLE);
        seal_header_free(read);
        bytes_flip(copy, half + 70);
        ck_assert_int_eq(seal_header_read(copy, &read, &help_err), SEAL_DAMAGED);
        ck_assert(help_is_err(ERR_STORE, "header of the sealed store is damaged"));
        bytes_flip(copy, places[i]);
        ck_assert_int_eq(seal_header_read(copy, &read, &help_err), SEAL_WHOLE);
        seal_header_free(read);
    }
    free(copy);
    copy = temp_text(help_folder, "other", "SQLite format 3 and so on");
    ck_assert_int_eq(seal_header_read(copy, &read, &help_err), SEAL_FOREIGN);
    ck_assert(help_is_err(ERR_STORE, "not a sealed store"));
    ck_assert(!seal_is_sealed(copy));
    free(copy);
    ck_assert_int_eq(seal_header_read("/nowhere/at/all", &read, &help_err), SEAL_ABSENT);
}
END_TEST

/* A write may end after each of its sectors: what is read is the old header or the new one. */
START_TEST(test_header_torn)
{
    enum { SECTOR = 4096, SECTORS = SEAL_HEADER_BYTES / SECTOR };
    char *was = help_path("was"), *torn = help_path("torn");
    SealHeader *read = NULL;

    add("zhou", "a passphrase of zhou");
    write_and_read();
    file_copy(help_store_path, was);
    add("lin", "a passphrase of lin");
    write_and_read();
    file_copy(was, torn);
    for (int i = 0; i <= SECTORS; i++) {
        /* The second is written first. */
        int at = (i + SECTORS / 2 - 1) % SECTORS;
        if (i)
            bytes_copy(help_store_path, (int64_t)at * SECTOR, torn, (int64_t)at * SECTOR,
                       SECTOR);
        ck_assert_int_eq(seal_header_read(torn, &read, &help_err), SEAL_WHOLE);
        ck_assert(seal_header_proves(read, key));
        ck_assert(seal_header_has(read, "zhou"));
        ck_assert(seal_header_has(read, "lin") == (i >= SECTORS / 2));
        seal_header_free(read);
    }
    free(was);
    free(torn);
}
END_TEST

/* Whoever writes a header without the key lets nobody in. */
START_TEST(test_header_changed)
{
    SealKey *own = key;

    add("zhou", "a passphrase of zhou");
    key = seal_key_new();
    ck_done(seal_header_write(help_store_path, header, key, &help_err));
    seal_key_free(key);
    key = own;
    seal_header_free(header);
    ck_assert_int_eq(seal_header_read(help_store_path, &header, &help_err), SEAL_WHOLE);
    ck_assert(!opens("zhou", "a passphrase of zhou"));
    ck_assert(help_is_err(ERR_STORE, "without the key"));
}
END_TEST

START_TEST(test_header_recovery)
{
    char code[CODE_TEXT], wrong[CODE_TEXT], letters[CODE_LETTERS + 1];
    SealKey *got = NULL;

    code_make(code);
    ck_assert(code_read(code, letters));
    ck_done(seal_header_set_recovery(header, code, key, &help_err));
    write_and_read();
    ck_done(seal_header_recover(header, code, &got, &help_err));
    ck_assert_mem_eq(seal_key_bytes(got), seal_key_bytes(key), SEAL_KEY_BYTES);
    seal_key_free(got);
    code_make(wrong);
    ck_assert(!seal_header_recover(header, wrong, &got, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "not the recovery code"));
    code[0] = code[0] == 'A' ? 'B' : 'A';
    ck_assert(!seal_header_recover(header, code, &got, &help_err));
    ck_assert(help_is_err(ERR_INPUT, "letter of the recovery code"));
    /* A new one ends the old one. */
    ck_done(seal_header_set_recovery(header, wrong, key, &help_err));
    ck_assert_uint_eq(seal_header_slots(header), 1);
}
END_TEST

/* Each wrong letter, and each two neighbours that changed places. */
START_TEST(test_code_checks)
{
    char code[CODE_TEXT], letters[CODE_LETTERS + 1], other[CODE_LETTERS + 1];

    for (int round = 0; round < 20; round++) {
        code_make(code);
        ck_assert(code_read(code, letters));
        for (int i = 0; i < CODE_LETTERS; i++) {
            char was = letters[i];
            for (char c = 'A'; c <= 'Z'; c++) {
                letters[i] = c;
                ck_assert(code_read(letters, other) == (c == was || (c == 'V' && was == 'U')));
            }
            letters[i] = was;
            if (i && letters[i] != letters[i - 1]) {
                letters[i] = letters[i - 1];
                letters[i - 1] = was;
                ck_assert(!code_read(letters, other));
                letters[i - 1] = letters[i];
                letters[i] = was;
            }
        }
    }
    ck_assert(!code_read("", letters) && !code_read("ABC", letters));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_header_opens,
        test_header_changes,
        test_header_read_while_written,
        test_header_guests,
        test_header_guests_kept,
        test_header_guests_room,
        test_header_room,
        test_header_damage,
        test_header_torn,
        test_header_changed,
        test_header_recovery,
        test_code_checks,
        NULL,
    };
    return suite_run("header", tests, start, stop);
}
