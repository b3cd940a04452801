/* Bytes out of JSON. */
#ifndef ANJUAN_VERIFY_JSON_H
#define ANJUAN_VERIFY_JSON_H

#include <jansson.h>

#include "base/arena.h"
#include "verify/model.h"

/* Nothing where there is no such key, or not in lower-case hexadecimal. */
Bytes json_hex_of(Arena *arena, const json_t *from, const char *key);
Bytes json_text_of(const json_t *text); /* lives with it */

#endif
