/* Memory for everything in the program, the libraries too.
 *
 * iniparser and libxlsxwriter do not look at whether they got the memory they asked for: when
 * there is none they lose a line or a cell in silence, or fall over a null pointer. Nothing
 * here can mend that from outside, so memory that is not there ends the program with a sentence
 * wherever it was asked for, as base/mem.h does it for ours. What SQLite had under way is
 * rolled back when the store is opened next. The sanitizers bring allocators of their own, and
 * other C libraries have no second name for theirs: there the libraries
 * stay as they are. realloc is in wipe.c and takes its memory here. */
#include "config.h"

#include <stddef.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HEAP_IS_TAKEN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define HEAP_IS_TAKEN 1
#endif
#endif

#if defined(__GLIBC__) && !defined(HEAP_IS_TAKEN)

#include <dlfcn.h>

#include "base/mem.h"

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);

/* The next in line, which is a preloaded library's or the C library's. Set once, before main.
 */
static struct {
    void *(*malloc)(size_t size);
    void *(*calloc)(size_t count, size_t size);
} next;

__attribute__((constructor)) static void find_next(void)
{
    *(void **)&next.malloc = dlsym(RTLD_NEXT, "malloc");
    *(void **)&next.calloc = dlsym(RTLD_NEXT, "calloc");
}

void *malloc(size_t size)
{
    void *memory = next.malloc ? next.malloc(size) : __libc_malloc(size);
    if (!memory)
        mem_run_out();
    return memory;
}

void *calloc(size_t count, size_t size)
{
    void *memory = next.calloc ? next.calloc(count, size) : __libc_calloc(count, size);
    if (!memory)
        mem_run_out();
    return memory;
}

#endif
