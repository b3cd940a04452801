/* What the groups come to: each row as the journal has it at the end, held against the records.
 */
#ifndef ANJUAN_VERIFY_REPLAY_H
#define ANJUAN_VERIFY_REPLAY_H

#include "verify/model.h"
#include "verify/report.h"

typedef struct Replay Replay;

Replay *replay_new(void);
void replay_free(Replay *replay);

/* A row of a group whose values are right. */
void replay_row(Replay *replay, const Row *row, int64_t event, Report *report);

/* The events so far are of a journal of before. */
void replay_past(Replay *replay, int64_t event);

/* A record as it stands: each of its columns, then its end. A column of the record that is
 * empty need not be told. default_: what the column has where the journal says nothing of it,
 * as a literal of SQL; NULL: nothing. id: the local one; 0: of a dossier, which has none. */
void replay_record(Replay *replay, const char *table, const unsigned char *uid, int64_t id,
                   Report *report);
void replay_column(Replay *replay, const char *column, const Value *value, const char *default_,
                   Report *report);
void replay_record_end(Replay *replay, Report *report);

/* What the journal says of that column: a foreign key is told as VALUE_ROW. */
ValueType replay_type(const Replay *replay, const char *column);

/* Tables that the journal has rows of, one after the other; NULL at the end. */
const char *replay_table(const Replay *replay, size_t at);

/* Rows that the journal has and that were not among the records. */
void replay_end(Replay *replay, Report *report);

#endif
