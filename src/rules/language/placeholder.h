/* The one way in which knowledge files show a value inside a text: messages of rules, reasons
 * of routes, papers and the statement.
 *
 *   {VALUE}          as it is
 *   {VALUE:STYLE}    money  fen as yuan, "1,234.50"
 *                    wan    fen in units of ten thousand yuan, at least two decimals
 *                    short  the same without needless zeros
 *                    prose  as people say it, with its unit: 16.25 万元, 8,000 元
 *                    day    2026-11-21 as 2026年11月21日
 *                    TABLE  the text of a code of this code table
 *   {@WORD}          what the program gives: {@where} in a message, {@no}, {@today}, ... in a
 * paper
 *
 * In messages and routes VALUE is a fact or TABLE.COLUMN; in papers and the statement any
 * expression. Files of sites, and those kept with old batches, may still have the forms of
 * before: {money: VALUE}, {day: VALUE}, {VALUE:yuan}, {where}. They mean the same, and
 * rules/check names each with what is written now. */
#ifndef ANJUAN_RULES_LANGUAGE_PLACEHOLDER_H
#define ANJUAN_RULES_LANGUAGE_PLACEHOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "domain/codes.h"

typedef struct Placeholder {
    const char *open, *end; /* in the text, with the braces */
    bool word;              /* {@WORD} */
    const char *value;      /* the word without @, or the expression; in the arena */
    const char *style;      /* "" when none is given */
    bool old;               /* written in a form of before */
} Placeholder;

/* The first one from at on. False when there is none: open is then NULL, or where a brace opens
 * that is not closed. */
bool placeholder_next(const char *at, Arena *arena, Placeholder *out);

/* Its value as a fact or column: table is "fact" where none is named. */
void placeholder_column(const Placeholder *one, Arena *arena, const char **table,
                        const char **column);

/* As it is written now. */
void placeholder_write(const Placeholder *one, Buf *out);

bool placeholder_is_style(const char *style, const Codes *codes);
bool placeholder_is_amount(const char *style);

/* Appends the value in this style. What the style does not fit is shown as it is, NULL not at
 * all. lang is that of the text of a code. */
void placeholder_show(const char *style, const char *value, const Codes *codes,
                      const char *lang, Buf *out);

#endif
