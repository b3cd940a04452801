/* Bytes as they are: a phone shows them as UTF-8. */
#include "config.h"

#include "base/qr.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

bool qr_make(const char *text, QrRepair repair, Qr *out, Err *err)
{
    QRcode *code =
        QRcode_encodeString8bit(text, 0, repair == QR_PAPER ? QR_ECLEVEL_M : QR_ECLEVEL_L);
    *out = (Qr){.side = 0};
    if (!code)
        return err_set(err, ERR_INPUT,
                       _("That is too long for a code: %zu bytes of at most %d"), strlen(text),
                       QR_BYTES_MOST);
    size_t n = (size_t)code->width * (size_t)code->width;
    *out = (Qr){.side = code->width, .dark = xcalloc(n, 1)};
    for (size_t i = 0; i < n; i++)
        out->dark[i] = code->data[i] & 1;
    QRcode_free(code);
    return true;
}

void qr_free(Qr *qr)
{
    free(qr->dark);
    *qr = (Qr){.side = 0};
}

bool qr_dark(const Qr *qr, int row, int col)
{
    return row >= 0 && col >= 0 && row < qr->side && col < qr->side &&
           qr->dark[row * qr->side + col];
}
