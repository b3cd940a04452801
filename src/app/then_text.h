/* A case as its history tells it of a moment, in the words of what is approved, and whether an
 * amendment that was given up left it as it was. For moment.c, which tells, and travel.c, which
 * refuses. */
#ifndef ANJUAN_APP_THEN_TEXT_H
#define ANJUAN_APP_THEN_TEXT_H

#include "base/buf.h"
#include "domain/casefile.h"
#include "store/journal.h"

/* application: what an amendment gives back alone, without what came later. */
void then_text(const Then *then, bool application, Buf *out);
/* The same to be asked, for case_free. */
CaseFile *then_case(const Then *then, bool application);

/* The first lines that differ in more than what sets them out, for the caller to free. */
void then_difference(const char *told, const char *stored, char **a, char **b);

typedef struct GivenUp {
    int64_t case_id, began, group; /* began: the group that amended */
} GivenUp;

/* *was and *is: where the application is not what it was when it was amended, for the caller to
 * free; NULL where it is, and where the case was erased since. */
bool then_given_up(Store *store, const GivenUp *up, char **was, char **is, Err *err);

#endif
