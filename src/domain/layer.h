/* The two layers of a case: the application, which is what an approval freezes, and the
 * follow-up, which is what happens afterwards and never touches it. Which of them a place is of
 * follows from the catalogue (RF_FOLLOW_UP, RF_BOTH, RF_ANEW, FF_FOLLOW_UP, FF_BOTH), from
 * whether an approval is in force, and from whether the row came later. Who may write there is
 * the desk's to say; the triggers of the schema hold the same against other programs. */
#ifndef ANJUAN_DOMAIN_LAYER_H
#define ANJUAN_DOMAIN_LAYER_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/casefile.h"

typedef enum Layer { LAYER_APPLICATION, LAYER_FOLLOW_UP } Layer;

/* What a write there changes, in the case as it stands in file. */
Layer layer_of_field(const CaseFile *file, FieldId field, size_t row);
Layer layer_of_row(const CaseFile *file, RecordId record, size_t row); /* moving, removing it */

/* The rows that were approved too may be changed, by a supervisor alone: tranches are cut anew.
 */
bool layer_anew(const CaseFile *file, RecordId record);

/* What is approved stands there, and no amendment of it is being written: nothing is changed
 * there before the case is amended. False in a case without an approval, whatever its status.
 */
bool layer_frozen(const CaseFile *file, FieldId field, size_t row);
bool layer_frozen_row(const CaseFile *file, RecordId record, size_t row);

/* A row as a step tells of it, held against how the case stood before. */
typedef enum LayerOp { LAYER_ADDS, LAYER_SETS, LAYER_REMOVES } LayerOp;
typedef struct LayerRow {
    const RecordDef *record;
    LayerOp op;
    char *const *columns; /* those that are set, n of them */
    size_t n;
    bool in_force; /* an approval */
    bool later;    /* the row came later than what was approved, or says so where it is added */
} LayerRow;

/* What the rows of a step write, taken together. */
typedef struct LayerTouch {
    bool application, follow_up;
    bool recut;              /* tranches that were approved are cut anew */
    bool moved, moved_later; /* rows that only have another place */
    bool taken_in;           /* what came later is of the application from now on */
    bool early;              /* a row is later than an approval that there is not */
    const char *at;      /* the column of the application that was told first; NULL: a row */
    const char *follows; /* and of the follow-up */
} LayerTouch;
void layer_touch(const LayerRow *row, LayerTouch *out);
/* Of the step: moves that make room for what came later are of neither layer. */
bool layer_touches(const LayerTouch *touch, Layer layer);

/* The record of a table; NULL: none of a case. */
const RecordDef *layer_record(const char *table);

/* What an amendment that is given up gives back: columns that hold the application alone, and
 * the order of rows; column NULL: the row. */
bool layer_gives_back(const char *table, const char *column);

/* Gives the application of the case, which tx is about, back as it was when that group of the
 * journal was written, rows and their order too, and what it did to rows that came later; what
 * is of the follow-up stays. */
bool layer_give_back(Tx *tx, int64_t case_id, int64_t group, Err *err);

#endif
