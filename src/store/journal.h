/* The journal: every change to the store goes through here. A group is what one person did at
 * one moment: its changes with before and after values, who, when, why. Groups about a case are
 * chained by BLAKE2b over salted digests of the values, so that a value can be erased later and
 * the chain still holds; so are all groups of the store (chain.h). What happens to one row in a
 * group is told once, folded. Nothing above this floor reads the tables of values: changes are
 * read by journal_read, and which rows they are about from the view journal_row.
 *
 *   Tx *tx = NULL;
 *   if (!tx_begin(store, &head, &tx, err)) return false;
 *   if (!tx_set(tx, "patient", id, "name", sql_value_text(name), &expected, 0, err)) goto fail;
 *   return tx_commit(tx, &group, err);
 *   fail: tx_abort(tx);
 *
 * A store that was put back from a backup takes no group about cases (ERR_REFUSED) before it
 * has a station code of its own: tx_station.
 *
 * The record change and its group are one transaction. A group without changes leaves no trace.
 * Tables written here have id INTEGER PRIMARY KEY AUTOINCREMENT and uid BLOB (16 bytes); their
 * names and columns are [a-z0-9_] constants of the program. */
#ifndef ANJUAN_STORE_JOURNAL_H
#define ANJUAN_STORE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/err.h"
#include "base/progress.h"
#include "base/uid.h"
#include "store/store.h"

typedef enum SqlType { SQL_NULL, SQL_INT, SQL_TEXT, SQL_BLOB } SqlType;

typedef struct SqlValue {
    SqlType type;
    int64_t number;
    const void *bytes; /* borrowed; NUL-terminated for SQL_TEXT */
    size_t len;
} SqlValue;

SqlValue sql_value_null(void);
SqlValue sql_value_int(int64_t number);
SqlValue sql_value_text(const char *text); /* NULL gives SQL_NULL */
SqlValue sql_value_blob(const void *bytes, size_t n);
bool sql_value_equal(const SqlValue *a, const SqlValue *b);

/* What a group is: the word kept in the store and whether undo may take it back. */
typedef enum GroupKind {
    GROUP_SETUP,    /* init, practice, migration */
    GROUP_EDIT,     /* content of a case: undo takes it back */
    GROUP_NEW,      /* a case made by hand */
    GROUP_IMPORT,   /* a case made from a file */
    GROUP_WORKFLOW, /* submit, approve, return, reject, withdraw, reopen */
    GROUP_EXPORT,   /* a batch */
    GROUP_PEOPLE,   /* users and settings */
    GROUP_HOUSE,    /* of no case, and nothing that a signature of a person rests on: lists,
                     * readings, failed sign-ins */
    GROUP_UNDO,
    GROUP_REDO,
    GROUP_ERASE, /* by journal_erase, and what goes before it */
} GroupKind;

const char *group_kind_word(GroupKind kind); /* "edit", ... as stored */

typedef struct GroupHead {
    GroupKind kind;
    int64_t user_id;     /* 0: the program itself */
    int64_t case_id;     /* 0: not about one case */
    const char *verb;    /* a short stable word, e.g. "submit"; NULL: the kind's word */
    const char *message; /* the person's comment, or NULL */
    bool content;        /* makes the user one who touched the case (four eyes) */
} GroupHead;

typedef struct Tx Tx;

bool tx_begin(Store *store, const GroupHead *head, Tx **out, Err *err);

enum { TX_SECRET = 1u << 0 /* journal the digest only, never the value: passphrase hashes */ };

/* Sets one column. With expected given, a stored value that differs from it is a conflict
 * (ERR_CONFLICT, nothing written); the text says both values. Setting what is there already
 * writes nothing. */
bool tx_set(Tx *tx, const char *table, int64_t id, const char *column, SqlValue after,
            const SqlValue *expected, unsigned flags, Err *err);

typedef struct TxColumn {
    const char *column;
    SqlValue value;
    unsigned flags;
} TxColumn;

/* Adds a row with a new uid; id is given by the store. */
bool tx_add(Tx *tx, const char *table, const TxColumn *columns, size_t n, int64_t *id,
            Err *err);

/* Removes a row; all of its values go into the journal, so undo brings it back with its uid. */
bool tx_remove(Tx *tx, const char *table, int64_t id, Err *err);

/* A group that began with case_id 0 turns out to be about this case: a new one has its id only
 * after tx_add gave it. */
void tx_about(Tx *tx, int64_t case_id);

/* Sets one of the store's named settings (store_setting). */
bool tx_setting(Tx *tx, const char *name, const char *value, Err *err);

/* Sets the station code, and the store asks for none any more. */
bool tx_station(Tx *tx, const char *code, Err *err);

/* Whether the group makes its person one who touched the case, where GroupHead could not say
 * it. */
void tx_content(Tx *tx, bool content);
/* What was done, where that shows only while it is. */
void tx_verb(Tx *tx, const char *verb);
/* The group is written even where it changes nothing: it has something to say. */
void tx_stands(Tx *tx);

