/* Preloaded by test_memory.sh: the allocation number SCARCE_AT fails, once. SCARCE_COUNT names
 * a file that takes how many there were. */
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static long taken = -1, at;

static int lacking(void)
{
    if (taken < 0) {
        const char *given = getenv("SCARCE_AT");
        at = given ? atol(given) : 0;
        taken = 0;
    }
    return ++taken == at;
}

void *malloc(size_t size)
{
    return lacking() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return lacking() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return lacking() ? NULL : __libc_realloc(old, size);
}

__attribute__((destructor)) static void tell(void)
{
    const char *file = getenv("SCARCE_COUNT");
    int fd = file ? open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (fd >= 0)
        dprintf(fd, "%ld\n", taken);
}
