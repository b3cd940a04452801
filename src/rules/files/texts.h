/* The knowledge files as they stand in their folders, not yet looked into: one text a file and
 * layer. Read from the folders, or from what was packed into one JSON text. In a fixed order,
 * so that the digest over them is the version of the knowledge. */
#ifndef ANJUAN_RULES_FILES_TEXTS_H
#define ANJUAN_RULES_FILES_TEXTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

typedef struct Texts Texts;

typedef struct KnowledgeText {
    const char *kind;  /* the folder: codes, facts, checklist, rules, ... */
    const char *name;  /* person.ini: text, without control characters */
    const char *label; /* its path, for messages */
    size_t layer;      /* 0: installed, then the places laid over it */
    const char *text;
    size_t len;
    size_t order; /* of its kind: codes first, the others refer to them */
} KnowledgeText;

enum { TEXTS_VERSION = 17 }; /* 16 hex digits and the end */

bool texts_read(const char *const *folders, size_t n, Texts **out, Err *err);
bool texts_unpack(const char *packed, size_t len, Texts **out, Err *err);
void texts_pack(const Texts *texts, Buf *out);
void texts_free(Texts *texts);

size_t texts_count(const Texts *texts);
const KnowledgeText *texts_at(const Texts *texts, size_t i);
void texts_version(const Texts *texts, char out[TEXTS_VERSION]);
void texts_edition(const Texts *texts, char out[TEXTS_VERSION]); /* of the installed ones */
/* The version of data/ when the program was built, whose tests find no fault in it; empty where
 * that was not to be had (src/rules/files/shipped.c, which the build makes). */
extern const char texts_shipped[TEXTS_VERSION];

/* Two layers of one file, its rows as TSV among them. They stand together; texts_end is the
 * place after the last of those that begin at first. */
bool texts_same_file(const KnowledgeText *a, const KnowledgeText *b);
size_t texts_end(const Texts *texts, size_t first);

bool text_is_codes(const KnowledgeText *text);
bool text_is_tsv(const KnowledgeText *text);
size_t text_stem(const KnowledgeText *text); /* bytes of the name before .ini or .tsv */

#endif
