/* Reads the places of a text and shows their values. */
#include "config.h"

#include "rules/language/placeholder.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/day.h"
#include "base/money.h"

enum { FEN_PER_WAN = 1000000, DAY_SIGNS = 10 };

/* ---- reading ---- */

/* The brace that closes, with the last colon before it; both outside quotes of SQL. */
static const char *find_end(const char *at, const char **colon)
{
    *colon = NULL;
    for (; *at && *at != '}'; at++) {
        if (*at == ':')
            *colon = at;
        if (*at == '\'' && !(at = strchr(at + 1, '\'')))
            return NULL;
    }
    return *at ? at : NULL;
}

static const char *trimmed(Arena *arena, const char *from, const char *to)
{
    while (from < to && *from == ' ')
        from++;
    while (from < to && to[-1] == ' ')
        to--;
    return arena_dup_n(arena, from, (size_t)(to - from));
}

static bool is_name(const char *text)
{
    return text[0] && !text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_")];
}

/* {money: VALUE} and {day: VALUE} */
static bool read_style_in_front(Placeholder *one, Arena *arena)
{
    static const char *const styles[] = {"money", "day"};
    for (size_t i = 0; i < COUNT_OF(styles); i++) {
        const char *from = one->open + 1 + strlen(styles[i]);
        if (strncmp(one->open + 1, styles[i], strlen(styles[i])) != 0 || *from != ':')
            continue;
        one->value = trimmed(arena, from + 1, one->end - 1);
        one->style = styles[i];
        return one->old = true;
    }
    return false;
}

static void read_value(Placeholder *one, Arena *arena, const char *colon)
{
    const char *style = colon ? trimmed(arena, colon + 1, one->end - 1) : "";
    if (read_style_in_front(one, arena))
        return;
    if (is_name(style))
        one->style = style;
    one->value = trimmed(arena, one->open + 1, is_name(style) ? colon : one->end - 1);
    if (strcmp(one->style, "yuan") == 0) {
        one->style = "money";
        one->old = true;
    } else if (strcmp(one->value, "where") == 0) {
        one->word = one->old = true;
    }
}

bool placeholder_next(const char *at, Arena *arena, Placeholder *out)
{
    const char *colon;
    *out = (Placeholder){.open = strchr(at, '{'), .value = "", .style = ""};
    const char *end = out->open ? find_end(out->open + 1, &colon) : NULL;
    if (!end)
        return false;
    out->end = end + 1;
    if (out->open[1] == '@') {
        const char *style = colon ? trimmed(arena, colon + 1, end) : "";
        out->word = true;
        if (is_name(style))
            out->style = style;
        out->value = trimmed(arena, out->open + 2, is_name(style) ? colon : end);
    } else {
        read_value(out, arena, colon);
    }
    return true;
}

void placeholder_column(const Placeholder *one, Arena *arena, const char **table,
                        const char **column)
{
    const char *dot = strchr(one->value, '.');
    *table = dot ? arena_dup_n(arena, one->value, (size_t)(dot - one->value)) : "fact";
    *column = dot ? dot + 1 : one->value;
}

void placeholder_write(const Placeholder *one, Buf *out)
{
    buf_addf(out, "{%s%s%s%s}", one->word ? "@" : "", one->value, one->style[0] ? ":" : "",
             one->style);
}

/* ---- showing ---- */

/* Exact, with at least the decimals given: an amount one fen below a limit must not look like
 * it. */
static void add_wan(Buf *out, Fen fen, size_t decimals)
{
    uint64_t value = fen < 0 ? (uint64_t)0 - (uint64_t)fen : (uint64_t)fen;
    buf_addf(out, "%s%" PRIu64 ".%06u", fen < 0 ? "-" : "", value / FEN_PER_WAN,
             (unsigned)(value % FEN_PER_WAN));
    for (size_t spare = 6; spare > decimals && out->data[out->len - 1] == '0'; spare--)
        buf_cut(out, out->len - 1);
    if (out->data[out->len - 1] == '.')
        buf_cut(out, out->len - 1);
}

static void show_wan(Fen fen, Buf *out)
{
    add_wan(out, fen, 2);
}

static void show_short(Fen fen, Buf *out)
{
    add_wan(out, fen, 0);
}

/* As people say it: 16.25 万元, and below ten thousand 8,000 元; nobody tells strangers cents.
 */
static void show_prose(Fen fen, Buf *out)
{
    enum { YUAN = 100, WAN = 10000 * YUAN, HUNDRED = 100 * YUAN };
    if (fen >= WAN || fen <= -WAN) {
        add_wan(out, (fen + (fen < 0 ? -HUNDRED : HUNDRED) / 2) / HUNDRED * HUNDRED, 0);
        buf_add(out, " 万元");
    } else {
        Buf text = BUF_INIT;
        money_format(&text, (fen + (fen < 0 ? -YUAN : YUAN) / 2) / YUAN * YUAN);
        buf_cut(&text, text.len - strlen(".00"));
        buf_addf(out, "%s 元", text.data);
        buf_free(&text);
    }
}

static void show_money(Fen fen, Buf *out)
{
    money_format(out, fen);
}

static const struct Amount {
    const char *style;
    void (*show)(Fen fen, Buf *out);
} amounts[] = {
    {"money", show_money}, {"wan", show_wan}, {"short", show_short}, {"prose", show_prose}};

static const struct Amount *find_amount(const char *style)
{
    for (size_t i = 0; i < COUNT_OF(amounts); i++) {
        if (strcmp(amounts[i].style, style) == 0)
            return &amounts[i];
    }
    return NULL;
}

bool placeholder_is_amount(const char *style)
{
    return find_amount(style) != NULL;
}

bool placeholder_is_style(const char *style, const Codes *codes)
{
    return !style[0] || find_amount(style) || strcmp(style, "day") == 0 ||
           codes_table(codes, style);
}

static bool read_fen(const char *text, Fen *fen)
{
    char *end;
    *fen = strtoll(text, &end, 10);
    return text[0] && !*end;
}

void placeholder_show(const char *style, const char *value, const Codes *codes,
                      const char *lang, Buf *out)
{
    const struct Amount *amount = find_amount(style);
    const CodeTable *table = style[0] && !amount ? codes_table(codes, style) : NULL;
    const CodeEntry *entry = table && value ? code_find(table, value) : NULL;
    Day day;
    Fen fen;
    if (!value)
        return;
    if (amount && read_fen(value, &fen))
        amount->show(fen, out);
    else if (strcmp(style, "day") == 0 && strlen(value) == DAY_SIGNS && day_parse(value, &day))
        buf_addf(out, "%d年%d月%d日", day.year, day.month, day.day);
    else
        buf_add(out, entry ? code_text(entry, lang) : value);
}
