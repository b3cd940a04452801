/* What lies over the knowledge that is installed, as a list: each file by place, folder and
 * name with the digest of its text, and of what the whole is and what is installed the version.
 * A store keeps such a list of what somebody accepted, and two of them tell what has changed.
 * Names in it are those of texts.h, which have no line's end and no slash. */
#ifndef ANJUAN_RULES_FILES_LAID_H
#define ANJUAN_RULES_FILES_LAID_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "rules/files/texts.h"

typedef struct Laid Laid;

Laid *laid_of(const Texts *texts); /* without versions, which cost a walk over all texts */
Laid *laid_whole(const Texts *texts);
bool laid_read(const char *text, Laid **out, Err *err);
void laid_write(const Laid *laid, Buf *out); /* one form: the same list is the same text */
void laid_free(Laid *laid);

const char *laid_version(const Laid *laid); /* of all texts; these two NULL where it has none */
const char *laid_edition(const Laid *laid); /* of the installed ones */
/* The digest of a file's text, in hexadecimal; NULL: it is not there. */
const char *laid_digest(const Laid *laid, const char *file);

typedef enum LaidState { LAID_NEW, LAID_CHANGED, LAID_GONE } LaidState;

/* The word that scripts read. */
const char *laid_state_word(LaidState state);

/* Tells of each file that differs: "store/rules/own.ini". before NULL: there was none. */
typedef void LaidVisit(void *ctx, LaidState state, const char *file);
void laid_compare(const Laid *before, const Laid *now, LaidVisit *visit, void *ctx);

/* The text of a file; NULL where it is not there, or is another than the list says. */
const KnowledgeText *laid_text(const Laid *laid, const Texts *texts, const char *file);

#endif