int64_t tx_group(const Tx *tx);  /* the id this group will have */
const Uid *tx_uid(const Tx *tx); /* and its uid; the tx's own */
int64_t tx_user(const Tx *tx);   /* whose group it is */
Store *tx_store(const Tx *tx);
/* Group may be NULL, is 0 for an empty one; frees. */
bool tx_commit(Tx *tx, int64_t *group, Err *err);
void tx_abort(Tx *tx); /* rolls back the whole transaction; NULL is allowed */

/* How texts of conflicts call and show what stands in the store, for the floors above to say: a
 * column, or a record where it is NULL. False, with nothing in out: it stands there as stored.
 */
typedef struct JournalWords {
    bool (*name)(const void *ctx, const char *table, const char *column, Buf *out);
    bool (*value)(const void *ctx, const char *table, const char *column, const char *value,
                  Buf *out);
    const void *ctx;
} JournalWords;
void journal_speak(Store *store, const JournalWords *words); /* borrowed */

/* Takes back the user's last GROUP_EDIT (or redo) of the case that is not yet taken back, by a
 * new group with the opposite changes; redo takes back the last undo when nothing came after
 * it. Refused (ERR_CONFLICT) when a value has been changed since by someone else. The group
 * undone is given in *undone. ERR_NOT_FOUND when there is nothing to take back. Groups are
 * undone as whole. content as in GroupHead. What follows of it goes into the same group: which
 * rows of the table come and go is for follow to say, which is told the group taken back.
 * follow may be NULL. */
typedef struct JournalFollow {
    bool (*follow)(Tx *tx, int64_t user_id, int64_t case_id, int64_t taken, Err *err);
    const char *table;
} JournalFollow;
bool journal_undo(Store *store, int64_t user_id, int64_t case_id, bool content,
                  const JournalFollow *follow, int64_t *undone, Err *err);
bool journal_redo(Store *store, int64_t user_id, int64_t case_id, bool content,
                  const JournalFollow *follow, int64_t *redone, Err *err);
/* The group that would be taken back; 0: none. */
bool journal_undoes(Store *store, int64_t user_id, int64_t case_id, bool redo, int64_t *group,
                    Err *err);
bool journal_can_undo(Store *store, int64_t user_id, int64_t case_id);
bool journal_can_redo(Store *store, int64_t user_id, int64_t case_id);

/* Brings rows of the case that tx is about back to what they were when that group was written,
 * as changes of tx: takes says of a table (column NULL) or of one of its columns whether it is
 * brought back. A row that has 1 in the column apart stays as it is, and so does one that had
 * when it was removed; only what a change of content (GroupHead) set in it comes back, where
 * along says so. ERR_REFUSED when a value was erased meanwhile. */
typedef struct JournalBack {
    bool (*takes)(const char *table, const char *column);
    const char *apart;
    bool (*along)(const void *ctx, const char *table, const char *column,
                  const SqlValue *before, const SqlValue *after);
    const void *ctx;
} JournalBack;
bool journal_bring_back(Tx *tx, int64_t group, const JournalBack *how, Err *err);

/* One change as it is read, for the history, "what changed since" and the audit. Values are
 * text as shown in the database (integers in decimal), NULL when empty, erased or secret. */
typedef struct JournalRow {
    int64_t group, case_id, user_id;
    const char *at, *kind, *verb, *message, *user_name;
    int64_t change;                       /* 0 for a group without changes of its own to show */
    const char *op;                       /* "set", "add", "remove" */
    const char *table, *column, *row_uid; /* uid in hex */
    int64_t row_id;
    const char *before, *after;
    bool erased;
} JournalRow;

typedef bool (*JournalSink)(void *ctx, const JournalRow *row); /* false stops */

enum { JOURNAL_NO_CASE = -1 };
/* Changes of one case (0: all; JOURNAL_NO_CASE: those about no case) in groups after the given
 * one, in order of time. */
bool journal_read(Store *store, int64_t case_id, int64_t after_group, JournalSink sink,
                  void *ctx, Err *err);

/* The same of the rows of one table in groups about people and settings, the newest first. */
bool journal_read_people(Store *store, const char *table, JournalSink sink, void *ctx,
                         Err *err);

/* The rows of a case as they stood before one of its groups, by what the journal tells. Texts
 * are as in JournalRow; all is borrowed until the sink returns. */
typedef struct ThenRow ThenRow;
const char *then_table(const ThenRow *row);
int64_t then_id(const ThenRow *row);
const char *then_value(const ThenRow *row, const char *column); /* NULL: empty */
typedef struct Then {
    int64_t group;
    bool erased; /* values are missing that were erased since */
    const ThenRow *const *rows;
    size_t n;
} Then;
typedef bool (*ThenSink)(void *ctx, const Then *then, Err *err); /* false ends it */

/* Tells how the case stood before each of those of its groups, or after it; they are in order.
 */
