/* Dark squares that touch in a row are one rectangle: with a seam between them a camera sees
 * stripes, and the file is many times as long. */
#include "config.h"

#include "print/code.h"

void code_draw(cairo_t *cr, const Qr *code, double x, double y, double side)
{
    double square = side / (code->side + 2 * QR_QUIET);
    cairo_new_path(cr);
    for (int row = 0; row < code->side; row++) {
        for (int from = 0, to; from < code->side; from = to + 1) {
            for (to = from; qr_dark(code, row, to); to++)
                ;
            if (to > from)
                cairo_rectangle(cr, x + (QR_QUIET + from) * square,
                                y + (QR_QUIET + row) * square, (to - from) * square, square);
        }
    }
    cairo_fill(cr);
}
