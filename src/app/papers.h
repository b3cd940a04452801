/* Texts made from a case: the papers to print and sign, and a draft of the statement. */
#ifndef ANJUAN_APP_PAPERS_H
#define ANJUAN_APP_PAPERS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"

/* For whoever may see all of the case, and a look in the journal where something of it is
 * masked for them (app/reveal.h). Writes the papers that the case needs, of one that was erased
 * the certificate, into the folder: each as NO-NAME.txt, all as the workbook NO-papers.xlsx. A
 * folder that is not there is there at once with all of them. In one that is there they are
 * made first and then moved; a file with the same bytes counts as written, so that a run that
 * was cut off is simply done again; other files of these names are replaced only when that is
 * asked for: otherwise nothing was written and err (ERR_REFUSED) names the first. files: the
 * paths, in the arena. */
bool app_papers(Session *session, const CaseFile *file, const char *folder, bool replace,
                Arena *arena, const char ***files, size_t *n, Err *err);

/* Puts a draft of title and story into the case as one edit: the title only where there is
 * none, the story after what is there, which is the caller's to ask about. */
bool app_statement_draft(Session *session, CaseFile *file, Err *err);

#endif
