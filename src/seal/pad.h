/* Lengths that tell little (Padmé): of a length with E bits before its first one, only so many
 * of the highest are used as E has bits itself. It grows by an eighth at most. */
#ifndef ANJUAN_SEAL_PAD_H
#define ANJUAN_SEAL_PAD_H

#include <stdint.h>

/* The length that stands for all from the one before it on; least for all that are shorter. */
static inline uint64_t pad_length(uint64_t length, uint64_t least)
{
    unsigned bits = 0, of_bits = 0;
    uint64_t rest;

    if (length <= least)
        return least;
    while (length >> (bits + 1))
        bits++;
    while (bits >> of_bits)
        of_bits++;
    rest = ((uint64_t)1 << (bits - of_bits)) - 1;
    return (length + rest) & ~rest;
}

#endif
