/* Memory that is there or ends the program. Autosave has stored every field that was left, so
 * running out of memory loses at most the field being typed; no handler pretends otherwise. */
#ifndef ANJUAN_BASE_MEM_H
#define ANJUAN_BASE_MEM_H

#include <stddef.h>

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);
void *xreallocarray(void *old, size_t count, size_t size); /* checks the product */
char *xstrdup(const char *text);
char *xstrndup(const char *text, size_t bytes);

/* Zeroes what functions that have returned left behind on the stack. */
void mem_wipe_stack(void);

#endif
