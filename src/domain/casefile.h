/* A case in memory: its records and rows, loaded from the store or read from a portable file,
 * and the ways to change it in the store. Values are canonical text (money and counts as
 * decimal digits), NULL when empty; they live in the case's arena until case_free.
 *
 * A CaseFile is a copy as of its loading. Writing goes through a Tx and passes the value that
 * was read, so that a change by somebody else in between is a conflict, never overwritten. */
#ifndef ANJUAN_DOMAIN_CASEFILE_H
#define ANJUAN_DOMAIN_CASEFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/money.h"
#include "base/pinyin/pinyin.h"
#include "base/uid.h"
#include "domain/catalog.h"
#include "domain/codes.h"
#include "store/journal.h"

struct Pinyin;

typedef struct CaseFile CaseFile;

typedef struct CaseHead {
    int64_t id; /* 0: not in the store */
    const char *no;
    const char *status; /* a word of desk/workflow.h */
    const char
        *amendment;   /* of the second version beside the approved one; NULL: there is none */
    bool in_force;    /* an approval is */
    bool first;       /* of two approvals one is given (desk/eyes.h) */
    bool erased;      /* what told of the person is gone (app/erase.h) */
    const char *life; /* a word of desk/life.h */
    const char *stop; /* a word of desk/stop.h: what stops it; NULL: nothing */
    const char *held; /* for what somebody stopped it by hand, as long as that holds it: such
                         words, each between two spaces; NULL: nothing */
    const char *closed_on; /* the day on which its life ended; NULL: it goes on */
    int64_t created_by, updated_by;
    int64_t keeper; /* who works on it: who entered it, or whom it was handed to */
    const char *created_at, *updated_at; /* instants */
    int64_t version;                     /* grows with every journal group of the case */
} CaseHead;

CaseFile *case_new(void); /* empty, not in the store */
void case_free(CaseFile *file);
bool case_load(Store *store, int64_t id, CaseFile **out, Err *err);
/* Brings file to what the store has now; values given out before stay readable until
 * case_free. */
bool case_load_again(Store *store, CaseFile *file, Err *err);
/* Brings only where the case stands to what the store has now. */
bool case_stands_now(Store *store, CaseFile *file, Err *err);
/* ERR_NOT_FOUND names it. */
bool case_find_no(Store *store, const char *no, int64_t *id, Err *err);

const CaseHead *case_head_of(const CaseFile *file);
size_t case_rows(const CaseFile *file, RecordId record); /* a singleton has 0 or 1 */
/* 0: not in the store. */
int64_t case_row_id(const CaseFile *file, RecordId record, size_t row);
/* The row was added while an approval was in force: it is no part of what was approved. */
bool case_row_later(const CaseFile *file, RecordId record, size_t row);
/* NULL: empty, no such row. */
const char *case_get(const CaseFile *file, FieldId field, size_t row);
Fen case_fen(const CaseFile *file, FieldId field, size_t row); /* 0 when empty */
bool case_is(const CaseFile *file, FieldId field, size_t row, const char *value);
/* The row whose key field holds the code; case_rows() when there is none yet. */
size_t case_item_row(const CaseFile *file, FieldId key, const char *code);

/* In memory only: how portable files and tests make a case. value is canonical; copied. */
void case_put(CaseFile *file, FieldId field, size_t row, const char *value);

/* A copy to try a value in, never to be stored. It shares the texts of file: free it first. */
CaseFile *case_trial(const CaseFile *file);

/* Makes the case in the store, with number and status "draft": the rows of file, in order. */
bool case_insert(Tx *tx, const CaseFile *file, const char *no, int64_t user_id, int64_t *id,
                 Err *err);

/* A group that changed the loaded case is in the store: file is of the version after it. */
void case_stored(CaseFile *file);

/* Changes one field of a loaded case in the store and in file. A singleton's row is made at its
 * first value. value NULL empties the field. The value file holds is the expected one. */
bool case_set(Tx *tx, CaseFile *file, FieldId field, size_t row, const char *value, Err *err);

/* Before: place. A row of a record that is of both layers comes later while an approval is in
 * force.
 */
bool case_add_row(Tx *tx, CaseFile *file, RecordId record, size_t before, Err *err);
bool case_remove_row(Tx *tx, CaseFile *file, RecordId record, size_t row, Err *err);
/* In memory alone: what is told of the case goes without that row. */
void case_leave_out(CaseFile *file, RecordId record, size_t row);
bool case_move_row(Tx *tx, CaseFile *file, RecordId record, size_t row, size_t to, Err *err);

/* The rows that came later become part of what is about to be approved. */
bool case_take_in_later(Tx *tx, int64_t case_id, Err *err);

/* Writes the search terms of the case; call before tx_commit of any group that changed
 * content. */
bool case_index(Store *store, const CaseFile *file, Pinyin *pinyin, Err *err);
/* What is kept of them against the case, as search_differs. */
bool case_index_differs(Store *store, const CaseFile *file, Pinyin *pinyin, char **term,
                        bool *missing, Err *err);

/* True when the starred field counts in this row of this case: the initiator's name is not
 * wanted of a patient who asks in person, nor the ID number of a hospital that is paid; while
 * neither is said, both are. The code table of documents says which of them prove a birth
 * (kind = "birth"). */
bool case_wants(const CaseFile *file, const Codes *codes, FieldId field, size_t row);

/* False when the field, starred or not, has nothing to hold in this row of this case: a
 * guardian where the patient decides alone. It may still be filled in. */
bool case_asks(const CaseFile *file, FieldId field, size_t row);

/* What submission lacks of the starred fields, in the order of the catalogue. A singleton
 * without a row lacks its fields at row 0. */
typedef struct CaseMissing {
    FieldId field;
    size_t row;
} CaseMissing;

/* Fills up to room entries and returns how many are missing in all. */
size_t case_missing(const CaseFile *file, const Codes *codes, CaseMissing *out, size_t room);

/* Gives the next number STATION-YEAR-SERIAL; inside the transaction that uses it. */
bool case_next_no(Store *store, int year, char **no, Err *err);

#endif
