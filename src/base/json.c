/* Each piece has a line of its own, one blank for each level, until it is flat. */
#include "config.h"

#include "base/json.h"

#include <inttypes.h>
#include <string.h>

static void line(JsonOut *json)
{
    if (json->flat && json->depth >= json->flat)
        return;
    buf_add_char(json->out, '\n');
    for (unsigned i = 0; i < json->depth; i++)
        buf_add_char(json->out, ' ');
}

static void quoted(Buf *out, const char *bytes, size_t n)
{
    buf_add_char(out, '"');
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c == '"' || c == '\\')
            buf_addf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            buf_addf(out, "\\u%04x", c);
        else
            buf_add_char(out, (char)c);
    }
    buf_add_char(out, '"');
}

static void piece(JsonOut *json, const char *key)
{
    if (json->begun)
        buf_add_char(json->out, ',');
    if (json->depth > 0)
        line(json);
    json->begun = true;
    if (!key)
        return;
    quoted(json->out, key, strlen(key));
    buf_add_char(json->out, ':');
}

void jout_open(JsonOut *json, const char *key, char bracket)
{
    piece(json, key);
    buf_add_char(json->out, bracket);
    json->depth++;
    json->begun = false;
}

void jout_close(JsonOut *json, char bracket)
{
    bool any = json->begun, flat = json->flat && json->depth >= json->flat;

    json->depth--;
    if (any && !flat)
        line(json);
    buf_add_char(json->out, bracket);
    json->begun = true;
    if (json->depth == 0)
        buf_add_char(json->out, '\n');
}

void jout_string(JsonOut *json, const char *key, const char *bytes, size_t n)
{
    piece(json, key);
    quoted(json->out, bytes, n);
}

void jout_text(JsonOut *json, const char *key, const char *text)
{
    if (text) {
        jout_string(json, key, text, strlen(text));
        return;
    }
    piece(json, key);
    buf_add(json->out, "null");
}

void jout_int(JsonOut *json, const char *key, int64_t number)
{
    piece(json, key);
    buf_addf(json->out, "%" PRId64, number);
}

void jout_bool(JsonOut *json, const char *key, bool is)
{
    piece(json, key);
    buf_add(json->out, is ? "true" : "false");
}

void jout_hex(JsonOut *json, const char *key, const void *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *at = bytes;

    piece(json, key);
    buf_add_char(json->out, '"');
    for (size_t i = 0; i < n; i++) {
        buf_add_char(json->out, digits[at[i] >> 4]);
        buf_add_char(json->out, digits[at[i] & 15]);
    }
    buf_add_char(json->out, '"');
}
