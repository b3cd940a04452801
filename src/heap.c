/* Memory for everything in the program, the libraries too: the C library calls these four in
 * place of its own.
 *
 * What is given back is wiped: SQLite's pages, the screens, what ICU and the terminal library
 * worked with. So what the lock gives up is gone, and no part of the program has to remember
 * which of its buffers held a name.
 *
 * Memory that is not there ends the program with a sentence wherever it was asked for, as
 * base/mem.h does it for ours: iniparser and libxlsxwriter do not look at whether they got what
 * they asked for, and lose a line or a cell in silence, or fall over a null pointer. What
 * SQLite had under way is rolled back when the store is opened next.
 *
 * The sanitizers bring allocators of their own, which wipe as well; there, and with a C library
 * that has no second name for its own, all stays as it is. */
#include "config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HEAP_IS_TAKEN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define HEAP_IS_TAKEN 1
#endif
#endif

#if defined(__GLIBC__) && !defined(HEAP_IS_TAKEN)

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>

#include "base/mem.h"

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void __libc_free(void *memory);

/* The next in line, which is a preloaded library's or the C library's. Set once, at the first
 * call, which comes before main and before any thread. */
static struct {
    void *(*malloc)(size_t size);
    void *(*calloc)(size_t count, size_t size);
    void (*free)(void *memory);
    bool sought;
} next = {__libc_malloc, __libc_calloc, __libc_free, false};

/* All three together: what one library gave is given back to it. */
static void find_next(void)
{
    if (next.sought)
        return;
    next.sought = true; /* the search may ask for memory itself */
    void *get = dlsym(RTLD_NEXT, "malloc"), *clear = dlsym(RTLD_NEXT, "calloc"),
         *give = dlsym(RTLD_NEXT, "free");
    if (!get || !clear || !give)
        return;
    *(void **)&next.malloc = get;
    *(void **)&next.calloc = clear;
    *(void **)&next.free = give;
}

void *malloc(size_t size)
{
    find_next();
    void *memory = next.malloc(size);
    if (!memory)
        mem_run_out();
    return memory;
}

void *calloc(size_t count, size_t size)
{
    find_next();
    void *memory = next.calloc(count, size);
    if (!memory)
        mem_run_out();
    return memory;
}

void free(void *memory)
{
    int before = errno;

    find_next();
    if (memory)
        explicit_bzero(memory, malloc_usable_size(memory));
    next.free(memory);
    errno = before;
}

/* Never moved by the C library, which would leave the old bytes behind. */
void *realloc(void *old, size_t size)
{
    size_t room = old ? malloc_usable_size(old) : 0;
    void *memory;

    if (old && size == 0) {
        free(old);
        return NULL;
    }
    if (old && size <= room && size >= room / 2) {
        explicit_bzero((char *)old + size, room - size);
        return old;
    }
    memory = malloc(size);
    if (old) {
        memcpy(memory, old, room < size ? room : size);
        free(old);
    }
    return memory;
}

#endif
