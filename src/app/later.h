/* Pieces of statements over the history: what somebody wrote in a row that came later than what
 * was approved, and which approval took that in. As the view later_writer has it, of now. */
#ifndef ANJUAN_APP_LATER_H
#define ANJUAN_APP_LATER_H

#include "base/buf.h"

/* What of a row that may come later is written by somebody, beside what goes on in it anyway.
 * ?1: the tables of such rows, by later_tables. */
#define LATER_WRITTEN                                                                          \
    "instr(?1, ',' || r.tbl || ',') > 0 AND (r.op <> 'set'"                                    \
    " OR EXISTS (SELECT 1 FROM json_each('[\"' || replace(r.cols, ',', '\",\"') || '\"]') AS " \
    "c"                                                                                        \
    " WHERE c.value NOT IN ('place', 'later') AND NOT (r.tbl = 'tranche' AND c.value IN"       \
    " ('evidence', 'state', 'requested_on', 'approved_on', 'approved_fen', 'approval_no',"     \
    " 'paid_on', 'paid_fen', 'payment_no'))))"
/* What the group t wrote in a row n that the group h took in by an approval. */
#define LATER_TAKEN_IN                                                                         \
    "r.group_id = t.id AND " LATER_WRITTEN " AND n.group_id = h.id AND n.tbl = r.tbl"          \
    " AND n.row_id = r.row_id AND n.op = 'set' AND ',' || n.cols || ',' LIKE '%,later,%'"      \
    " AND h.case_id = t.case_id AND h.kind = 'workflow' AND h.id > t.id"

/* Those of the catalogue, a comma before and after each. */
void later_tables(Buf *out);

#endif
