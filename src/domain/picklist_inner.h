/* For picklist.c and picklist_rank.c only: a row as it is searched, and how well it answers. */
#ifndef ANJUAN_DOMAIN_PICKLIST_INNER_H
#define ANJUAN_DOMAIN_PICKLIST_INNER_H

#include "domain/picklist.h"

/* How well a row answers; a word that is not answered has no rank. */
enum { RANK_EXACT, RANK_CODE, RANK_BEGINS, RANK_HOLDS, RANK_READS, RANK_SKIPS, RANK_NONE };

typedef struct Folded { /* a row as it is searched */
    const char *code, *text, *other, *name;
    const char *shorts;
    const char *short_readings; /* of each, parted by SHORT_END; once letters were typed */
} Folded;

enum { SHORT_END = ',' };

/* Of all words of what was typed, and of the whole. */
int picklist_rank(const PickRow *row, const Folded *fold, const char *whole, char **words,
                  size_t n);

/* Up to the next blank or SHORT_END: of a reading, or of a list of short names. */
size_t picklist_syllable(const char *at);
bool picklist_chinese(const char *text); /* it begins so; NULL does not */

#endif
