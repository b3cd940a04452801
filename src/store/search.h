/* The search index of the queue: prefix terms per case. The floor above decides which terms a
 * case has (names, pinyin, initials, tails of numbers, disease, hospital); a query is one
 * prefix range. Not journalled: it is derived, and rebuilt when lost. */
#ifndef ANJUAN_STORE_SEARCH_H
#define ANJUAN_STORE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
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
    SEARCH_KINDS,
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

/* Of what more than 500 terms begin with it is kept which cases they are (blocks), so
 * that no search goes through more rows than that. search_put keeps that too, of new cases some
 * at a time; a long transaction settles the rest at its end. */
bool search_settle(Store *store, Err *err);

/* A store of before has no blocks: they are made of its terms, in the caller's transaction. */
bool search_built(Store *store, bool *built, Err *err);
bool search_build(Store *store, const Progress *progress, Err *err);
/* Holds them against the terms. */
bool search_blocks_differ(Store *store, const Progress *progress, bool *differ, Err *err);

/* Cases that were found, each by its lowest kind; newer ones before older ones. */
typedef struct SearchHits SearchHits;

typedef struct SearchAsk {
    const char *term;   /* folded; what terms are to begin with */
    bool inside;        /* SEARCH_INSIDE terms too */
    unsigned kinds_not; /* bits 1u << SearchKind */
} SearchAsk;

/* *out NULL: the store has no blocks yet. */
bool search_find(Store *store, const SearchAsk *ask, SearchHits **out, Err *err);
void hits_free(SearchHits *hits); /* NULL is allowed */
int64_t hits_count(const SearchHits *hits, SearchKind kind);
bool hits_have(const SearchHits *hits, SearchKind kind, int64_t case_id);
void hits_drop(SearchHits *hits, SearchKind kind, int64_t case_id);
/* Up to n of a kind after leaving out the first newest ones; returns how many. */
size_t hits_list(const SearchHits *hits, SearchKind kind, int64_t first, int64_t *ids,
                 size_t n);
/* How many of the kind are newer than that case. */
int64_t hits_before(const SearchHits *hits, SearchKind kind, int64_t case_id);
/* Ends a choice among kinds: what was found by a lower one is dropped from those above it. */
void hits_part(SearchHits *hits);
/* Keeps only cases of the set, a bit each as in case_bits. */
typedef struct CaseSet CaseSet;
CaseSet *set_new(void);
void set_free(CaseSet *set);
void set_add(CaseSet *set, int64_t case_id);
void set_put(CaseSet *set, int64_t case_id, bool has);
void hits_keep(SearchHits *hits, SearchKind kind, const CaseSet *set);
void hits_without(SearchHits *hits, SearchKind kind, const CaseSet *set);

/* One thing that a floor above keeps with the store, such as the hits of the last search. */
void store_keep(Store *store, void *kept, void (*release)(void *kept));
void *store_kept(const Store *store);

/* Holds what is kept of the case against the terms it is to have. *term: the first that is
 * missing or there without being one of them, NULL where none is; the caller frees it. */
bool search_differs(Store *store, int64_t case_id, const SearchTerm *terms, size_t n,
                    char **term, bool *missing, Err *err);

#endif
