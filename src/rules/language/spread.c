/* Copies an expression, and wraps the last of each longer list. */
#include "config.h"

#include "rules/language/spread.h"

#include <string.h>
#include <strings.h>

#include "rules/language/words.h"

enum { FEW = 2 };

static const char *past_blanks(const char *at)
{
    return at + strspn(at, " \t\n");
}

/* Of a text or a whole number; 0: it is neither. */
static size_t item_len(const char *at)
{
    if (*at != '\'')
        return strspn(at, "0123456789");
    size_t len = 1 + strcspn(at + 1, "'");
    return at[len] && at[len + 1] != '\'' ? len + 1 : 0;
}

/* The last of a list that begins here, of texts and numbers alone; NULL: it is no such list, or
 * a short one. */
static const char *last_item(const char *at, size_t *len)
{
    const char *item = NULL;
    size_t n = 0;
    at = past_blanks(at);
    if (*at != '(')
        return NULL;
    do {
        item = past_blanks(at + 1);
        *len = item_len(item);
        at = past_blanks(item + *len);
        n++;
    } while (*len && *at == ',');
    return *len && *at == ')' && n > FEW ? item : NULL;
}

static bool is_in(const Word *word)
{
    return !word->table && word->name_len == 2 && strncasecmp(word->name, "in", 2) == 0;
}

void spread_lists(const char *sql, Buf *out)
{
    const char *copied = sql;
    Word word;
    for (const char *at = sql; (at = word_next(at, &word));) {
        size_t len;
        const char *item = is_in(&word) ? last_item(at, &len) : NULL;
        if (!item)
            continue;
        buf_add_bytes(out, copied, (size_t)(item - copied));
        buf_addf(out, "as_is(%.*s)", (int)len, item);
        copied = item + len;
    }
    buf_add(out, copied);
}
