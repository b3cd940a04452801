/* Codes for cameras (QR): the squares of one, for paper and for the screen alike. */
#ifndef ANJUAN_BASE_QR_H
#define ANJUAN_BASE_QR_H

#include <stdbool.h>

#include "base/err.h"

enum { QR_BYTES_MOST = 2953, QR_QUIET = 4 /* squares around it, as the standard asks */ };

/* How much of it may be dirty or torn: 7 or 15 percent. */
typedef enum QrRepair { QR_SCREEN, QR_PAPER } QrRepair;

typedef struct Qr {
    int side; /* squares, without what is quiet around it */
    unsigned char *dark;
} Qr;

/* ERR_INPUT: no code holds so much. The caller frees it. */
bool qr_make(const char *text, QrRepair repair, Qr *out, Err *err);
void qr_free(Qr *qr);

/* Outside of it all is light. */
bool qr_dark(const Qr *qr, int row, int col);

#endif
