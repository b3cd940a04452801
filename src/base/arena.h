/* Memory that is freed all at once: what one screen shows, one case file, one loaded file. */
#ifndef ANJUAN_BASE_ARENA_H
#define ANJUAN_BASE_ARENA_H

#include <stddef.h>

#include "base/attr.h"

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *arena); /* NULL is allowed */
void arena_reset(Arena *arena);
void *arena_alloc(Arena *arena, size_t size);           /* zeroed, aligned for any type */
char *arena_dup(Arena *arena, const char *text);        /* NULL stays NULL */
const char *arena_text(Arena *arena, const char *text); /* the same; "" for NULL */
char *arena_dup_n(Arena *arena, const char *text, size_t bytes);
char *arena_printf(Arena *arena, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
