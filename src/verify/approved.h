/* What was approved, held against the case as the groups before it tell: the text of an
 * approval is the case, field by field. */
#ifndef ANJUAN_VERIFY_APPROVED_H
#define ANJUAN_VERIFY_APPROVED_H

#include <jansson.h>

#include "verify/model.h"
#include "verify/replay.h"
#include "verify/report.h"

/* The text of the approval with that uid, where whoever reads the store or dossier has one; it
 * lives until the next is asked for. That it is what was signed follows from its record. */
typedef struct ApprovedTexts {
    Bytes (*text)(void *ctx, const unsigned char *uid);
    void *ctx;
} ApprovedTexts;

/* Of a group that is not replayed yet. */
void approved_check(const ApprovedTexts *texts, const Replay *replay, const Group *group,
                    Report *report);

/* Of a group that was replayed and gave up an amendment: what is applied for is again what is
 * approved. */
void approved_again(const ApprovedTexts *texts, const Replay *replay, const Group *group,
                    Report *report);

/* Of a group that puts cases into a batch, and is not replayed yet: what it has of each is what
 * was approved, as far as that does not go on; and parts that were cut anew since are those of
 * the case then. */
void approved_sent(const ApprovedTexts *texts, const Replay *replay, const Group *group,
                   Report *report);

/* Whether each of these objects, of that table, is another row of the case as it stands; true
 * where values of these rows were erased since. */
bool approved_are_rows(const Replay *replay, const unsigned char *of_case, const char *table,
                       const json_t *objects);

#endif
