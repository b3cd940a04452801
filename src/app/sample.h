/* Synthetic cases for the practice store: invented people in invented hospitals, the same for
 * the same seed, number and day. Names, ID numbers (region prefix 99) and phones belong to
 * nobody. */
#ifndef ANJUAN_APP_SAMPLE_H
#define ANJUAN_APP_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "domain/casefile.h"

enum {
    SAMPLE_GAPS = 1u << 0,   /* a draft with gaps and slips; else ready to be submitted */
    SAMPLE_DOUBTS = 1u << 1, /* ready, with something that a supervisor should look at */
};

/* case_free frees it. */
CaseFile *sample_case(uint64_t seed, uint64_t number, Day today, unsigned flags);

/* A short one, as unevenly drawn as real ones are: for stores that are measured. */
CaseFile *sample_short(uint64_t seed, uint64_t number, Day today);

#endif
