/* clang-format off */
/* Texts with the particulars of a case filled in: the papers to sign (data/papers) and the
 * draft of the statement (data/statement). One file is one text, in the language that it names:
 *
 *   [paper]
 *   name = "consent-a"      part of the file's name: small letters, digits, -
 *   title = "..."  sheet = "..."  language = "zh_CN"
 *   when = "SQL"            the case needs it; without: always; "0": only who asks for it has it
 *   rows = "inquiry"        one for each row of a list: NAME-1, NAME-2
 *   edition = "2026-11"     of its wording; may have places
 *
 *   [p.010]                 a paragraph; they follow in the order of the file
 *   style = "title"         title, head, text (the default), item, sign; row: of a list,
 *                           closely set; to: whom it is for; box: a place for a seal or a
 *                           finger; code: a code for cameras; foot, page: what stands at the
 *                           foot of each page, left and right
 *   when = "SQL"
 *   rows = "plan"           for each row of a list
 *   text = "... {SQL} ... {SQL:money} ... {SQL:day} ... {@organisation} ..."
 *   use = "sign"            instead of text: the sections sign.* of a file without [paper]
 *
 * Conditions and places are expressions over the facts (rules/staging/facts.h), the places
 * written as rules/language/placeholder.h says; the words are those that the caller gives, and
 * {@title} and {@edition} of the text itself. What is not known (NULL, a word without a value)
 * becomes a blank to be filled in by hand; the empty text is what an expression has to say. */
/* clang-format on */
#ifndef ANJUAN_RULES_JUDGE_PAPER_H
#define ANJUAN_RULES_JUDGE_PAPER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "rules/staging/facts.h"

typedef enum PaperStyle {
    PAPER_TEXT,
    PAPER_TITLE,
    PAPER_HEAD,
    PAPER_ITEM,
    PAPER_ROW, /* one of a list, closely set */
    PAPER_SIGN,
    PAPER_TO,
    PAPER_BOX,
    PAPER_CODE,
    PAPER_FOOT,
    PAPER_PAGE, /* {page} and {pages} stand for numbers that only a page knows */
    PAPER_STYLES
} PaperStyle;

/* Bytes of a text, one short value that was filled in: a name, a number, a date, a sum. */
typedef struct PaperSpan {
    size_t from, to;
} PaperSpan;

typedef struct PaperPart {
    PaperStyle style;
    const char *text;       /* may have line breaks */
    const PaperSpan *whole; /* in order: what is not broken over two lines */
    size_t n_whole;
} PaperPart;

typedef struct Paper {
    const char *name, *title, *sheet;
    const char *edition; /* "": none */
    PaperPart *parts;
    size_t n;
} Paper;

typedef struct PaperWord {
    const char *name, *value; /* for {@name}; value NULL or "": a blank */
} PaperWord;

typedef struct PaperOptions {
    const char *kind; /* "papers", "certificate" or "statement" */
    const char *blank;
    const PaperWord *words; /* ended by a NULL name */
    const char *only; /* names with commas between: these and no others, needed or not; NULL:
                         all that the case needs */
} PaperOptions;

/* The texts of the kind that the case needs, in the order of their files. The case must be the
 * first one staged in facts. */
bool papers_make(Facts *facts, const CaseFile *file, const PaperOptions *options, Arena *arena,
                 Paper **out, size_t *n, Err *err);

/* Which texts of the kind there are, for somebody to choose from. needed: the case's. A paper
 * of them has name and title alone. */
typedef struct PaperChoice {
    const char *name, *title;
    bool needed;
} PaperChoice;
bool papers_list(Facts *facts, const CaseFile *file, const char *kind, Arena *arena,
                 PaperChoice **out, size_t *n, Err *err);

/* Makes one text whole, whatever its conditions say, to see whether it can be made. */
bool paper_try(Facts *facts, const CaseFile *file, const PaperOptions *options, const Ini *ini,
               Arena *arena, Err *err);

#endif
