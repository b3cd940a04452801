/* Files: names, folders, reading within bounds, writing whole or not at all. */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static char *folder;

static void setup(void)
{
    folder = temp_new();
}

static void teardown(void)
{
    temp_free(folder);
}

static size_t count_files(const char *path)
{
    size_t count = 0;
    DIR *dir = opendir(path);
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir))
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(dir);
    return count;
}

static void assert_taken(char *result, const char *expected)
{
    ck_assert_str_eq(result, expected);
    free(result);
}

START_TEST(test_path_names)
{
    static const struct {
        const char *path, *folder, *name;
    } cases[] = {
        {"store.db", ".", "store.db"},
        {"a/store.db", "a", "store.db"},
        {"/store.db", "/", "store.db"},
        {"/a/案卷.db", "/a", "案卷.db"},
        {"a//b", "a", "b"},
        {"a/b/", "a", "b"},
        {"/", "/", "/"},
        {"", ".", "/"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_taken(path_folder(cases[i].path), cases[i].folder);
        if (cases[i].path[0])
            assert_taken(path_name(cases[i].path), cases[i].name);
    }
    assert_taken(path_join("a", "b"), "a/b");
    assert_taken(path_join("a/", "b"), "a/b");
    assert_taken(path_join("", "b"), "b");
}
END_TEST

START_TEST(test_path_homes_follow_the_environment)
{
    setenv("HOME", "/home/x", 1);
    unsetenv("XDG_DATA_HOME");
    setenv("XDG_CONFIG_HOME", "relative", 1); /* ignored */
    assert_taken(path_data_home(), "/home/x/.local/share/anjuan");
    assert_taken(path_config_home(), "/home/x/.config/anjuan");
    setenv("XDG_DATA_HOME", "/data", 1);
    assert_taken(path_data_home(), "/data/anjuan");
    unsetenv("HOME");
    assert_taken(path_config_home(), "/.config/anjuan");
}
END_TEST

START_TEST(test_path_share_falls_back_to_the_installed_folder)
{
    assert_taken(path_share("no-such-share"), PKGDATADIR);
}
END_TEST

START_TEST(test_path_makes_folders_with_parents)
{
    struct stat st;
    Err err;
    char *deep = temp_path(folder, "甲/乙/丙");
    ck_assert(path_make_folder(deep, &err));
    ck_assert(path_make_folder(deep, &err));
    ck_assert_int_eq(stat(deep, &st), 0);
    ck_assert_uint_eq(st.st_mode & 0777, 0700);
    char *file = temp_text(folder, "file", "x");
    char *below = temp_path(folder, "file/below");
    ck_assert(!path_make_folder(file, &err));
    ck_assert_ptr_nonnull(strstr(err.text, file));
    ck_assert(!path_make_folder(below, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert(!path_make_folder("", &err));
    free(below);
    free(file);
    free(deep);
}
END_TEST

START_TEST(test_path_writes_and_reads_whole_files)
{
    Buf text = BUF_INIT;
    Err err;
    char *path = temp_path(folder, "案卷.txt");
    ck_assert(!path_exists(path));
    ck_assert(path_write(path, "first", 5, &err));
    ck_assert(path_write(path, "二\0x", 5, &err));
    ck_assert(path_exists(path));
    ck_assert(path_read(path, 5, &text, &err));
    ck_assert_uint_eq(text.len, 5);
    ck_assert_int_eq(memcmp(text.data, "二\0x", 5), 0);
    ck_assert(path_write(path, "", 0, &err));
    buf_clear(&text);
    ck_assert(path_read(path, 0, &text, &err));
    ck_assert_uint_eq(text.len, 0);
    ck_assert_uint_eq(count_files(folder), 1); /* no temporary file is left */
    buf_free(&text);
    free(path);
}
END_TEST

START_TEST(test_path_read_keeps_to_its_bounds)
{
    Buf text = BUF_INIT;
    Err err;
    char *path = temp_text(folder, "big", "123456");
    buf_add(&text, "before");
    ck_assert(!path_read(path, 5, &text, &err));
    ck_assert_int_eq(err.kind, ERR_INPUT);
    ck_assert_ptr_nonnull(strstr(err.text, path));
    ck_assert_str_eq(text.data, "before");
    ck_assert(!path_read(folder, 5, &text, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "not a file"));
    char *missing = temp_path(folder, "missing");
    ck_assert(!path_read(missing, 5, &text, &err));
    ck_assert_int_eq(err.kind, ERR_NOT_FOUND);
    char *pipe = temp_path(folder, "pipe");
    ck_assert_int_eq(mkfifo(pipe, 0600), 0);
    ck_assert(!path_read(pipe, 5, &text, &err)); /* and does not hang */
    char head[4];
    size_t n = 1;
    ck_assert(!path_read_head(pipe, head, sizeof(head), &n, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "not a file"));
    ck_assert_uint_eq(n, 0);
    ck_assert(path_read_head(path, head, sizeof(head), &n, &err));
    ck_assert_uint_eq(n, sizeof(head));
    free(pipe);
    free(missing);
    free(path);
    buf_free(&text);
}
END_TEST

START_TEST(test_path_write_that_fails_leaves_the_old_file)
{
    Err err;
    char *nowhere = temp_path(folder, "no/such/folder/file");
    ck_assert(!path_write(nowhere, "x", 1, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.text, nowhere));
    free(nowhere);

    char *taken = temp_path(folder, "taken");
    ck_assert_int_eq(mkdir(taken, 0700), 0);
    ck_assert(!path_write(taken, "x", 1, &err)); /* a folder is in the way */
    ck_assert_uint_eq(count_files(folder), 1);
    ck_assert_uint_eq(count_files(taken), 0);
    free(taken);
}
END_TEST

START_TEST(test_path_commit_moves_what_was_written)
{
    Err err;
    char *path = temp_text(folder, "batch.xlsx", "old");
    char *temp = path_temp_beside(path), *other = path_temp_beside(path);
    char *beside = path_folder(temp);
    ck_assert_str_eq(beside, folder);
    ck_assert_str_ne(temp, other);
    FILE *file = fopen(temp, "w");
    fputs("new", file);
    fclose(file);
    ck_assert(path_commit(temp, path, &err));
    char *now = temp_read(path, NULL);
    ck_assert_str_eq(now, "new");
    ck_assert(!path_exists(temp));
    ck_assert_int_eq(unlink(other), 0);
    ck_assert(!path_commit(other, path, &err)); /* nothing there to move */
    ck_assert_ptr_nonnull(strstr(err.text, path));
    free(now);
    free(beside);
    free(other);
    free(temp);
    free(path);
}
END_TEST

/* A temporary file of that name, made by a child that has ended; for the caller to free. */
static char *left_by_another(const char *path, bool is_folder)
{
    char name[512] = "";
    int pipes[2];
    ck_assert_int_eq(pipe(pipes), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        char *temp = is_folder ? path_temp_folder(path, NULL) : path_temp_beside(path);
        _exit(write(pipes[1], temp, strlen(temp)) > 0 ? 0 : 1);
    }
    close(pipes[1]);
    ck_assert(read(pipes[0], name, sizeof(name) - 1) > 0);
    close(pipes[0]);
    waitpid(child, NULL, 0);
    return xstrdup(name);
}

/* A name that is too long to stand whole in that of a hidden file; the cut is within a sign. */
START_TEST(test_path_sweep_of_a_long_name)
{
    char name[202] = "a";
    for (size_t i = 1; i + 3 < sizeof(name); i += 3)
        memcpy(name + i, "案", 4);
    char *path = temp_path(folder, name), *left = left_by_another(path, false);
    char *own = path_temp_beside(path);

    ck_assert(path_temp_of(left, path) && path_temp_of(own, path));
    ck_assert(path_held(folder, name));
    ck_assert_uint_eq(path_sweep(folder, name), 1);
    ck_assert(!path_exists(left) && path_exists(own));
    free(own);
    free(left);
    free(path);
}
END_TEST

START_TEST(test_path_sweep_takes_only_what_a_killed_program_left)
{
    char *path = temp_path(folder, "案卷.db");
    char *own = path_temp_beside(path), *again = path_temp_beside(own),
         *left = left_by_another(path, false);
    char *tree = left_by_another(path, true), *other = temp_path(folder, "other.db");
    char *of_other = left_by_another(other, false);
    char *inside = temp_text(tree, "中.txt", "x");
    Buf wal = BUF_INIT;
    buf_addf(&wal, "%s-wal", left);
    char *side = temp_text(folder, strrchr(wal.data, '/') + 1, "x");
    char *strange = temp_text(folder, ".案卷.db.abcdef", "somebody else's");
    char *alike = temp_text(folder, ".案卷.db.anj-0-1-x", "somebody else's");

    ck_assert_uint_eq(path_sweep(folder, "案卷.db"), 3);
    ck_assert_uint_lt(strlen(again),
                      strlen(own) + 10); /* hidden for the same file, not twice */
    ck_assert(path_exists(own) && path_exists(again) && path_exists(strange) &&
              path_exists(alike));
    ck_assert(path_exists(of_other));
    ck_assert(!path_exists(left) && !path_exists(side) && !path_exists(tree));
    ck_assert_uint_eq(path_sweep(folder, ""), 1);
    ck_assert_uint_eq(path_sweep("/no/such/folder", ""), 0);
    buf_free(&wal);
    char *const names[] = {path,     own,    again, left,    tree, other,
                           of_other, inside, side,  strange, alike};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        free(names[i]);
}
END_TEST

START_TEST(test_path_commit_new_replaces_nothing)
{
    Err err;
    char *path = temp_text(folder, "store.db", "old"), *fresh = temp_path(folder, "new");
    char *temp = path_temp_beside(path), *tree = path_temp_folder(fresh, &err);
    ck_assert(!path_commit_new(temp, path, &err));
    ck_assert_int_eq(err.kind, ERR_REFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, path));
    ck_assert(!path_exists(temp));
    char *now = temp_read(path, NULL);
    ck_assert_str_eq(now, "old");
    free(temp_text(tree, "a.txt", "x"));
    ck_assert(path_commit_new(tree, fresh, &err));
    ck_assert_uint_eq(count_files(fresh), 1);
    ck_assert_uint_eq(count_files(folder), 2);
    free(now);
    free(tree);
    free(temp);
    free(fresh);
    free(path);
}
END_TEST

START_TEST(test_path_drop_needs_no_descriptor_for_an_empty_folder)
{
    Err err;
    struct rlimit limit;
    char *fresh = temp_path(folder, "new"), *tree = path_temp_folder(fresh, &err);
    getrlimit(RLIMIT_NOFILE, &limit);
    rlim_t was = limit.rlim_cur;
    limit.rlim_cur = 0;
    setrlimit(RLIMIT_NOFILE, &limit);
    path_drop(tree);
    limit.rlim_cur = was;
    setrlimit(RLIMIT_NOFILE, &limit);
    ck_assert(!path_exists(tree));
    free(tree);
    free(fresh);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_path_names,
        test_path_homes_follow_the_environment,
        test_path_share_falls_back_to_the_installed_folder,
        test_path_makes_folders_with_parents,
        test_path_writes_and_reads_whole_files,
        test_path_read_keeps_to_its_bounds,
        test_path_write_that_fails_leaves_the_old_file,
        test_path_commit_moves_what_was_written,
        test_path_sweep_takes_only_what_a_killed_program_left,
        test_path_sweep_of_a_long_name,
        test_path_commit_new_replaces_nothing,
        test_path_drop_needs_no_descriptor_for_an_empty_folder,
        NULL,
    };
    return suite_run("path", tests, setup, teardown);
}
