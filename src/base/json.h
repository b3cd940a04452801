/* JSON written piece by piece, into a buffer: for what is large, or has to have the same bytes
 * always. Reading it is Jansson's.
 *
 *   jout_open(&json, NULL, '{');
 *   jout_text(&json, "no", no);
 *   jout_close(&json, '}'); */
#ifndef ANJUAN_BASE_JSON_H
#define ANJUAN_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

typedef struct JsonOut {
    Buf *out;
    unsigned depth;
    bool begun;    /* something stands in what is open already */
    unsigned flat; /* from this depth on all stands in one line; 0: nowhere */
} JsonOut;

/* key is NULL in a list, and for the whole. Texts are UTF-8. */
void jout_open(JsonOut *json, const char *key, char bracket);
void jout_close(JsonOut *json, char bracket);
void jout_text(JsonOut *json, const char *key, const char *text); /* NULL is null */
void jout_string(JsonOut *json, const char *key, const char *bytes, size_t n);
void jout_int(JsonOut *json, const char *key, int64_t number);
void jout_bool(JsonOut *json, const char *key, bool is);
void jout_hex(JsonOut *json, const char *key, const void *bytes, size_t n); /* in lower case */

#endif
