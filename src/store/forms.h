/* The copies of a store that comes to another form: sealed, under another key, or in clear.
 * They are made in that form while those of before stay; then the store takes its place, in one
 * move; then those of the other form go. Which two forms there are is written into the store
 * ahead of the first copy, and so into the one that comes: whichever of the two a killed
 * program leaves, the next start knows which copies are not its own, and takes them away.
 *
 * What becomes a store or a file of its own elsewhere is made aside, under hidden names that
 * are written down likewise. */
#ifndef ANJUAN_STORE_FORMS_H
#define ANJUAN_STORE_FORMS_H

#include <stdint.h>

#include "base/err.h"
#include "base/path.h"
#include "base/progress.h"
#include "store/home.h"
#include "store/store.h"

typedef struct FormCount {
    int64_t copies;  /* in the form to come */
    int64_t missing; /* that documents name, and were not there before */
} FormCount;

/* Every copy that documents name, and of the history's each that is whole. One of a document
 * that is damaged, or may not be read, is an error: it would be lost with its form. */
bool forms_carry(Store *store, const CopyHome *to, const PathGroup *group,
                 const Progress *progress, FormCount *count, Err *err);

/* In place. Written down before the store is taken alone (store_take_alone); that it still
 * stands then is asked: another program may have begun in between, and have settled it. Last,
 * the copies of the form that the store does not have go, and what was written down. */
bool forms_note(Store *store, const CopyHome *from, const CopyHome *to, Err *err);
bool forms_stands(Store *store, Err *err);

/* Aside. temp and folder are names of path_temp_beside and path_temp_folder for out and its
 * folder of copies. */
bool forms_note_aside(Store *store, const char *out, const char *temp, const char *folder,
                      Err *err);

/* Both ways: what was written down is brought to its end. For each start, and after the move;
 * does nothing where nothing was. */
bool forms_settle(Store *store, Err *err);

/* Plain stores beside the store that are copies of it from before, one in a line, without one
 * of that name: they were not sealed with it. */
void forms_left(const char *path, const char *but, Buf *out);

#endif
