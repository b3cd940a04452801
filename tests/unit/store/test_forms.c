/* Copies of papers whose store comes to another form: whichever store a killed program leaves,
 * it has its own copies and no others. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/path.h"
#include "seal/ring.h"
#include "store/attach.h"
#include "store/copies.h"
#include "store/forms.h"
#include "store/inner.h"
#include "store/sealed.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static SealKey *key;
static SealHeader *header;
static Attached paper;

static void start(void)
{
    help_start();
    key = seal_key_new();
    header = seal_header_new();
    seal_ring_add(key);
}

static void stop(void)
{
    seal_ring_remove(key);
    seal_key_free(key);
    seal_header_free(header);
    help_stop();
}

/* A plain store with one paper, which a document names. */
static Store *make(void)
{
    static const AttachType text = {.name = "text", .text = true};
    const AttachRules rules = {.max_bytes = 1000, .types = &text, .n_types = 1};
    char *from = temp_text(help_folder, "paper", "纸上的字");
    Store *store = help_open(STORE_CREATE);
    Buf sql = BUF_INIT;

    ck_done(attach_put(store, from, &rules, &paper, &help_err));
    store_close(store);
    buf_addf(&sql,
             "INSERT INTO case_file (uid, no, created_by, created_at, updated_by, updated_at)"
             " VALUES (randomblob(16), 'T1-2026-000001', 1, '', 1, '');"
             " INSERT INTO document (uid, case_id, place, file)"
             " VALUES (randomblob(16), last_insert_rowid(), 0, '%s');",
             paper.sha256);
    ck_assert(help_raw(help_store_path, sql.data));
    buf_free(&sql);
    unlink(from);
    free(from);
    return help_open(STORE_OPEN);
}

static bool count(void *ctx, const char *path UNUSED, const char *name UNUSED, Err *err UNUSED)
{
    ++*(int *)ctx;
    return true;
}

static int files(void)
{
    char *folder = attach_folder(help_store_path);
    int n = 0;

    ck_done(attach_walk(folder, count, &n, &help_err));
    free(folder);
    return n;
}

static void carry(Store *store)
{
    CopyHome from, to;
    FormCount carried;

    ck_done(home_of(help_store_path, &from, &help_err));
    home_under(help_store_path, header, key, &to);
    ck_done(forms_note(store, &from, &to, &help_err));
    ck_done(forms_carry(store, &to, NULL, NULL, &carried, &help_err));
    ck_assert_int_eq(carried.copies, 1);
    ck_assert_int_eq(carried.missing, 0);
    home_end(&from);
    home_end(&to);
    ck_assert_int_eq(files(), 2);
}

START_TEST(test_forms_killed_before)
{
    Store *store = make();

    carry(store);
    store_close(store); /* killed: the plain store stands there still */
    store = help_open(STORE_OPEN);
    ck_done(forms_stands(store, &help_err));
    ck_done(forms_settle(store, &help_err));
    ck_assert_int_eq(files(), 1);
    ck_done(attach_check(store, paper.sha256, &help_err));
    ck_assert(!forms_stands(store, &help_err));
    ck_done(forms_settle(store, &help_err));
    ck_assert_int_eq(files(), 1);
    store_close(store);
}
END_TEST

START_TEST(test_forms_killed_after)
{
    char *temp = help_path("made"), *place = NULL;
    Store *store = make();

    carry(store);
    ck_done(store_seal_into(store, temp, header, key, &help_err));
    store_close(store);
    ck_done(path_commit(temp, help_store_path, &help_err)); /* and killed there */
    store = help_open(STORE_OPEN);
    ck_done(forms_settle(store, &help_err));
    ck_assert_int_eq(files(), 1);
    ck_done(attach_check(store, paper.sha256, &help_err));
    ck_done(attach_place(store, paper.sha256, &place, &help_err));
    ck_assert_ptr_null(place);
    store_close(store);
    free(temp);
}
END_TEST

static Store *moved(void)
{
    char *temp = help_path("made");
    Store *store = make();

    carry(store);
    ck_done(store_seal_into(store, temp, header, key, &help_err));
    store_close(store);
    ck_done(path_commit(temp, help_store_path, &help_err));
    free(temp);
    return help_open(STORE_OPEN);
}

/* The one in clear is the only one then. */
START_TEST(test_forms_other_is_not_whole)
{
    Store *store = moved();
    CopyHome own, plain = {0};

    ck_done(home_of(help_store_path, &own, &help_err));
    plain.folder = own.folder;
    char *place = home_place(&own, paper.sha256);
    if (_i == 0)
        unlink(place);
    else
        ck_done(path_write(place, "AnjCopy1", (size_t)(_i == 1 ? 8 : 3), &help_err));
    ck_assert(!forms_settle(store, &help_err));
    ck_assert(strstr(help_err.text, place));
    ck_done(home_check(&plain, paper.sha256, &help_err));
    /* Attached again, or whatever brings it back. */
    ck_done(home_carry(&plain, &own, paper.sha256, NULL, &help_err));
    ck_done(forms_settle(store, &help_err));
    ck_assert_int_eq(files(), 1);
    ck_done(attach_check(store, paper.sha256, &help_err));
    home_end(&own);
    free(place);
    store_close(store);
}
END_TEST

