/* The queue: cases by status with live search, read in windows, never as a whole. */
#ifndef ANJUAN_DESK_QUEUE_H
#define ANJUAN_DESK_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "desk/talk.h"
#include "desk/workflow.h"
#include "store/search.h"

typedef struct QueueFilter {
    unsigned statuses; /* bits 1u << Status; 0: all */
    int64_t mine;      /* user id: created by; 0: anybody's */
    bool asked;        /* only those whose question waits for an answer */
    const char *query; /* as typed; NULL or "": no search */
} QueueFilter;

typedef struct QueueRow {
    int64_t id;
    const char *no, *patient, *disease, *hospital, *updated_at, *created_by;
    int64_t target_fen; /* -1 when empty */
    Status status;
    int missing, papers; /* what it lacks (rules/judge/findings.h), -1 and 0 when not known */
    int blocks, warns;   /* findings, -1 when not known */
    TalkState talk;      /* a question about it, or the answer */
    SearchKind hit;      /* with a search: what of the case was found */
} QueueRow;

/* Newest first; with a search, by kind of hit, then newest. Windows stay cheap at any offset
 * that a person can reach by scrolling. */
bool queue_count(Store *store, const QueueFilter *filter, int64_t *count, Err *err);
bool queue_window(Store *store, const QueueFilter *filter, int64_t first, size_t n,
                  Arena *arena, QueueRow **rows, size_t *got, Err *err);
bool queue_status_counts(Store *store, int64_t mine, int64_t counts[STATUS_COUNT], Err *err);

/* The place of a case in the filtered list, -1 when it is not in it: keeps the cursor on its
 * case. */
bool queue_place(Store *store, const QueueFilter *filter, int64_t case_id, int64_t *place,
                 Err *err);

#endif
