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

typedef struct SearchTerm {
    SearchKind kind;
    const char *term; /* folded by text_fold */
} SearchTerm;

/* Replaces the terms of the case; inside the caller's transaction. */
bool search_put(Store *store, int64_t case_id, const SearchTerm *terms, size_t n, Err *err);

#endif
