/* The search index of the queue: prefix terms per case. The floor above decides which terms a
 * case has (names, pinyin, initials, tails of numbers, disease, hospital); a query is one
 * prefix range. Not journalled: it is derived, and rebuilt when lost. */
#ifndef ANJUAN_STORE_SEARCH_H
#define ANJUAN_STORE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

/* Why a term is there, lowest ranks first. */
typedef enum SearchKind {
    SEARCH_NO,
    SEARCH_NAME,
    SEARCH_INITIALS,
    SEARCH_PINYIN,
    SEARCH_NUMBER, /* tail of an ID, phone, card, inpatient number */
    SEARCH_DISEASE,
    SEARCH_HOSPITAL,
    SEARCH_BED, /* "14床" */
} SearchKind;

/* Begins a term by which nobody looks with a sign or two: the inside of a number, a bed. So the
 * first keys of a search have no more to go through for them. */
#define SEARCH_INSIDE "\x01"
enum { SEARCH_INSIDE_LEAST = 3 }; /* bytes typed from which on such terms are looked at too */

typedef struct SearchTerm {
    SearchKind kind;
    const char *term; /* folded by text_fold */
} SearchTerm;

/* Replaces the terms of the case; inside the caller's transaction. */
bool search_put(Store *store, int64_t case_id, const SearchTerm *terms, size_t n, Err *err);

/* Holds what is kept of the case against the terms it is to have. *term: the first that is
 * missing or there without being one of them, NULL where none is; the caller frees it. */
bool search_differs(Store *store, int64_t case_id, const SearchTerm *terms, size_t n,
                    char **term, bool *missing, Err *err);

#endif
