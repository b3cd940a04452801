/* Pieces are cut from chunks one after another; only whole chunks are ever given back. */
#include "config.h"

#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { CHUNK_BYTES = 8192 };

/* Chunks in a list, the one being filled first. */
typedef struct Chunk {
    struct Chunk *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
} Chunk;

struct Arena {
    Chunk *chunks;
};

static void free_chunks(Chunk *chunk)
{
    while (chunk) {
        Chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

Arena *arena_new(void)
{
    return xcalloc(1, sizeof(Arena));
}

void arena_free(Arena *arena)
{
    if (!arena)
        return;
    free_chunks(arena->chunks);
    free(arena);
}

/* Keeps one chunk of the usual size, since what was reset is filled again at once. */
void arena_reset(Arena *arena)
{
    Chunk *keep = arena->chunks;
    if (!keep)
        return;
    free_chunks(keep->next);
    keep->next = NULL;
    keep->used = 0;
    if (keep->size > CHUNK_BYTES) {
        free(keep);
        arena->chunks = NULL;
    }
}

static Chunk *new_chunk(size_t size)
{
    Chunk *chunk = xmalloc(sizeof(Chunk) + size);
    chunk->next = NULL;
    chunk->used = 0;
    chunk->size = size;
    return chunk;
}

/* A piece larger than a quarter of a chunk gets one of its own behind the one being filled, so
 * that the rest of that one is not wasted. */
static void *alloc_apart(Arena *arena, size_t size)
{
    Chunk *chunk = new_chunk(size);
    chunk->used = size;
    if (arena->chunks) {
        chunk->next = arena->chunks->next;
        arena->chunks->next = chunk;
    } else {
        arena->chunks = chunk;
    }
    return memset(chunk->bytes, 0, size);
}

void *arena_alloc(Arena *arena, size_t size)
{
    const size_t unit = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        return xmalloc(size); /* which ends the program */
    size = size ? (size + unit - 1) / unit * unit : unit;
    if (size > CHUNK_BYTES / 4)
        return alloc_apart(arena, size);

    Chunk *chunk = arena->chunks;
    if (!chunk || chunk->size - chunk->used < size) {
        chunk = new_chunk(CHUNK_BYTES);
        chunk->next = arena->chunks;
        arena->chunks = chunk;
    }
    void *piece = chunk->bytes + chunk->used;
    chunk->used += size;
    return memset(piece, 0, size);
}

char *arena_dup(Arena *arena, const char *text)
{
    return text ? arena_dup_n(arena, text, strlen(text)) : NULL;
}

const char *arena_text(Arena *arena, const char *text)
{
    return arena_dup(arena, text ? text : "");
}

char *arena_dup_n(Arena *arena, const char *text, size_t bytes)
{
    size_t len = strnlen(text, bytes);
    char *copy = arena_alloc(arena, len + 1);
    memcpy(copy, text, len);
    return copy;
}

char *arena_printf(Arena *arena, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    char *text = arena_alloc(arena, n > 0 ? (size_t)n + 1 : 1);
    if (n > 0) {
        va_start(args, fmt);
        vsnprintf(text, (size_t)n + 1, fmt, args);
        va_end(args);
    }
    return text;
}
