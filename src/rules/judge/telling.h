/* Tells whether a text holds the value of a masked field of a case, in a time that grows with
 * the text and not with the rows of the case. Who asks keeps the case and the arena as long as
 * the answers; nothing is freed by itself. Masks nothing. */
#ifndef ANJUAN_RULES_JUDGE_TELLING_H
#define ANJUAN_RULES_JUDGE_TELLING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "domain/casefile.h"
#include "domain/field.h"

typedef struct Telling {
    const char **values; /* sorted, none the beginning of another one */
    size_t n;
} Telling;

/* Of the fields that are masked by ctx. */
void telling_read(const FieldContext *ctx, const CaseFile *file, Arena *arena, Telling *out);

bool telling_in(const Telling *telling, const char *text);

#endif
