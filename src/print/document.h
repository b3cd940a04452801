/* What is to be printed, as it comes on standard input: JSON that exchange/paper_pdf.h writes.
 * Whatever is wrong with it is a fault of the program that wrote it, and told in one sentence.
 */
#ifndef ANJUAN_PRINT_DOCUMENT_H
#define ANJUAN_PRINT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"

typedef enum Style {
    STYLE_TEXT,
    STYLE_TITLE,
    STYLE_HEAD,
    STYLE_ITEM,
    STYLE_ROW,
    STYLE_SIGN,
    STYLE_TO,
    STYLE_BOX,
    STYLE_CODE,
    STYLE_COUNT
} Style;

/* Bytes of a text that stay on one line. */
typedef struct Span {
    unsigned from, to;
} Span;

typedef struct Part {
    Style style;
    const char *text;
    Span *whole;
    size_t n_whole;
} Part;

typedef struct Paper {
    const char *title;
    const char *foot, *page; /* of each page, left and right; {page} and {pages} are numbers */
    Part *parts;
    size_t n;
} Paper;

typedef struct Document {
    const char *number, *letterhead, *stamp; /* any may be empty */
    const char *day;                         /* when it was made: YYYY-MM-DD */
    Paper *papers;
    size_t n;
} Document;

/* In the arena. */
bool document_read(FILE *in, Arena *arena, Document *out, Err *err);

#endif
