/* What the files of CaseFile share and nobody else sees: its rows in memory. */
#ifndef ANJUAN_DOMAIN_CASEFILE_INNER_H
#define ANJUAN_DOMAIN_CASEFILE_INNER_H

#include "base/arena.h"
#include "domain/casefile.h"

typedef struct CaseRow {
    int64_t id;          /* 0: not in the store */
    int64_t place;       /* order among the record's rows, with gaps */
    bool later;          /* came while an approval was in force */
    const char **values; /* one for each field of the record, in the arena; NULL is empty */
} CaseRow;

typedef struct CaseRows {
    CaseRow **items; /* grown by doubling; the rows are in the arena */
    size_t n, room;
} CaseRows;

struct CaseFile {
    Arena *arena;
    CaseHead head;
    CaseRows records[REC_COUNT];
};

/* Makes an empty row and puts it at the index, which is at most the number of rows. */
CaseRow *case_rows_insert(CaseFile *file, RecordId record, size_t at);
void case_rows_remove(CaseFile *file, RecordId record, size_t at);
void case_rows_move(CaseFile *file, RecordId record, size_t from, size_t to);
void case_rows_clear(CaseFile *file);

bool case_row_empty(const CaseFile *file, RecordId record, size_t row);

#endif
