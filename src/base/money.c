#include "config.h"

#include "base/money.h"

#include <inttypes.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/text.h"

/* How a reading ends; each refusal has its own words. */
typedef enum Reading {
    READ_OK,
    READ_NOT_MONEY,
    READ_NEGATIVE,
    READ_TOO_LARGE,
    READ_TOO_FINE
} Reading;

/* Words after a number: by how many powers of ten they multiply. */
static const struct {
    const char *text;
    int zeros;
} units[] = {{"千", 3}, {"k", 3}, {"K", 3},  {"万", 4}, {"萬", 4},
             {"w", 4},  {"W", 4}, {"亿", 8}, {"億", 8}};

static const char *const before[] = {"¥", "￥", "RMB", "CNY"};
static const char *const after[] = {"元", "圆", "圓"};

static const char *skip_blanks(const char *text)
{
    while (*text == ' ')
        text++;
    return text;
}

/* Skips one of the words when it stands here, and the blanks after it. */
static const char *skip_word(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(words[i]);
        if (strncmp(text, words[i], len) == 0)
            return skip_blanks(text + len);
    }
    return text;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Appends the digits of the whole part. Commas must part it in threes: "12,34" is more likely a
 * slip than 1234. */
static bool read_whole(const char **at, Buf *digits)
{
    const char *text = *at;
    size_t group = 0;
    bool commas = false;

    for (;; text++) {
        if (is_digit(*text)) {
            buf_add_char(digits, *text);
            group++;
        } else if (*text == ',' && group > 0) {
            if (commas ? group != 3 : group > 3)
                return false;
            commas = true;
            group = 0;
        } else {
            break;
        }
    }
    *at = text;
    return !commas || group == 3;
}

/* Reads digits, point, digits and unit into digits and the power of ten that makes them fen. */
static Reading read_number(const char *text, Buf *digits, int *zeros)
{
    int decimals = 0;

    if (!read_whole(&text, digits))
        return READ_NOT_MONEY;
    size_t point = strncmp(text, "。", 3) == 0 ? 3 : *text == '.';
    if (point) {
        for (text += point; is_digit(*text); text++, decimals++) {
            if (decimals > 16)
                return READ_TOO_FINE;
            buf_add_char(digits, *text);
        }
        if (!decimals)
            return READ_NOT_MONEY;
    }
    if (!digits->len)
        return READ_NOT_MONEY;

    *zeros = 2 - decimals;
    text = skip_blanks(text);
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        size_t len = strlen(units[i].text);
        if (strncmp(text, units[i].text, len) == 0) {
            *zeros += units[i].zeros;
            text = skip_blanks(text + len);
            break;
        }
    }
    text = skip_word(text, after, COUNT_OF(after));
    if (*text)
        return READ_NOT_MONEY;
    return *zeros < 0 ? READ_TOO_FINE : READ_OK;
}

/* Digits times a power of ten, never beyond MONEY_MAX. */
static Reading multiply(const Buf *digits, int zeros, Fen *out)
{
    Fen value = 0;
    size_t places = digits->len + (size_t)zeros;
    for (size_t i = 0; i < places; i++) {
        value = value * 10 + (i < digits->len ? digits->data[i] - '0' : 0);
        if (value > MONEY_MAX)
            return READ_TOO_LARGE;
    }
    *out = value;
    return READ_OK;
}

static Reading read_money(const char *typed, Fen *out)
{
    Buf text = BUF_INIT, digits = BUF_INIT;
    int zeros = 0;

    text_fold_width(&text, typed);
    while (text.len && text.data[text.len - 1] == ' ')
        buf_cut(&text, text.len - 1);
    const char *at = skip_blanks(text.data);
    at = skip_word(at, before, COUNT_OF(before));
    Reading reading = READ_NEGATIVE;
    if (*at != '-' && strncmp(at, "−", 3) != 0)
        reading = read_number(at, &digits, &zeros);
    if (reading == READ_OK)
        reading = multiply(&digits, zeros, out);
    buf_free(&digits);
    buf_free(&text);
    return reading;
}

bool money_parse_typed(const char *text, Fen *out, Err *err)
{
    Fen fen = 0;

    switch (read_money(text, &fen)) {
    case READ_OK:
        *out = fen;
        return true;
    case READ_NOT_MONEY:
        return err_set(
            err, ERR_INPUT,
            _("“%.*s” is not an amount. Type yuan such as 1200, 1,200.50, 12万 or 3.5w"),
            text_quote(text), text);
    case READ_NEGATIVE:
        return err_set(err, ERR_INPUT, _("“%.*s” is negative. An amount is 0 or more"),
                       text_quote(text), text);
    case READ_TOO_LARGE:
        return err_set(err, ERR_INPUT,
                       _("“%.*s” is too large. The largest amount is 10,000,000,000 yuan"),
                       text_quote(text), text);
    case READ_TOO_FINE:
        return err_set(err, ERR_INPUT,
                       _("“%.*s” is finer than a fen. An amount has at most two decimals"),
                       text_quote(text), text);
    }
    return false;
}

/* The absolute value, which for the least Fen does not fit a Fen. */
static uint64_t magnitude(Fen fen)
{
    return fen < 0 ? -(uint64_t)fen : (uint64_t)fen;
}

void money_format(Buf *out, Fen fen)
{
    Buf plain = BUF_INIT;
    money_format_plain(&plain, fen);
    size_t at = plain.len - 3; /* before the point */
    size_t first = fen < 0 ? 1 : 0;
    while (at > first + 3) {
        at -= 3;
        buf_insert(&plain, at, ",", 1);
    }
    buf_add_bytes(out, plain.data, plain.len);
    buf_free(&plain);
}

void money_format_plain(Buf *out, Fen fen)
{
    uint64_t value = magnitude(fen);
    buf_addf(out, "%s%" PRIu64 ".%02u", fen < 0 ? "-" : "", value / 100,
             (unsigned)(value % 100));
}

/* Never rounded: two decimals at least, more where they are needed, so that 299,999 yuan does
 * not read as the 30.00 that a rule speaks of. */
void money_format_wan(Buf *out, Fen fen)
{
    enum { FEN_PER_WAN = 1000000 };
    Buf number = BUF_INIT;
    uint64_t value = magnitude(fen);

    buf_addf(&number, "%s%" PRIu64 ".%06u", fen < 0 ? "-" : "", value / FEN_PER_WAN,
             (unsigned)(value % FEN_PER_WAN));
    for (int spare = 4; spare > 0 && number.data[number.len - 1] == '0'; spare--)
        buf_cut(&number, number.len - 1);
    /* TRANSLATORS: an amount in units of ten thousand yuan; in Chinese "%s 万". */
    buf_addf(out, _("%s wan"), number.data);
    buf_free(&number);
}
