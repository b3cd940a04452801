/* Makes a folder below TMPDIR and removes it, also what a test has closed to itself. */
#include "config.h"

#include "tests/support/temp.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attr.h"

static NORETURN void fail(const char *what, const char *path)
{
    fprintf(stderr, "test support: %s %s: %s\n", what, path, strerror(errno));
    abort();
}

static char *join(const char *folder, const char *name)
{
    char *path = NULL;

    if (asprintf(&path, "%s/%s", folder, name) < 0)
        abort();
    return path;
}

char *temp_new(void)
{
    const char *parent = getenv("TMPDIR");
    char *folder = join(parent && *parent ? parent : "/tmp", "anjuan-test-XXXXXX");

    if (!mkdtemp(folder))
        fail("making", folder);
    return folder;
}

static int remove_one(const char *path, const struct stat *st UNUSED, int kind UNUSED,
                      struct FTW *at UNUSED)
{
    return remove(path);
}

/* A test may have taken the right to write away from a folder; it is given back first. */
static int open_up(const char *path, const struct stat *st UNUSED, int kind,
                   struct FTW *at UNUSED)
{
    if (kind == FTW_D || kind == FTW_DNR)
        return chmod(path, 0700);
    return 0;
}

void temp_free(char *folder)
{
    if (!folder)
        return;
    nftw(folder, open_up, 16, FTW_PHYS);
    if (nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
        fail("removing", folder);
    free(folder);
}

char *temp_path(const char *folder, const char *name)
{
    return join(folder, name);
}

char *temp_file(const char *folder, const char *name, const void *bytes, size_t n)
{
    char *path = join(folder, name);
    FILE *file = fopen(path, "wb");

    if (!file || fwrite(bytes, 1, n, file) != n || fclose(file) != 0)
        fail("writing", path);
    return path;
}

char *temp_text(const char *folder, const char *name, const char *text)
{
    return temp_file(folder, name, text, strlen(text));
}

char *temp_read(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL, block[4096];
    size_t len = 0, got;
    FILE *copy = open_memstream(&bytes, &len);

    if (!file || !copy)
        fail("reading", path);
    while ((got = fread(block, 1, sizeof(block), file)) > 0)
        fwrite(block, 1, got, copy);
    if (ferror(file) || fclose(copy) != 0)
        fail("reading", path);
    fclose(file);
    if (n)
        *n = len;
    return bytes;
}
