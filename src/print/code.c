/* Dark squares that touch in a row are one rectangle: with a seam between them a camera sees
 * stripes, and the file is many times as long. */
#include "config.h"

#include "print/code.h"

#include <qrencode.h>

bool code_draw(cairo_t *cr, const char *text, double x, double y, double side, Err *err)
{
    static const int quiet = 4; /* squares around it, as the standard asks */
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return err_set(err, ERR_INPUT, "the code's text is too long");
    double square = side / (code->width + 2 * quiet);
    cairo_new_path(cr);
    for (int row = 0; row < code->width; row++) {
        const unsigned char *bits = code->data + row * code->width;
        for (int from = 0, to; from < code->width; from = to + 1) {
            for (to = from; to < code->width && bits[to] & 1; to++)
                ;
            if (to > from)
                cairo_rectangle(cr, x + (quiet + from) * square, y + (quiet + row) * square,
                                (to - from) * square, square);
        }
    }
    cairo_fill(cr);
    QRcode_free(code);
    return true;
}
