/* For the files of the search alone: sets of cases by blocks, and what is kept of them. */
#ifndef ANJUAN_STORE_SEARCH_INNER_H
#define ANJUAN_STORE_SEARCH_INNER_H

#include "base/buf.h"
#include "store/search.h"

enum {
    BLOCK_SHIFT = 12,
    BLOCK_CASES = 1 << BLOCK_SHIFT,
    BLOCK_WORDS = BLOCK_CASES / 64,
    TOKEN_ROWS = 500, /* a beginning of more terms than these has blocks */
};

/* The cases of one block, a bit each. */
typedef struct CaseBlock {
    uint64_t words[BLOCK_WORDS];
} CaseBlock;

bool block_has(const CaseBlock *block, int64_t case_id);
void block_put(CaseBlock *block, int64_t case_id, bool has);
bool block_empty(const CaseBlock *block);

/* Adds what is stored; false when that is none. */
bool block_unpack(CaseBlock *block, const void *bytes, size_t n);

/* Reads, and writes or removes where it is empty. */
bool block_read(Store *store, const char *token, int64_t kind, int64_t number, CaseBlock *out,
                Err *err);
bool block_write(Store *store, const char *token, int64_t kind, int64_t number,
                 const CaseBlock *block, Err *err);

/* The case up to which blocks tell; -1: there are none yet. */
bool blocks_settled(Store *store, int64_t *until, Err *err);
bool blocks_settle_to(Store *store, int64_t until, Err *err);

bool token_has_blocks(Store *store, const char *token, bool *has, Err *err);

/* Keeps the blocks to what search_put changes in a settled case: terms that it has no longer or
 * has now, and all that it has now. */
typedef struct TermList {
    SearchTerm *items;
    size_t n;
} TermList;
bool blocks_follow(Store *store, int64_t case_id, const TermList *gone, const TermList *come,
                   const SearchTerm *terms, size_t n, Err *err);

/* Makes blocks of all cases after the settled one, where they are more than that many. */
bool blocks_take_in(Store *store, int64_t newest, int64_t least, Err *err);

/* Blocks for one beginning that has become frequent. */
bool token_begin(Store *store, const char *token, int64_t until, Err *err);

/* The length of the next longer beginning of a text, by its characters. */
size_t token_next(const char *text, size_t len, size_t at);

#endif
