/* Any bytes as text: every walk ends, every edge is an edge, every row has its columns, and
 * what is called safe is. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/text/text.h"
#include "tests/fuzz/fuzz.h"

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void walk_clusters(const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        size_t next = text_next(text, len, at);
        must(next > at && next <= len);
        must(text_prev(text, len, next) == at);
        at = next;
    }
}

static void walk_words(const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        size_t next = text_next_word(text, len, at);
        must(next > at && next <= len);
        at = next;
    }
    for (size_t at = len; at > 0;) {
        size_t prev = text_prev_word(text, len, at);
        must(prev < at);
        at = prev;
    }
}

static void wrap(const char *text, size_t len, int cols)
{
    TextLine *lines = NULL;
    size_t count = text_wrap(text, cols, &lines), at = 0;
    must(count > 0);
    for (size_t i = 0; i < count; i++) {
        must(lines[i].from >= at && lines[i].to >= lines[i].from && lines[i].to <= len);
        at = lines[i].to;
    }
    free(lines);
}

static void fit(const char *text, int cols)
{
    Buf row = BUF_INIT;
    text_fit(&row, text, cols, TEXT_LEFT, "…");
    must(text_cols(row.data) == cols);
    must(text_check(row.data, row.len, false, 0, "row", NULL));
    buf_free(&row);
}

static void change(const char *text)
{
    static void (*const forms[])(Buf *, const char *) = {
        text_fold,
        text_fold_width,
        text_add_safe,
        text_to_ascii,
    };
    Buf out = BUF_INIT, again = BUF_INIT;
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        buf_clear(&out);
        buf_clear(&again);
        forms[i](&out, text);
        forms[i](&again, out.data);
        must(strcmp(out.data, again.data) == 0 || forms[i] == text_fold_width);
        must(forms[i] != text_add_safe ||
             text_check(out.data, out.len, false, 0, "safe", NULL));
    }
    buf_free(&again);
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { SIZE_MAX_TRIED = 4096 };
    if (size > SIZE_MAX_TRIED)
        return 0;
    /* A copy of exactly that size, so that a read beyond it is seen. */
    char *text = xstrndup((const char *)data, size);
    size_t len = strlen(text);
    Err err;
    Day day;
    Fen fen;
    char month[8];

    walk_clusters(text, len);
    walk_words(text, len);
    for (int cols = 1; cols <= 16; cols *= 2) {
        wrap(text, len, cols);
        fit(text, cols);
    }
    change(text);
    if (day_parse_typed(text, (Day){2026, 11, 21}, DAY_NEAREST, &day, &err))
        must(day_valid(day));
    month_parse_typed(text, (Day){2026, 11, 21}, month, &err);
    if (money_parse_typed(text, &fen, &err))
        must(fen >= 0 && fen <= MONEY_MAX);
    free(text);
    return 0;
}
