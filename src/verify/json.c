/* Hexadecimal, strictly. */
#include "config.h"

#include "verify/json.h"

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

Bytes json_text_of(const json_t *text)
{
    if (!json_is_string(text))
        return (Bytes){NULL, 0};
    return (Bytes){(const unsigned char *)json_string_value(text), json_string_length(text)};
}

Bytes json_hex_of(Arena *arena, const json_t *from, const char *key)
{
    Bytes text = json_text_of(json_object_get(from, key)), none = {NULL, 0};
    unsigned char *out;

    if (!text.at || text.n % 2 != 0)
        return none;
    out = arena_alloc(arena, text.n / 2 + 1);
    for (size_t i = 0; i < text.n / 2; i++) {
        int high = digit((char)text.at[2 * i]), low = digit((char)text.at[2 * i + 1]);
        if (high < 0 || low < 0)
            return none;
        out[i] = (unsigned char)(high << 4 | low);
    }
    return (Bytes){out, text.n / 2};
}
