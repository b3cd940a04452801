/* The rules by which the groups of one case follow each other at several stations, over nothing
 * but what they say: no database, no bytes. The store takes groups in by them (travel_take.c),
 * and a test runs them through histories by the hundred thousand. */
#ifndef ANJUAN_STORE_FOLLOW_H
#define ANJUAN_STORE_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "store/travel.h"

/* Groups that came, beside our own of that case. */
typedef struct FollowView {
    size_t n;            /* that came, in their order */
    size_t known;        /* of these, so many at the beginning are here already */
    bool any;            /* we have groups of the case */
    bool known_is_last;  /* the last of the known is our last group */
    bool begins;         /* nothing goes before the first that came */
    bool before_is_last; /* what goes before it is our last group */
    bool before_is_here; /* or an older one of ours */
} FollowView;

TravelFate follow_fate(const FollowView *view);

/* Whether a station may go on: it holds the pen; the one that brought the case holds it until
 * it was passed. holder: NULL while there was no passing. */
bool follow_may_write(const char *holder, const char *brought_by, const char *station);

/* What somebody kept of a value while the case was elsewhere, against what stands there now;
 * base: what stood there when they wrote; NULL: nothing. */
typedef enum FollowMeets { FOLLOW_ENTERS, FOLLOW_SAME, FOLLOW_CLASHES } FollowMeets;
FollowMeets follow_meets(const char *base, const char *value, const char *now);

#endif
