/* For the files of the queue only: a filter as SQL. The text is put together from constants of
 * the program, all values are parameters. */
#ifndef ANJUAN_DESK_QUEUE_INNER_H
#define ANJUAN_DESK_QUEUE_INNER_H

#include "base/buf.h"
#include "desk/queue.h"
#include "store/sql.h"

typedef struct Where {
    const QueueFilter *filter;
    Buf from;        /* "FROM ... WHERE ..." giving c, with a search h (hit), of days d (due) */
    Buf first, last; /* the range of terms */
    Buf inside, inside_last; /* that of what is looked at from some signs on */
    bool search, looks_inside;
    const char *key; /* what the list is sorted by before its age; NULL: nothing */
} Where;

/* more: what is looked at beside the filter, NARROW_COUNT: nothing. The filter must live as
 * long. */
void where_make(const QueueFilter *filter, QueueNarrow more, Where *where);
void where_free(Where *where);

/* Binds what where_make put in, from that parameter on; returns the next one's number. */
int where_bind(const Where *where, Sql *q, int at);

/* What the rows are sorted by, smallest first and then the newest: the kind of hit, the key.
 * Never NULL. */
const char *where_kind(const Where *where);
const char *where_key(const Where *where);

/* A list by its last change that is one shelf of the schema's (queue_shelf) and nothing else:
 * of a keeper, or of everybody as 0. name "" is all that they keep. */
typedef struct Shelf {
    int64_t keeper;
    const char *name;
} Shelf;

/* How many of it come before that instant and, of those at it, before that id, in the order of
 * their last change; id 0: none at it. */
bool spans_older(Store *store, const Shelf *shelf, const char *at, int64_t id, int64_t *count,
                 Err *err);
/* Where to read that place of the list from, counted from the newest: among those that are
 * older than before ("": among all), *first becomes the place among these, which is a small
 * one. */
bool spans_find(Store *store, const Shelf *shelf, int64_t *first, char before[INSTANT_TEXT],
                Err *err);

/* How many are due, where that is counted already; *is false: it is not. */
bool due_counted(Store *store, const QueueFilter *filter, bool *is, int64_t *count, Err *err);

/* What a search found, kept with the store until something is written. *out NULL: the filter
 * wants more than that tells, or the store has no blocks yet. Of the count no order matters. */
typedef struct Found Found;
typedef struct FoundCase {
    int64_t id;
    SearchKind kind;
} FoundCase;
bool found_get(Store *store, const Where *where, bool counts, Found **out, Err *err);
int64_t found_count(const Found *found);
/* Up to *n cases from that place on. */
bool found_list(Store *store, Found *found, int64_t first, FoundCase *out, size_t *n, Err *err);
/* -1: it is not among them. */
bool found_place(Store *store, Found *found, int64_t case_id, int64_t *place, Err *err);

#endif
