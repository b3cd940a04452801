/* The file begins with a line of what the bytes were made by: the libraries' times and sizes.
 */
#include "config.h"

#include "tests/support/spare.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/attr.h"
#include "base/path.h"

enum { SPARE_MAX = 1 << 24 };

/* False outside a build tree. */
static bool made_by(Buf *line)
{
    static const char *const libraries[] = {"libbase.a",   "libseal.a", "libstore.a",
                                            "libdomain.a", "libdesk.a", "libapp.a"};
    const char *top = getenv("top_builddir");
    struct stat info;
    bool whole = top != NULL;
    for (size_t i = 0; whole && i < COUNT_OF(libraries); i++) {
        char *path = path_join(top, libraries[i]);
        whole = stat(path, &info) == 0;
        if (whole)
            buf_addf(line, "%lld.%ld %lld ", (long long)info.st_mtim.tv_sec,
                     info.st_mtim.tv_nsec, (long long)info.st_size);
        free(path);
    }
    buf_addf(line, "%lld\n", (long long)time(NULL) / (24 * 60 * 60));
    return whole;
}

static char *spare_path(const char *name)
{
    Buf below = BUF_INIT;
    buf_addf(&below, "tests/%s.spare", name);
    char *path = path_join(getenv("top_builddir"), below.data);
    buf_free(&below);
    return path;
}

bool spare_read(const char *name, Buf *bytes)
{
    Buf line = BUF_INIT, all = BUF_INIT;
    bool holds = false;
    if (made_by(&line)) {
        char *path = spare_path(name);
        holds = path_read(path, SPARE_MAX, &all, NULL) && all.len > line.len &&
                memcmp(all.data, line.data, line.len) == 0;
        if (holds)
            buf_add_bytes(bytes, all.data + line.len, all.len - line.len);
        free(path);
    }
    buf_free(&line);
    buf_free(&all);
    return holds;
}

void spare_write(const char *name, const Buf *bytes)
{
    Buf all = BUF_INIT;
    if (made_by(&all)) {
        char *path = spare_path(name);
        buf_add_bytes(&all, bytes->data, bytes->len);
        path_write(path, all.data, all.len, NULL);
        free(path);
    }
    buf_free(&all);
}
