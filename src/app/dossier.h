/* The dossier of a case: one file with its history, records, approvals, rules, batches and
 * copies, that can be verified without the store it came from (ARCHITECTURE, "The dossier").
 * It is in clear, and nothing in it is masked. */
#ifndef ANJUAN_APP_DOSSIER_H
#define ANJUAN_APP_DOSSIER_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "store/digest.h"

typedef struct DossierMade {
    size_t members, copies;
    char sha256[DIGEST_HEX + 1];
} DossierMade;

/* Refused to whoever neither supervises, audits nor keeps the case. That it was made is
 * written to the store before the file gets its name. */
bool app_dossier(Session *session, const char *no, const char *path, bool copies, bool replace,
                 DossierMade *out, Err *err);

#endif
