/* A code for cameras (QR) on the page. */
#ifndef ANJUAN_PRINT_CODE_H
#define ANJUAN_PRINT_CODE_H

#include <cairo.h>
#include <stdbool.h>

#include "base/err.h"

/* side: of the square, its quiet edge in it; points. */
bool code_draw(cairo_t *cr, const char *text, double x, double y, double side, Err *err);

#endif
