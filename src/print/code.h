/* A code for cameras (QR) on the page. */
#ifndef ANJUAN_PRINT_CODE_H
#define ANJUAN_PRINT_CODE_H

#include <cairo.h>

#include "base/qr.h"

/* side: of the square, its quiet edge in it; points. */
void code_draw(cairo_t *cr, const Qr *code, double x, double y, double side);

#endif
