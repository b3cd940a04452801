/* Texts made from a case: the papers to print and sign, and a draft of the statement. */
#ifndef ANJUAN_APP_PAPERS_H
#define ANJUAN_APP_PAPERS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/buf.h"
#include "rules/judge/paper.h"

/* Those that there are for the case, to choose from; in the arena. */
bool app_papers_list(Session *session, const CaseFile *file, Arena *arena, PaperChoice **out,
                     size_t *n, Err *err);

typedef struct PaperOrder {
    const char *folder;
    const char *only; /* names with commas between, needed or not; NULL: those the case needs */
    bool replace;     /* other files of these names */
} PaperOrder;

typedef struct PapersMade {
    const char **files; /* their paths */
    size_t n;
    const char *no_pdf; /* why there is none, or which papers it lacks; NULL: it is whole */
    bool lacking;       /* for a sign that no font has, which no_pdf names with its field */
    bool in_the_way;    /* nothing was written, since a file of such a name is there */
    size_t older;       /* papers of the case that lie there from before, and were left */
} PapersMade;

/* For whoever may see all of the case, and a look in the journal where something of it is
 * masked for them (app/reveal.h). Writes the papers into the folder, of a case that was erased
 * the certificate: each as NO-NAME.txt, all as the workbook NO-papers.xlsx and as
 * NO-papers.pdf to print (NO-NAME where only one was asked for), the last only where the
 * machine can make one. A folder that is not there is there at once with all of them. In one
 * that is there they are made first and then moved; a file with the same bytes counts as
 * written, so that a run that was cut off is simply done again; other files of these names are
 * replaced only when that is asked for: otherwise nothing was written, err (ERR_REFUSED) names
 * the first, and out says in_the_way. out is in the arena. */
bool app_papers(Session *session, const CaseFile *file, const PaperOrder *order, Arena *arena,
                PapersMade *out, Err *err);
const char *papers_older_words(size_t n, const char *folder, Arena *arena);

/* A draft of them, to be shown: what is masked for the person (app/reveal.h) is masked in it.
 * Nothing is stored; the story goes behind what is there. */
bool app_statement_text(Session *session, const CaseFile *file, Buf *title, Buf *story,
                        Err *err);

/* Puts a draft of title and story into the case as one edit: the title only where there is
 * none, the story after what is there, which is the caller's to ask about. */
bool app_statement_draft(Session *session, CaseFile *file, Err *err);

#endif
