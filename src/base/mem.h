/* Memory that is there or ends the program, with a sentence and status 1. Every field that was
 * left is stored and every draft is kept as it is typed, so running out of memory loses at most
 * the keys of the last moment; no handler pretends otherwise. */
#ifndef ANJUAN_BASE_MEM_H
#define ANJUAN_BASE_MEM_H

#include <stddef.h>

#include "base/attr.h"

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);
void *xreallocarray(void *old, size_t count, size_t size); /* checks the product */
char *xstrdup(const char *text);
char *xstrndup(const char *text, size_t bytes);

/* Zeroes what functions that have returned left behind on the stack. */
void mem_wipe_stack(void);

/* What is done at that end, without allocating: leave gives the terminal back (NULL: nothing),
 * and line, which must stay where it is, goes to standard error. Both are settings of the
 * process. */
void mem_before_end(void (*leave)(void));
void mem_last_words(const char *line);
void mem_words_to(int fd); /* instead of standard error, while that is silenced */
NORETURN void mem_run_out(void);

#endif
