/* The queue: cases by status with live search, read in windows, never as a whole. */
#ifndef ANJUAN_DESK_QUEUE_H
#define ANJUAN_DESK_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/day.h"
#include "desk/due.h"
#include "desk/life.h"
#include "desk/talk.h"
#include "desk/workflow.h"
#include "store/search.h"

/* By what the list is sorted; what is empty comes last, and what is alike newest first. */
typedef enum QueueSort {
    SORT_CHANGED, /* newest first; what is due by what is due longest */
    SORT_URGENT,
    SORT_WARD,
    SORT_BED,     /* of each ward, as on a round */
    SORT_AGE,     /* youngest first */
    SORT_MISSING, /* the nearest to whole first */
    SORT_ADVISER,
    SORT_STATION,
    SORT_COUNT
} QueueSort;

/* Sorting reads every case of a list, so a longer one is not sorted but by its age, which an
 * index has. */
enum { QUEUE_SORTED_MOST = 10000 };

/* To what the list may be narrowed; all that are given must hold. */
typedef enum QueueNarrow {
    NARROW_URGENT,
    NARROW_MISSING,
    NARROW_WARD,
    NARROW_BED,
    NARROW_AGE, /* the first year of ten: "60" */
    NARROW_ADVISER,
    NARROW_STATION,
    NARROW_STAGE,
    NARROW_COUNT
} QueueNarrow;

const char *queue_sort_name(QueueSort sort);  /* a word to be kept */
const char *queue_sort_title(QueueSort sort); /* translated */
const char *queue_narrow_name(QueueNarrow narrow);
const char *queue_narrow_title(QueueNarrow narrow);

/* Whose cases are found by numbers (ID, phone, what a paper is known by): by a prefix that
 * grows whoever may not see a number would find it out. */
typedef enum QueueNumbers { NUMBERS_ALL, NUMBERS_OWN, NUMBERS_NONE } QueueNumbers;

typedef struct QueueFilter {
    unsigned statuses; /* bits 1u << Status; 0: all. Amendments are among drafts, submitted,
                          returned */
    int64_t mine;      /* user id: created by; 0: anybody's */
    bool asked;        /* only those whose question waits for an answer */
    const char *query; /* as typed; NULL or "": no search */
    QueueNumbers numbers;
    int64_t keeper; /* of NUMBERS_OWN: a user id */
    bool no_health; /* what is said of health is neither shown nor searched */
    QueueSort sort;
    const char *narrow[NARROW_COUNT]; /* the value wanted; NULL: any */
    DueKind due;                      /* only what is due so, to that user on that day */
    int64_t user;
    char due_day[DAY_TEXT];
    char due_at[INSTANT_TEXT]; /* at which it begins */
    char today[DAY_TEXT];
} QueueFilter;

/* Whether a station asks another one for the case (desk/call.h). */
typedef enum QueueCall {
    CALLED_NOT,
    CALLED_BACK,     /* by us, and not answered */
    CALLED_ANSWERED, /* it stays there for now */
    CALLED_HERE,     /* by another, to be answered */
    CALLED_STAYS     /* that was answered */
} QueueCall;

typedef struct QueueRow {
    int64_t id;
    const char *no, *patient, *disease, *hospital, *updated_at, *created_by;
    const char *away;       /* the station it is at; NULL: it is here */
    const char *away_since; /* an instant */
    QueueCall call;
    const char *caller; /* the station that asks for it; "" */
    const char *due_on; /* of a list of what is due by a day: that day; else "" */
    int64_t target_fen; /* -1 when empty */
    Status status;
    Standing standing;
    int missing, papers; /* what it lacks (rules/judge/findings.h), -1 and 0 when not known */
    int blocks, warns;   /* findings, -1 when not known */
    Life life;
    LifeFile file;    /* of one that is sent */
    const char *stop; /* what stops it: a word of desk/stop.h; "" for nothing */
    TalkState talk;   /* a question about it, or the answer */
    SearchKind hit;   /* with a search: what of the case was found */
} QueueRow;

/* "asked back"; "" where there is nothing to say. For the arena. */
const char *queue_call_words(const QueueRow *row, Arena *arena);

/* With a search by kind of hit, then as the filter sorts. Windows stay cheap at any offset
 * that a person can reach by scrolling. */
bool queue_count(Store *store, const QueueFilter *filter, int64_t *count, Err *err);
bool queue_window(Store *store, const QueueFilter *filter, int64_t first, size_t n,
                  Arena *arena, QueueRow **rows, size_t *got, Err *err);
/* How many cases there are in each status, a case with an amendment by both of its statuses,
 * one that is over as closed, as in the list; and how many in all. */
typedef struct QueueCounts {
    int64_t of[STATUS_COUNT];
    int64_t cases;
} QueueCounts;
bool queue_status_counts(Store *store, int64_t mine, QueueCounts *out, Err *err);

/* The place of a case in the filtered list, -1 when it is not in it: keeps the cursor on its
 * case. */
bool queue_place(Store *store, const QueueFilter *filter, int64_t case_id, int64_t *place,
                 Err *err);

/* The values among the first cases of the list, those of most cases first. */
typedef struct QueueValue {
    const char *value;
    int64_t cases;
} QueueValue;
bool queue_values(Store *store, const QueueFilter *filter, QueueNarrow narrow, Arena *arena,
                  QueueValue **out, size_t *n, Err *err);

#endif
