/* Where knowledge comes from. It belongs to a store and to a machine, not to a Linux account:
 * two people over one store are judged by the same rules. Each place is laid over those before
 * it, entry by entry:
 *
 *   installed  the data folder of the program
 *   machine    /etc/anjuan (configure --sysconfdir), for every store of this machine
 *   store      STORE.site beside the store, for whoever opens it
 *   person     ~/.config/anjuan/site, in practice stores only: to try something out
 *
 * The places are folders of the same shape (codes/, rules/, ...); none but the first must be
 * there. */
#ifndef ANJUAN_RULES_FILES_SOURCES_H
#define ANJUAN_RULES_FILES_SOURCES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

typedef enum Place {
    PLACE_INSTALLED,
    PLACE_MACHINE,
    PLACE_STORE,
    PLACE_PERSON,
    PLACE_COUNT,
} Place;

typedef struct Sources {
    char *folders[PLACE_COUNT]; /* all of them, by place */
    size_t n;                   /* how many are read: not the person's over a real store */
} Sources;

void sources_find(const char *data, const char *store, bool practice, Sources *out);
void sources_free(Sources *sources);
const char *const *sources_folders(const Sources *sources);
const char *place_name(Place place); /* "machine"; a word of the program */

/* One file as it was found, and what it says: sections ("d40"), rows of a table ("code.w12").
 * Lives until the function that was called returns. */
typedef struct SourceFile {
    size_t layer; /* of the folders */
    const char *kind, *name, *path;
    const char **adds, **changes; /* what is new, and what stands in a place below too */
    size_t n_adds, n_changes;
} SourceFile;

typedef void SourceVisit(void *ctx, const SourceFile *file);

/* Calls visit for every file of the folders, by kind, name and place. A file that cannot be
 * read as what it is says nothing; check_knowledge names the fault. */
bool sources_each(const char *const *folders, size_t n, SourceVisit *visit, void *ctx,
                  Err *err);

#endif
