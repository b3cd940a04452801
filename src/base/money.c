/* Amounts as they are typed, digit by digit with units such as 万 and 元, and as they are
 * shown. No floating point. */
#include "config.h"

#include "base/money.h"

#include <inttypes.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"

/* How a reading ends; each refusal has its own words. */
typedef enum Reading {
    READ_OK,
    READ_NOT_MONEY,
    READ_NEGATIVE,
    READ_TOO_LARGE,
    READ_TOO_FINE
} Reading;

/* Words after a number: by how many powers of ten they multiply yuan. A longer word stands
 * before the shorter one that it begins with. */
static const struct Unit {
    const char *text;
    int zeros;
} units[] = {
    {"千万", 7}, {"百万", 6}, {"亿", 8}, {"億", 8},  {"万", 4},  {"萬", 4},  {"w", 4},
    {"千", 3},   {"仟", 3},   {"k", 3},  {"百", 2},  {"佰", 2},  {"元", 0},  {"圆", 0},
    {"圓", 0},   {"块", 0},   {"塊", 0}, {"角", -1}, {"毛", -1}, {"分", -2},
};

static const char *const before[] = {"人民币", "rmb", "cny", "¥"};
static const char *const yuan[] = {"元", "圆", "圓", "块", "塊"};
static const char *const after[] = {"钱", "整", "正"};

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

/* A number and its unit, as in each half of 12万3千. */
typedef struct Piece {
    Buf digits;
    int decimals, zeros; /* of the unit */
    int close;           /* zeros of the last word of it: 0 for the 元 of 万元 */
    bool unit;
} Piece;

static void read_unit(const char **at, Piece *piece)
{
    const char *text = skip_blanks(*at);
    for (size_t i = 0; i < COUNT_OF(units) && !piece->unit; i++) {
        size_t len = strlen(units[i].text);
        if (strncmp(text, units[i].text, len) == 0) {
            piece->zeros = piece->close = units[i].zeros;
            piece->unit = true;
            text = skip_blanks(text + len);
        }
    }
    if (piece->zeros > 0) {
        const char *end = skip_word(text, yuan, COUNT_OF(yuan));
        piece->close = end == text ? piece->close : 0;
        text = end;
    }
    *at = text;
}

static Reading read_piece(const char **at, Piece *piece)
{
    enum { DECIMALS_MAX = 16 };
    if (!read_whole(at, &piece->digits))
        return READ_NOT_MONEY;
    size_t point = strncmp(*at, "。", 3) == 0 ? 3 : **at == '.';
    if (point) {
        for (*at += point; is_digit(**at); ++*at) {
            if (++piece->decimals > DECIMALS_MAX)
                return READ_TOO_FINE;
            buf_add_char(&piece->digits, **at);
        }
        if (!piece->decimals)
            return READ_NOT_MONEY;
    }
    if (!piece->digits.len)
        return READ_NOT_MONEY;
    read_unit(at, piece);
    return READ_OK;
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

/* The least amount that the unit before counts: what follows must stay below it. */
static Fen unit_fen(int zeros)
{
    Fen value = 1;
    for (int i = -2; i < zeros; i++)
        value *= 10;
    return value;
}

/* Piece after piece, each of a smaller unit: 1亿2000万, 12万3456元, 12元5角6分. Only the last
 * may have decimals, and only a lone one goes without a unit: in 12万5 some people mean 125000.
 */
static Reading read_pieces(const char *text, Fen *out)
{
    Fen total = 0, below = MONEY_MAX;
    bool more = true;
    for (int n = 0; more; n++) {
        Piece piece = {.digits = BUF_INIT};
        Fen value = 0;
        Reading reading = read_piece(&text, &piece);
        int zeros = 2 + piece.zeros - piece.decimals;
        more = *skip_word(text, after, COUNT_OF(after)) != '\0';
        bool alone = n == 0 && !more;
        if (reading == READ_OK &&
            ((!piece.unit && !alone) || (more && (piece.decimals || !is_digit(*text)))))
            reading = READ_NOT_MONEY;
        if (reading == READ_OK)
            reading = zeros < 0 ? READ_TOO_FINE : multiply(&piece.digits, zeros, &value);
        if (reading == READ_OK && n > 0 && value >= below)
            reading = READ_NOT_MONEY;
        buf_free(&piece.digits);
        if (reading != READ_OK)
            return reading;
        total += value;
        below = unit_fen(piece.close);
    }
    if (total > MONEY_MAX)
        return READ_TOO_LARGE;
    *out = total;
    return READ_OK;
}

static void lower(Buf *text)
{
    for (size_t i = 0; i < text->len; i++)
        if (text->data[i] >= 'A' && text->data[i] <= 'Z')
            text->data[i] = (char)(text->data[i] - 'A' + 'a');
}

/* sign: a minus is taken, before or behind the name of the money (¥-860). */
static Reading read_money(const char *typed, bool sign, Fen *out)
{
    static const char *const minus[] = {"-", "−", "负"};
    Buf text = BUF_INIT;

    text_fold_width(&text, typed);
    lower(&text);
    while (text.len && text.data[text.len - 1] == ' ')
        buf_cut(&text, text.len - 1);
    const char *at = skip_blanks(text.data);
    for (int i = 0; i < 2; i++) /* 人民币￥ */
        at = skip_word(at, before, COUNT_OF(before));
    const char *digits = skip_word(at, minus, COUNT_OF(minus));
    bool below = digits != at;
    Reading reading = READ_NEGATIVE;
    if (below && sign)
        digits = skip_word(digits, before, COUNT_OF(before));
    if (!below || sign)
        reading = read_pieces(digits, out);
    if (below)
        *out = -*out;
    buf_free(&text);
    return reading;
}

static bool parse(const char *text, bool sign, Fen *out, Err *err)
{
    Fen fen = 0;

    switch (read_money(text, sign, &fen)) {
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

bool money_parse_typed(const char *text, Fen *out, Err *err)
{
    return parse(text, false, out, err);
}

bool money_parse_signed(const char *text, Fen *out, Err *err)
{
    return parse(text, true, out, err);
}

/* The absolute value, which for the least Fen does not fit a Fen. */
static uint64_t magnitude(Fen fen)
{
    return fen < 0 ? -(uint64_t)fen : (uint64_t)fen;
}

bool money_add(Fen *sum, Fen more)
{
    if (more > 0 ? *sum > INT64_MAX - more : *sum < INT64_MIN - more)
        return false;
    *sum += more;
    return true;
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

const char *money_text(Arena *arena, Fen fen)
{
    Buf text = BUF_INIT;
    money_format(&text, fen);
    const char *kept = arena_dup(arena, text.data);
    buf_free(&text);
    return kept;
}

void money_format_plain(Buf *out, Fen fen)
{
    uint64_t value = magnitude(fen);
    buf_addf(out, "%s%" PRIu64 ".%02u", fen < 0 ? "-" : "", value / 100,
             (unsigned)(value % 100));
}

void money_format_yuan(Buf *out, Fen fen)
{
    Buf number = BUF_INIT;
    money_format(&number, fen);
    /* TRANSLATORS: an amount such as 120,000.00. */
    buf_addf(out, _("%s yuan"), number.data);
    buf_free(&number);
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
