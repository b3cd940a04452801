/* Values of which a history has the digest alone: those that were erased, and those that a
 * dossier does not tell since they are of something else. A value of the case's own that no
 * erasure took stands there itself, or the record beside it could say anything. */
#ifndef ANJUAN_VERIFY_SHUT_H
#define ANJUAN_VERIFY_SHUT_H

#include "verify/model.h"
#include "verify/report.h"

/* Rows of the table are told in each dossier. */
bool shut_never(const char *table);

/* The row tells nothing but digests. */
bool shut_whole(const Row *row);

/* A row of a store, or one that a dossier has to tell. */
void shut_check(const Group *group, const Row *row, Report *report);

/* The comment of an event of a dossier; own: of the case that it is of. */
void shut_comment(const Group *group, bool own, Report *report);

#endif
