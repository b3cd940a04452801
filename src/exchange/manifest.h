/* The manifest of a batch: a small JSON file beside the workbook that says what is in it, for
 * whoever takes the file over without opening it. No person of a case is named in it. The same
 * batch has the same bytes, always. */
#ifndef ANJUAN_EXCHANGE_MANIFEST_H
#define ANJUAN_EXCHANGE_MANIFEST_H

#include <stddef.h>

#include "base/buf.h"
#include "exchange/workbook.h"

#define MANIFEST_END ".manifest.json" /* behind the whole name of the workbook */

typedef struct ManifestApprover {
    const char *name; /* display name */
    size_t cases;     /* that they approved */
} ManifestApprover;

typedef struct ManifestFacts {
    const WorkbookFacts *workbook;
    const char *file;        /* the name it had when first written */
    const char *platform;    /* a code, or "" */
    const char *predecessor; /* or NULL */
    const char *template_, *template_title, *template_version, *purpose;
    const ManifestApprover *approvers;
    size_t n_approvers;
    const char *head_day, *head; /* of the store it came from, as characters; NULL: none */
} ManifestFacts;

/* result tells the sheets, so it was made with an arena. */
void manifest_write(const ManifestFacts *facts, const WorkbookResult *result, Buf *out);

#endif
