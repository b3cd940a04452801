/* One table of signs; quotes are told apart by what is open. */
#include "config.h"

#include "ui/model/punctuation.h"

#include "base/attr.h"

static const struct Sign {
    char ascii;
    const char *chinese;
    bool after_digit; /* also after a digit */
} signs[] = {
    {',', "，", false}, {'.', "。", false}, {':', "：", false}, {';', "；", true},
    {'?', "？", true},  {'!', "！", true},  {'(', "（", true},  {')', "）", true},
    {'<', "《", true},  {'>', "》", true},  {'[', "【", true},  {']', "】", true},
    {'\\', "、", true}, {'^', "……", true},  {'_', "——", true},  {'$', "￥", true},
};

static void put_quote(bool *open, const char *opening, const char *closing, Buf *out)
{
    buf_add(out, *open ? closing : opening);
    *open = !*open;
}

void punctuation_put(Punctuation *state, const char *text, size_t bytes, Buf *out)
{
    bool after_digit = state->after_digit;
    state->after_digit = bytes == 1 && text[0] >= '0' && text[0] <= '9';
    if (bytes == 1 && text[0] == '"') {
        put_quote(&state->quoted, "“", "”", out);
        return;
    }
    if (bytes == 1 && text[0] == '\'') {
        put_quote(&state->quoted_single, "‘", "’", out);
        return;
    }
    for (size_t i = 0; bytes == 1 && i < COUNT_OF(signs); i++) {
        if (signs[i].ascii == text[0] && (signs[i].after_digit || !after_digit)) {
            buf_add(out, signs[i].chinese);
            return;
        }
    }
    buf_add_bytes(out, text, bytes);
}
