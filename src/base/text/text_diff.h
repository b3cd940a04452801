/* What was changed inside a text: the pieces that stayed, went and came. Words of letters and
 * digits are changed as a whole, Chinese by the character. */
#ifndef ANJUAN_BASE_TEXT_DIFF_H
#define ANJUAN_BASE_TEXT_DIFF_H

#include <stddef.h>

typedef enum DiffKind { DIFF_SAME, DIFF_OUT, DIFF_IN } DiffKind;

/* Bytes of the text before for DIFF_OUT, of the one after for the others. */
typedef struct DiffPart {
    DiffKind kind;
    size_t from, to;
} DiffPart;

/* In the order of reading; what goes stands before what comes in its place. *parts is for the
 * caller to free. Two long texts that have little in common are one change as a whole. */
size_t text_diff(const char *before, const char *after, DiffPart **parts);

#endif
