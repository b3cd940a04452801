/* The archive that a dossier is: stored members and nothing that could be otherwise. */
#ifndef ANJUAN_VERIFY_ARCHIVE_H
#define ANJUAN_VERIFY_ARCHIVE_H

#include "base/arena.h"
#include "base/buf.h"
#include "verify/model.h"
#include "verify/report.h"

typedef struct Member {
    const char *name;
    Bytes bytes;  /* in the file's */
    uint32_t crc; /* as its header has it */
} Member;

typedef struct Archive {
    Member *members;
    size_t n;
} Archive;

/* False when it cannot be taken apart; what deviates stands in the report. */
bool archive_read(const Buf *file, Arena *arena, Archive *out, Report *report);

const Member *archive_find(const Archive *archive, const char *name);

#endif
