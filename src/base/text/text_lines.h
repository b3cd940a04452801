/* What was changed between two texts, line by line, as people know it from "diff -u". */
#ifndef ANJUAN_BASE_TEXT_TEXT_LINES_H
#define ANJUAN_BASE_TEXT_TEXT_LINES_H

#include "base/buf.h"

/* Appends lines that begin with " " (stayed), "-" (went) or "+" (came), and "@@ -FROM +FROM
 * @@", counted from 1, ahead of each place; context: so many lines that stayed around each. Two
 * long texts that have little in common are one change as a whole. Nothing where they are the
 * same, but for the end of the last line. */
void text_lines_diff(const char *before, const char *after, size_t context, Buf *out);

#endif
