/* A paragraph as it is set: its face, its place on the page, and where its lines may break. */
#ifndef ANJUAN_PRINT_BLOCK_H
#define ANJUAN_PRINT_BLOCK_H

#include "print/document.h"
#include "print/face.h"

/* Lengths are points. */
#define CM (72.0 / 2.54)

enum { BOXES_MAX = 4 }; /* side by side */

typedef struct Block {
    Style style;
    PangoLayout *layout;          /* NULL: boxes or a code */
    const char *texts[BOXES_MAX]; /* captions of boxes side by side, or the code's text */
    size_t n;
    double above; /* room before its first line */
} Block;

/* The paragraphs of the paper, boxes that follow each other as one; *n of them, to be given
 * back by blocks_free. width: of the text. */
Block *blocks_make(Face *face, const Paper *paper, double width, size_t *n);
void blocks_free(Block *blocks, size_t n);

#endif
