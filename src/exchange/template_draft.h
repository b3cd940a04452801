/* A template for the empty form of a platform: its sheets, its head and the titles of its
 * columns as they stand there, and for each column the value that a column of this title has in
 * the templates that are known. What is not known is marked with "?", which template check
 * refuses, so that no column is left empty by mistake. The form is hostile: its texts are
 * folded into one line and quoted. It may have been filled in: nothing of a person in it comes
 * into the template. */
#ifndef ANJUAN_EXCHANGE_TEMPLATE_DRAFT_H
#define ANJUAN_EXCHANGE_TEMPLATE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "exchange/table.h"
#include "rules/knowledge/knowledge.h"

typedef struct TemplateDraft {
    const char *name;      /* of the template; a word */
    const char *form;      /* the file, for the comment */
    size_t sheets;         /* with a head */
    size_t columns, known; /* of all of them */
    size_t guessed;        /* of those known, by a part of the title */
} TemplateDraft;

/* Appends the text of the file. Error where no sheet has a head. */
bool template_draft(const Knowledge *knowledge, const Table *table, TemplateDraft *draft,
                    Buf *out, Err *err);

#endif