/* What is written down there is no part of the history: anybody may have written it. */
START_TEST(test_forms_neither_is_own)
{
    static const char *const owners[] = {"plain 00000000000000000000000000000000",
                                         "00000000000000000000000000000000 plain",
                                         "plain plain",
                                         "plain",
                                         "",
                                         " ",
                                         "plain "};
    Store *store = moved();
    Buf sql = BUF_INIT;
    int before = files();

    buf_addf(&sql, "UPDATE meta SET value = '%s' WHERE name = 'copies.forms'", owners[_i]);
    ck_done(store_run(store->db, help_store_path, sql.data, &help_err));
    ck_done(forms_settle(store, &help_err));
    ck_assert_int_eq(files(), before);
    ck_assert(!forms_stands(store, &help_err));
    buf_free(&sql);
    store_close(store);
}
END_TEST

/* Names for a store aside that was killed: its hidden file is there, its copies have their
 * name.
 */
static void note_killed(Store *store, const char *out, char **temp)
{
    char *files = attach_folder(out), *folder = path_temp_folder(files, &help_err);

    ck_assert_ptr_nonnull(folder);
    ck_assert_int_eq(rmdir(folder), 0);
    *temp = path_temp_beside(out);
    ck_done(forms_note_aside(store, out, *temp, folder, &help_err));
    free(folder);
    free(files);
}

static char *diary(const char *out)
{
    char *files = attach_folder(out), *shard = path_join(files, "ab"), *path;

    ck_done(path_make_folder(shard, &help_err));
    path = temp_text(files, "diary", "nobody else's");
    free(temp_text(shard, "00000000000000000000000000000000000000000000000000000000000000",
                   "a copy"));
    free(shard);
    free(files);
    return path;
}

/* Of a folder of copies the copies go, and nothing else that somebody has there. */
START_TEST(test_forms_aside_takes_copies_alone)
{
    Store *store = make();
    char *out = help_path("out.db"), *left = diary(out), *temp, *text;

    note_killed(store, out, &temp);
    ck_done(forms_settle(store, &help_err));
    ck_assert(!path_exists(temp));
    text = temp_read(left, NULL);
    ck_assert_str_eq(text, "nobody else's");
    unlink(left);
    free(text);
    free(left);
    left = attach_folder(out);
    ck_assert_int_eq(rmdir(left), 0); /* nothing else is in it */
    free(left);
    free(temp);
    free(out);
    store_close(store);
}
END_TEST

/* Somebody else's file in another folder makes nobody remove what lies beside it. */
START_TEST(test_forms_aside_of_others)
{
    Store *store = make();
    char *place = help_path("place"), *out = path_join(place, "out.db"), *left, *temp;

    ck_done(path_make_folder(place, &help_err));
    left = diary(out);
    note_killed(store, out, &temp);
    if (chown(temp, geteuid() + 1, (gid_t)-1) == 0) { /* which root alone may */
        ck_assert(!forms_settle(store, &help_err));
        ck_assert(help_is_err(ERR_REFUSED, "was not made by you"));
        ck_assert(path_exists(temp));
        char *copies = attach_folder(out), *shard = path_join(copies, "ab");
        ck_assert(path_exists(shard));
        free(shard);
        free(copies);
    }
    ck_done(forms_settle(store, &help_err));
    free(left);
    free(temp);
    free(out);
    free(place);
    store_close(store);
}
END_TEST

/* A document's copy that is damaged would be lost with its form; one that is not there is
 * counted. */
START_TEST(test_forms_damaged)
{
    char *place = NULL;
    Store *store = make();
    CopyHome to;
    FormCount carried;

    home_under(help_store_path, header, key, &to);
    ck_done(attach_place(store, paper.sha256, &place, &help_err));
    ck_done(path_write(place, "x", 1, &help_err));
    ck_assert(!forms_carry(store, &to, NULL, NULL, &carried, &help_err));
    ck_assert(help_is_err(ERR_STORE, "is not what was attached"));
    ck_assert_int_eq(unlink(place), 0);
    ck_done(forms_carry(store, &to, NULL, NULL, &carried, &help_err));
    ck_assert_int_eq(carried.missing, 1);
    home_end(&to);
    free(place);
    store_close(store);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("forms");
    TCase *tcase = tcase_create("all");

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_test(tcase, test_forms_killed_before);
    tcase_add_test(tcase, test_forms_killed_after);
    tcase_add_loop_test(tcase, test_forms_other_is_not_whole, 0, 3);
    tcase_add_loop_test(tcase, test_forms_neither_is_own, 0, 7);
    tcase_add_test(tcase, test_forms_aside_takes_copies_alone);
    tcase_add_test(tcase, test_forms_aside_of_others);
    tcase_add_test(tcase, test_forms_damaged);
    return suite_finish(suite);
}
