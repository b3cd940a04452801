/* A version is the beginning of a digest over all texts. */
#include "config.h"

#include "verify/texts.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "verify/hash.h"

bool texts_are(Bytes packed, Bytes version)
{
    json_t *all = packed.at ? json_loadb((const char *)packed.at, packed.n, 0, NULL) : NULL,
           *one;
    unsigned char digest[HASH];
    char hex[2 * 8 + 1];
    Buf bytes = BUF_INIT;
    bool right = all != NULL;
    size_t i;

    json_array_foreach(json_object_get(all, "files"), i, one)
    {
        json_t *text = json_object_get(one, "text");
        const char *kind = json_string_value(json_object_get(one, "kind")),
                   *name = json_string_value(json_object_get(one, "name"));
        if (!kind || !name || !json_is_string(text)) {
            right = false;
            break;
        }
        buf_addf(&bytes, "%s/%s %lld %zu\n", kind, name,
                 (long long)json_integer_value(json_object_get(one, "layer")),
                 json_string_length(text));
        buf_add_bytes(&bytes, json_string_value(text), json_string_length(text));
    }
    hash_of(bytes.data, bytes.len, digest);
    for (size_t at = 0; at < 8; at++)
        snprintf(hex + 2 * at, 3, "%02x", digest[at]);
    json_decref(all);
    buf_free(&bytes);
    return right && bytes_are(version, hex);
}