typedef struct ThenAt {
    const int64_t *groups;
    size_t n;
    bool after;
} ThenAt;
bool journal_then(Store *store, int64_t case_id, const ThenAt *at, ThenSink sink, void *ctx,
                  Err *err);

typedef enum JournalFault {
    JOURNAL_CHAIN,     /* a group is not what was hashed, or not where it was */
    JOURNAL_SIGNATURE, /* a signature is of something else */
    JOURNAL_UNSIGNED,  /* it is not signed, where there are keys already */
    JOURNAL_KEY,       /* it is signed by a key that is not theirs, or that there is none of */
    JOURNAL_KEY_ENDED, /* or by one that had ended */
    JOURNAL_KEY_GIVEN, /* it makes or ends a key, and is signed by nobody who may */
} JournalFault;

typedef struct JournalCheck {
    int64_t groups, changes, signatures;
    bool ok;
    int64_t first_bad;  /* the group that is first at fault, 0 when ok */
    JournalFault fault; /* of that one */
} JournalCheck;

/* Walks the chain from its first group and compares the head kept in the settings: a changed,
 * removed, added, reordered or cut-off group is found. Values are checked against their
 * digests, and signatures against the keys that the journal tells of. */
bool journal_verify(Store *store, const Progress *progress, JournalCheck *out, Err *err);

/* Some groups alone, those after that number: their values, hashes and places in the chains,
 * which are taken up where the stored hashes of before leave them; no signatures. Where they
 * are the last ones, the head that is kept too. */
bool journal_verify_part(Store *store, int64_t after, int64_t groups, JournalCheck *out,
                         Err *err);

/* What was changed behind the journal's back. */
typedef enum RecordFaultKind {
    RECORD_VALUE,  /* a column is not what the journal tells */
    RECORD_GONE,   /* a row that it tells of is not there */
    RECORD_STRAY,  /* a row is there that it does not tell of */
    RECORD_ID,     /* a row has another id */
    RECORD_SIGNER, /* the station signed it, and signs no such thing */
    RECORD_KIND,   /* a group tells of it that is of a kind, or a verb, that tells of no such */
} RecordFaultKind;

typedef struct RecordFault {
    RecordFaultKind kind;
    const char *table, *column;
    int64_t row_id, case_id;   /* case_id 0: of none, or it is not known */
    int64_t group;             /* that tells of it last; 0: none */
    int64_t later;             /* stored is what that group went on from; 0: it stands there */
    bool secret;               /* neither value is told */
    const char *told, *stored; /* as in JournalRow; NULL: empty */
    bool owned;                /* the history says whose row it is, of one that went and of a */
    int64_t owner;             /* column that says it: a user, 0: nobody who is there */
} RecordFault;

typedef bool (*RecordFaultSink)(void *ctx, const RecordFault *fault); /* false ends it */

/* Replays the journal and holds every row of every table that it tells of against it: rows too
 * many and missing, columns with another value or that had one when they were changed, and what
 * triggers derive from it. records: the
 * rows that were compared. The journal itself is for journal_verify, first. */
bool journal_compare(Store *store, const Progress *progress, RecordFaultSink sink, void *ctx,
                     int64_t *records, Err *err);

/* The same for one case, before something is done by what its records say: as dear as reading
 * its groups. */
bool journal_compare_case(Store *store, int64_t case_id, RecordFaultSink sink, void *ctx,
                          Err *err);

/* The same for users, their keys and their roles, and for the settings. */
bool journal_compare_people(Store *store, RecordFaultSink sink, void *ctx, Err *err);

/* The same for a batch with its cases, copies and replies. */
bool journal_compare_batch(Store *store, int64_t batch, RecordFaultSink sink, void *ctx,
                           Err *err);

/* The tables of which it tells nothing on purpose, with the reason. */
typedef struct JournalBeside {
    const char *table, *why;
} JournalBeside;
const JournalBeside *journal_beside_all(size_t *n);

/* Hears every text that a column ever had, once or more often; false ends it. */
typedef bool (*JournalTexts)(void *ctx, const char *text, size_t n);
bool journal_texts(Store *store, const char *table, const char *column, JournalTexts hear,
                   void *ctx, Err *err);

/* Wipes the values of a case, before and after, in all its changes; digests stay, so the chain
 * still verifies; so does what batches took of it. Its number, its course and who decided when
 * stay. Itself a journalled group. The second wipes those of one column of one row. The records
 * themselves are for the caller, and so is journal_erase_settle once the transaction around it
 * is committed. */
bool journal_erase(Store *store, int64_t user_id, int64_t case_id, const char *message,
                   Err *err);
typedef struct JournalPlace {
    const char *table, *column;
    Uid row;
} JournalPlace;
bool journal_erase_value(Store *store, int64_t user_id, int64_t case_id,
                         const JournalPlace *what, const char *message, Err *err);
/* Old pages also stand in the side file until it is written back, which this does. False where
 * the disk is full or another program reads: "erase.anew" stays in meta until it is done. */
bool journal_erase_settle(Store *store);

#endif
