/* Memory that is given back is wiped, in the whole program with its libraries: SQLite's pages, the
 * screens, what ICU and the terminal library worked with. So what the lock gives up is gone, and no
 * part of the program has to remember which of its buffers held a name.
 *
 * The C library calls these two in place of its own. Under the sanitizers, which do the same, and with
 * a C library that does not offer its own ones by another name, memory stays as it is. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OWN_MEMORY 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define OWN_MEMORY 0
#endif
#endif
#ifndef OWN_MEMORY
#ifdef __GLIBC__
#define OWN_MEMORY 1
#else
#define OWN_MEMORY 0
#endif
#endif

#if OWN_MEMORY
#include <errno.h>
#include <malloc.h>

extern void __libc_free(void *memory);

void free(void *memory)
{
    int before = errno;

    if (memory)
        explicit_bzero(memory, malloc_usable_size(memory));
    __libc_free(memory);
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
    if (size <= room && size >= room / 2) {
        explicit_bzero((char *)old + size, room - size);
        return old;
    }
    memory = malloc(size);
    if (memory && old) {
        memcpy(memory, old, room < size ? room : size);
        free(old);
    }
    return memory;
}
#else
typedef int wipe_nothing;
#endif
