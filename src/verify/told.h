/* The parts of a dossier that are there to be read: whether each belongs to it, and whether
 * batches.json says of the batches what the records say, and no number of somebody that was
 * neither approved nor sent. What cannot be known is said not to
 * be looked at. */
#ifndef ANJUAN_VERIFY_TOLD_H
#define ANJUAN_VERIFY_TOLD_H

#include <jansson.h>

#include "verify/archive.h"
#include "verify/report.h"

/* records: of records.json, by table; they are held against the history elsewhere. */
void told_check(const Archive *archive, const json_t *records, Report *report);

#endif
