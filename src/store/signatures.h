/* Holds the signatures of the journal against the keys that it tells of itself, while it is
 * walked from its first group: a key is good from the group that adds its row of person_key to
 * the one that ends it. Chains and signatures are told apart: whoever rewrites the journal can
 * hash it anew, but signs for nobody. */
#ifndef ANJUAN_STORE_SIGNATURES_H
#define ANJUAN_STORE_SIGNATURES_H

#include "store/read.h"

typedef struct Signatures Signatures;

Signatures *signatures_new(void);
void signatures_free(Signatures *all);

/* A row of the group that is being walked, ahead of the group itself. */
void signatures_row(Signatures *all, const ReaderRow *row, const ReaderGroup *group);

/* The group, and the hash of the store before it. What can be told by looking is told at once;
 * the rest is checked later, on all cores. */
void signatures_group(Signatures *all, const ReaderGroup *group,
                      const unsigned char before[DIGEST_BYTES]);

/* How many there are, and the first group with one that is not right; after the last group. */
void signatures_end(Signatures *all, int64_t *count, int64_t *first_bad, JournalFault *fault);

#endif
