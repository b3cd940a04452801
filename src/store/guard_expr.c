/* Whether a text can be one expression at all, before SQLite sees it: quotes and brackets
 * closed, no comment, nothing that would end it. */
#include "config.h"

#include "store/guard.h"

#include <string.h>

#include "base/i18n.h"

/* The end of a quoted piece that begins at text, where a doubled quote stands for itself; NULL
 * when it does not close. */
static const char *expr_skip_quoted(const char *text)
{
    char quote = *text++;

    for (; *text; text++) {
        if (*text != quote)
            continue;
        if (text[1] != quote)
            return text;
        text++;
    }
    return NULL;
}

/* What is wrong with the text, in words, or NULL. */
static const char *expr_fault(const char *text)
{
    int depth = 0;
    bool any = false;

    for (; *text; text++) {
        if (strchr("'\"`", *text)) {
            text = expr_skip_quoted(text);
            if (!text)
                return N_("a quote is not closed");
        } else if (*text == '(') {
            depth++;
        } else if (*text == ')') {
            if (--depth < 0)
                return N_("there is a closing bracket too many");
        } else if (strchr(";?@$:#[]", *text)) {
            return N_("the signs ; ? @ $ : # [ ] may stand only inside quotes");
        } else if (strncmp(text, "--", 2) == 0 || strncmp(text, "/*", 2) == 0) {
            return N_("comments may not stand inside an expression");
        } else if (depth == 0 && *text == ',') {
            return N_("a comma may stand only inside brackets");
        }
        any = any || !strchr(" \t\n\r", *text);
    }
    if (depth > 0)
        return N_("a bracket is not closed");
    return any ? NULL : N_("the expression is empty");
}

bool guard_expression(const char *text, const char *where, Err *err)
{
    const char *fault = expr_fault(text);

    return !fault || err_set(err, ERR_INPUT, _("%s: %s"), where, _(fault));
}
