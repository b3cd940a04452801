/* The ground of the floor: memory that grows, arenas, identities, errors. */
#include "config.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/text/text.h"
#include "base/uid.h"
#include "tests/support/suite.h"

START_TEST(test_buf_is_text_from_the_start)
{
    Buf buf = BUF_INIT;
    ck_assert_str_eq(buf.data, "");
    buf_clear(&buf);
    buf_cut(&buf, 0);
    buf_add(&buf, "");
    buf_addf(&buf, "%s", "");
    buf_remove(&buf, 0, 0);
    ck_assert_uint_eq(buf.len, 0);
    ck_assert_str_eq(buf.data, "");
    char *taken = buf_take(&buf);
    ck_assert_str_eq(taken, "");
    free(taken);
    buf_free(&buf);
    buf_free(&buf);
}
END_TEST

START_TEST(test_buf_grows_and_keeps_what_was_there)
{
    Buf buf = BUF_INIT;
    for (int i = 0; i < 10000; i++)
        buf_addf(&buf, "%d患者;", i);
    ck_assert_uint_eq(buf.len, strlen(buf.data));
    ck_assert_int_eq(strncmp(buf.data, "0患者;1患者;", 16), 0);
    ck_assert_str_eq(buf.data + buf.len - 11, "9999患者;");
    char *taken = buf_take(&buf);
    ck_assert_uint_eq(buf.len, 0);
    buf_add_char(&buf, 'x');
    ck_assert_str_eq(buf.data, "x");
    free(taken);
    buf_free(&buf);
}
END_TEST

START_TEST(test_buf_inserts_removes_and_cuts)
{
    Buf buf = BUF_INIT;
    buf_insert(&buf, 0, "小", 3);
    buf_insert(&buf, 3, "明", 3);
    buf_insert(&buf, 0, "张", 3);
    ck_assert_str_eq(buf.data, "张小明");
    buf_remove(&buf, 3, 3);
    ck_assert_str_eq(buf.data, "张明");
    buf_remove(&buf, 3, 3);
    ck_assert_str_eq(buf.data, "张");
    buf_cut(&buf, 0);
    ck_assert_str_eq(buf.data, "");
    buf_add_bytes(&buf, "a\0b", 3);
    ck_assert_uint_eq(buf.len, 3);
    ck_assert_int_eq(memcmp(buf.data, "a\0b", 4), 0);
    buf_free(&buf);
}
END_TEST

START_TEST(test_buf_adds_characters_of_every_length)
{
    Buf buf = BUF_INIT;
    const unsigned runes[] = {'a',    0x7F,    0x80,    0x7FF,   0x800,
                              0xFFFD, 0x10000, 0x20BB7, 0x10FFFF};
    for (size_t i = 0; i < COUNT_OF(runes); i++)
        buf_add_rune(&buf, runes[i]);
    ck_assert(text_valid(buf.data, buf.len, NULL));
    ck_assert_ptr_nonnull(strstr(buf.data, "𠮷"));
    size_t at = 0;
    for (size_t i = 0; i < COUNT_OF(runes); i++) {
        size_t bytes;
        ck_assert_uint_eq(text_rune(buf.data + at, &bytes), runes[i]);
        at += bytes;
    }
    ck_assert_uint_eq(at, buf.len);
    buf_free(&buf);
}
END_TEST

START_TEST(test_arena_gives_zeroed_aligned_memory_that_stays)
{
    static const unsigned char zeros[9000];
    Arena *arena = arena_new();
    for (int round = 0; round < 3; round++) {
        char *first = arena_dup(arena, "买买提·吐尔逊");
        for (size_t size = 0; size < 9000; size += 37) {
            unsigned char *piece = arena_alloc(arena, size);
            ck_assert_uint_eq((size_t)piece % _Alignof(max_align_t), 0);
            ck_assert_int_eq(memcmp(piece, zeros, size), 0);
            memset(piece, 0xFF, size);
        }
        ck_assert_str_eq(first, "买买提·吐尔逊");
        ck_assert_str_eq(arena_dup_n(arena, "案卷abc", 6), "案卷");
        ck_assert_str_eq(arena_dup_n(arena, "案", 100), "案");
        ck_assert_str_eq(arena_printf(arena, "%s-%04d", "T1", 7), "T1-0007");
        ck_assert_str_eq(arena_printf(arena, "%s", ""), "");
        arena_reset(arena);
    }
    arena_free(arena);
    arena_free(NULL);
}
END_TEST

START_TEST(test_mem_copies)
{
    char *copy = xstrndup("张小明", 6);
    ck_assert_str_eq(copy, "张小");
    free(copy);
    copy = xstrdup("");
    ck_assert_str_eq(copy, "");
    free(copy);
}
END_TEST

