/* Which cases of a batch that is being chosen the search of the queue finds. */
#include "config.h"

#include <stdlib.h>

#include "app/batch.h"
#include "app/queue.h"
#include "base/mem.h"

enum { WINDOW = 500 };

typedef struct Found {
    int64_t *ids;
    size_t n, room;
} Found;

static int by_id(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

static void add(Found *found, int64_t id)
{
    if (found->n == found->room)
        found->ids = xreallocarray(found->ids, found->room = found->room * 2 + WINDOW,
                                   sizeof(*found->ids));
    found->ids[found->n++] = id;
}

static bool search(Session *session, const char *query, Found *found, Err *err)
{
    const QueueFilter filter = {.query = query};
    Arena *arena = arena_new();
    QueueRow *rows;
    size_t got = WINDOW;
    bool done = true;
    for (int64_t first = 0; done && got == WINDOW; first += WINDOW) {
        arena_reset(arena);
        done = app_queue_window(session, &filter, first, WINDOW, arena, &rows, &got, err);
        for (size_t i = 0; done && i < got; i++)
            add(found, rows[i].id);
    }
    arena_free(arena);
    return done;
}

bool app_export_find(Session *session, const char *query, const ExportCase *cases, size_t n,
                     bool *hits, Err *err)
{
    Found found = {0};
    bool done = search(session, query, &found, err);
    if (found.n)
        qsort(found.ids, found.n, sizeof(*found.ids), by_id);
    for (size_t i = 0; done && i < n; i++)
        hits[i] =
            found.n && bsearch(&cases[i].id, found.ids, found.n, sizeof(*found.ids), by_id);
    free(found.ids);
    return done;
}
