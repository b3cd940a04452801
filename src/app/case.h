/* Opening a case that is in the store: a copy of it as it is now, which the verbs of this floor
 * keep in step with the store; case_free frees it. */
#ifndef ANJUAN_APP_CASE_H
#define ANJUAN_APP_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "domain/casefile.h"

bool app_case_open(Session *session, const char *no, CaseFile **out, Err *err);
bool app_case_open_id(Session *session, int64_t id, CaseFile **out, Err *err);
/* False where it was taken away (app/discard.h): ERR_NOT_FOUND says by whom. */
bool app_case_stands(Session *session, int64_t id, Err *err);
bool app_case_reload(Session *session, CaseFile **file, Err *err);

/* The case of that number; ERR_NOT_FOUND names it. */
bool app_case_find(Session *session, const char *no, int64_t *id, Err *err);

/* All cases by their age, each as it is in the store together with what is read of others
 * meanwhile. The visit ends it with false, and so does a fault. */
typedef bool CaseVisit(void *ctx, const CaseFile *file, Err *err);
bool app_each_case(Session *session, CaseVisit *visit, void *ctx, Err *err);

#endif