START_TEST(test_mem_ends_at_a_product_that_overflows)
{
    pid_t child = fork();
    if (child == 0) {
        close(STDERR_FILENO);
        free(xreallocarray(NULL, SIZE_MAX / 2, 4));
        _exit(0);
    }
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 1);
}
END_TEST

START_TEST(test_uid_differs)
{
    Uid a = uid_new(), b = uid_new();
    ck_assert(uid_equal(&a, &a));
    ck_assert(!uid_equal(&a, &b));
}
END_TEST

START_TEST(test_err_says_and_wraps)
{
    Err err;
    ck_assert(!err_set(&err, ERR_CONFLICT, "%s", "somebody else changed 姓名"));
    ck_assert(!err_wrap(&err, "Case %s", "T1-2026-000128"));
    ck_assert_str_eq(err.text, "Case T1-2026-000128: somebody else changed 姓名");
    ck_assert_int_eq(err.kind, ERR_CONFLICT);
    /* A path is named once; a word that stands in another one is still told. */
    err_set(&err, ERR_IO, "The file /mnt/é/a.json cannot be read");
    ck_assert(!err_wrap(&err, "%s", "/mnt/é/a.json"));
    ck_assert_str_eq(err.text, "The file /mnt/é/a.json cannot be read");
    ck_assert(!err_wrap(&err, "%s", "/mnt/é/b.json"));
    ck_assert_str_eq(err.text, "/mnt/é/b.json: The file /mnt/é/a.json cannot be read");
    err_set(&err, ERR_INPUT, "case 12 lacks a name");
    ck_assert(!err_wrap(&err, "case %d", 1));
    ck_assert_str_eq(err.text, "case 1: case 12 lacks a name");
    err_clear(&err);
    ck_assert_str_eq(err.text, "");
    ck_assert_int_eq(err.kind, ERR_NONE);
    ck_assert(!err_set(NULL, ERR_IO, "dropped"));
    ck_assert(!err_wrap(NULL, "dropped"));
    err_clear(NULL);
}
END_TEST

START_TEST(test_err_is_cut_at_a_character_and_made_harmless)
{
    Err err;
    Buf text = BUF_INIT;
    for (int i = 0; i < ERR_TEXT_MAX; i++)
        buf_add(&text, "病");
    err_set(&err, ERR_INPUT, "x%s", text.data);
    ck_assert_uint_eq(strlen(err.text), ERR_TEXT_MAX - 3); /* x and 340 whole characters */
    ck_assert(text_valid(err.text, strlen(err.text), NULL));
    err_set(&err, ERR_INPUT,
            "a\033[2Jb\xFF"
            "c\n");
    ck_assert_str_eq(err.text, "a?[2Jb?c?");
    buf_free(&text);
}
END_TEST

START_TEST(test_err_exit_statuses_are_those_of_the_manual)
{
    ck_assert_int_eq(err_exit_status(ERR_NONE), 0);
    ck_assert_int_eq(err_exit_status(ERR_REFUSED), 1);
    ck_assert_int_eq(err_exit_status(ERR_INPUT), 1);
    ck_assert_int_eq(err_exit_status(ERR_IO), 1);
    ck_assert_int_eq(err_exit_status(ERR_USAGE), 2);
    ck_assert_int_eq(err_exit_status(ERR_STORE), 3);
}
END_TEST

static bool stop_at_five(void *ctx, size_t done, size_t total)
{
    *(size_t *)ctx = total;
    return done < 5;
}

START_TEST(test_progress_goes_on_until_told)
{
    size_t seen = 0;
    Progress progress = {stop_at_five, &seen};
    ck_assert(progress_step(NULL, 9, 10));
    ck_assert(progress_step(&progress, 4, 10));
    ck_assert(!progress_step(&progress, 5, 10));
    ck_assert_uint_eq(seen, 10);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_buf_is_text_from_the_start,
        test_buf_grows_and_keeps_what_was_there,
        test_buf_inserts_removes_and_cuts,
        test_buf_adds_characters_of_every_length,
        test_arena_gives_zeroed_aligned_memory_that_stays,
        test_mem_copies,
        test_mem_ends_at_a_product_that_overflows,
        test_uid_differs,
        test_err_says_and_wraps,
        test_err_is_cut_at_a_character_and_made_harmless,
        test_err_exit_statuses_are_those_of_the_manual,
        test_progress_goes_on_until_told,
        NULL,
    };
    return suite_run("buf", tests, NULL, NULL);
}
