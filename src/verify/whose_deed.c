/* What the rows of a deed say, and why somebody lacks a right. */
#include "config.h"

#include "verify/whose_inner.h"

#include <string.h>

#include "base/i18n.h"

bool whose_has_word(const char *words, Bytes word)
{
    for (const char *at = words; *at; at += strcspn(at, ",") + 1) {
        if (strcspn(at, ",") == word.n && word.at && memcmp(at, word.at, word.n) == 0)
            return true;
    }
    return false;
}

const char *whose_no_role(void)
{
    return _("their role does not do that");
}

static const char *not_so(void)
{
    return _("the case did not stand so that it could be done");
}

const char *whose_lacks(const Deed *deed, RightVerb right, const char *status)
{
    if (right_has(deed->person, right, status, deed->own))
        return NULL;
    if (!right_has(deed->person, right, NULL, true))
        return whose_no_role();
    return right_has(deed->person, right, status, true)
               ? _("the case was kept by somebody else")
               : not_so();
}

const Column *whose_column(const Row *row, const char *name)
{
    for (size_t i = 0; i < row->n; i++) {
        if (strcmp(row->columns[i].name, name) == 0)
            return &row->columns[i];
    }
    return NULL;
}

bool whose_is_hidden(const Value *value)
{
    return value->type > VALUE_ROW;
}

bool whose_becomes_text(const Row *row, const char *name, const char *text)
{
    const Column *column = whose_column(row, name);

    if (column && whose_is_hidden(&column->after))
        return true;
    return text[0] ? column && bytes_are(column->after.bytes, text)
                   : !column || column->after.type == VALUE_EMPTY;
}

bool whose_becomes_uid(const Row *row, const char *name, const unsigned char *uid)
{
    const Column *column = whose_column(row, name);

    return column &&
           (whose_is_hidden(&column->after) ||
            (column->after.type == VALUE_ROW && memcmp(column->after.bytes.at, uid, UID) == 0));
}

bool whose_is_op(const Row *row, const char *op, const char *table)
{
    return strcmp(row->op, op) == 0 && strcmp(row->table, table) == 0;
}
