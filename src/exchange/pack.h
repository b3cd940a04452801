/* A zip archive whose members are stored as they are: the same members give the same bytes,
 * with every version of every library, and who reads it needs no inflater. No name but ASCII,
 * no day, nothing that could be otherwise; a reader can demand that.
 *
 *   Pack pack;
 *   pack_begin(&pack, fd, path);
 *   if (!pack_add(&pack, "manifest.json", bytes, n, err)) ...
 *   done = pack_end(&pack, err); */
#ifndef ANJUAN_EXCHANGE_PACK_H
#define ANJUAN_EXCHANGE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

typedef struct Pack {
    int fd;           /* the caller's, written from its beginning */
    const char *path; /* for messages */
    uint64_t at;
    size_t n;
    Buf index; /* the directory at the end */
} Pack;

void pack_begin(Pack *pack, int fd, const char *path);
bool pack_add(Pack *pack, const char *name, const void *bytes, size_t n, Err *err);
/* Frees, also after something failed, which is then told by done. */
bool pack_end(Pack *pack, bool done, Err *err);

#endif
