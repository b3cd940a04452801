/* Attaching copies of papers to documents of a case, and doing without a document for a reason.
 */
#ifndef ANJUAN_APP_ATTACH_H
#define ANJUAN_APP_ATTACH_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/buf.h"
#include "store/digest.h"

typedef struct AppAttached {
    char code[16]; /* as the code table has it */
    char sha256[DIGEST_HEX + 1];
    size_t bytes;
    const char *type; /* "PDF", in the language of the session; lives with it */
    bool replaced;    /* another copy was there; the history still names it */
} AppAttached;

/* Keeps a copy of the file in the store and names it in the document of that code, which is
 * made as received when the case has none. A document that was missing, waived, or had another
 * copy becomes received: the new copy is still to be verified. Beside a document that was
 * approved the copy gets a row of its own, which came later. */
bool app_attach(Session *session, CaseFile *file, const char *code, const char *path,
                AppAttached *out, Err *err);

/* The same of a further page: it has an entry of its own beside those of that code, received
 * and still to be verified. */
bool app_attach_page(Session *session, CaseFile *file, const char *code, const char *path,
                     AppAttached *out, Err *err);

/* Where the copy of that hash is kept, after its bytes were found to be whole; nothing where it
 * is sealed, and so is no file to look at. */
bool app_copy_place(Session *session, const char *sha256, Buf *out, Err *err);

/* The bytes of that copy, found whole and of a type that may be attached; ending: of the names
 * of such files, "pdf", which lives with the session. */
bool app_copy_read(Session *session, const char *sha256, Buf *out, const char **ending,
                   Err *err);

/* The case does without this document; the reason is kept in its note, the person in the
 * history. Refused where nothing replaces the document (data/checklist, waivable). */
bool app_waive(Session *session, CaseFile *file, const char *code, const char *comment,
               Err *err);
bool app_may_waive(Session *session, const CaseFile *file, const char *code, Err *err);

#endif
