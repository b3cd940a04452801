/* The same papers as one PDF, by a program of its own (src/print). The same papers give the
 * same bytes on the same machine: its libraries and faces differ elsewhere. */
#ifndef ANJUAN_EXCHANGE_PAPER_PDF_H
#define ANJUAN_EXCHANGE_PAPER_PDF_H

#include "exchange/papers.h"

/* Replaces what is at path. ERR_NOT_FOUND: this machine has not what it takes, which err says,
 * with what to install; nothing was written. missing: then the signs that no face has, one
 * after the other, each once; empty where it is for another reason. */
bool paper_pdf(const PaperBook *book, const char *path, Buf *missing, Err *err);

#endif
