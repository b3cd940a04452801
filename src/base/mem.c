/* Allocations that end the program when nothing is left, and what is still to be written
 * then. */
#include "config.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/attr.h"

/* The end of the program is the process's: whoever runs out of memory, in a library too, has no
 * other way to reach the terminal and the words. */
static void (*before_end)(void);
static const char *last_words = "anjuan: out of memory\n";
static int words_to = STDERR_FILENO;

void mem_before_end(void (*leave)(void))
{
    before_end = leave;
}

void mem_last_words(const char *line)
{
    last_words = line;
}

void mem_words_to(int fd)
{
    words_to = fd;
}

/* Says so without allocating and without stdio. */
NORETURN void mem_run_out(void)
{
    if (before_end)
        before_end();
    ssize_t written = write(words_to, last_words, strlen(last_words));
    (void)written;
    _exit(1);
}

void *xmalloc(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory)
        mem_run_out();
    return memory;
}

void *xcalloc(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory)
        mem_run_out();
    return memory;
}

void *xrealloc(void *old, size_t size)
{
    void *memory = realloc(old, size ? size : 1);
    if (!memory)
        mem_run_out();
    return memory;
}

void *xreallocarray(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        mem_run_out();
    return xrealloc(old, count * size);
}

char *xstrdup(const char *text)
{
    return xstrndup(text, strlen(text));
}

char *xstrndup(const char *text, size_t bytes)
{
    size_t len = strnlen(text, bytes);
    char *copy = xmalloc(len + 1);
    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

enum { STACK_BYTES = 256 << 10 };

void mem_wipe_stack(void)
{
    char below[STACK_BYTES];
    explicit_bzero(below, sizeof below);
}
