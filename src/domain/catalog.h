/* The catalogue: which record types a case has and which fields each has. One table
 * (catalog.def); forms, grids, SQL columns, validation, masking, audit labels, completeness,
 * the portable JSON case file, search and the docs are derived from it. Keys are stable: they
 * are the JSON keys, the columns and the names in templates. Nothing here knows a case. */
#ifndef ANJUAN_DOMAIN_CATALOG_H
#define ANJUAN_DOMAIN_CATALOG_H

#include <stdbool.h>
#include <stddef.h>

/* How a field is typed, checked, kept (column type) and shown. */
typedef enum FieldType {
    FT_TEXT,  /* one line */
    FT_PROSE, /* many lines */
    FT_CODE,  /* a code of the field's table */
    FT_DATE,  /* YYYY-MM-DD */
    FT_MONTH, /* YYYY-MM */
    FT_MONEY, /* integer fen, INTEGER column, a JSON number */
    FT_COUNT, /* an integer from 0, INTEGER column, a JSON number */
    FT_YESNO, /* yes, no, unknown; absent is unanswered */
    FT_ID,    /* resident ID (or the number of another certificate) */
    FT_PHONE,
    FT_CARD, /* bank card or account */
    FT_ICD10,
    FT_REGION, /* six digits of GB/T 2260 */
    FT_FILE,   /* SHA-256 of an attached file, set by attaching only */
    FT_COUNT_OF_TYPES
} FieldType;

typedef enum Privacy {
    PRIV_NONE,
    PRIV_NAME,   /* a person's name: masked by the surname alone */
    PRIV_NUMBER, /* ID, phone, card: masked in the middle */
    PRIV_PLACE,  /* address */
    PRIV_HEALTH, /* sensitive by PIPL 28, not masked inside the team */
} Privacy;

enum {                        /* FieldDef.flags */
       FF_REQUIRED = 1u << 0, /* starred: submission needs it */
       FF_LIST = 1u << 1,     /* a column of the grid (record types with many rows) */
       FF_SEARCH = 1u << 2,   /* goes into the search index */
       FF_GIVEN = 1u << 3,    /* the store gives it: never typed, never in the portable file */
       FF_FOLLOW_UP =
           1u << 4,        /* as RF_FOLLOW_UP, for a single field of a record that is content */
       FF_PAST = 1u << 5,  /* a day that has come: 21 is the last 21st there was */
       FF_AHEAD = 1u << 6, /* a day that is planned: 21 is the next 21st */
       FF_FROM = 1u << 7,  /* begins a span: a month stands for its first day */
       FF_TO = 1u << 8,    /* ends a span: a month stands for its last day */
       FF_LATER = 1u << 9, /* asked apart from the rest of its record, once what it is measured
                            * by is known: the target after the plan, beside the gap */
       FF_BOTH = 1u << 10, /* content until an approval is in force, follow-up from then on, in
                            * the rows that were approved too: what became of an aid */
       FF_APART = 1u << 11,  /* amounts of unlike kinds, which nobody adds up: what was raised
                              * and what was spent */
       FF_SIGNED = 1u << 12, /* an amount that may be below nothing: a bill takes one back */
};

enum {                         /* RecordDef.flags */
       RF_MANY = 1u << 0,      /* many rows per case, in an order of their own */
       RF_FOLLOW_UP = 1u << 1, /* goes on after approval: an edit does not drop the approval and
                                * does not make the editor one who touched the case */
       RF_OPTIONAL = 1u << 2,  /* its starred fields count only when the record has any value */
       RF_BOTH = 1u << 3, /* content until an approval is in force; rows that are added from
                           * then on came later and are follow-up (domain/layer.h) */
       RF_ANEW = 1u << 4, /* as RF_BOTH, and its approved rows may be changed and removed then,
                           * by a supervisor alone: tranches are cut anew */
};

/* A starred field of a record with many rows counts in each row that is there. Some stars do
 * not count under a condition (the payee's ID number: when the hospital is paid); case_wants
 * knows them. */

#define RECORD(ID, key, table, label, help, flags) REC_##ID,
#define FIELD(ID, key, type, label, help, codes, flags, privacy, chars, cols)
typedef enum RecordId {
#include "domain/catalog.def"
    REC_COUNT
} RecordId;
#undef RECORD
#undef FIELD

#define RECORD(ID, key, table, label, help, flags)
#define FIELD(ID, key, type, label, help, codes, flags, privacy, chars, cols) F_##ID##_##key,
typedef enum FieldId {
#include "domain/catalog.def"
    FIELD_COUNT
} FieldId;
#undef RECORD
#undef FIELD

typedef struct FieldDef {
    FieldId id;
    RecordId record;
    const char *key; /* JSON key and column name */
    FieldType type;
    const char *label; /* N_(): show through _() */
    const char *help;  /* N_(): one sentence, with an example where it helps */
    const char *codes; /* name of the code table for FT_CODE, FT_ICD10, FT_REGION; of what an
                          FT_TEXT suggests; else NULL */
    unsigned flags;
    Privacy privacy;
    int chars; /* the most characters it may hold */
    int cols;  /* columns it would like in a grid or form */
} FieldDef;

typedef struct RecordDef {
    RecordId id;
    const char *key;   /* JSON key */
    const char *table; /* SQL table: the key, but for case, whose table is case_file */
    const char *label;
    const char *help;
    unsigned flags;
    FieldId first; /* its fields are first .. first + fields - 1 */
    int fields;
} RecordDef;

const RecordDef *catalog_record(RecordId id);
const FieldDef *catalog_field(FieldId id);
const RecordDef *catalog_find_record(const char *key);                /* NULL when unknown */
const FieldDef *catalog_find_field(RecordId record, const char *key); /* NULL when unknown */
const FieldDef *catalog_find_column(const char *table, const char *column);

static inline int field_index(const FieldDef *field) /* its place among its record's fields */
{
    return (int)field->id - (int)catalog_record(field->record)->first;
}

static inline bool field_is_number(const FieldDef *field)
{
    return field->type == FT_MONEY || field->type == FT_COUNT;
}

/* True when an edit of the field neither drops an approval nor makes its editor one who touched
 * the case. Adding and removing rows goes by the record alone. */
static inline bool field_follows_up(const FieldDef *field)
{
    return (field->flags & FF_FOLLOW_UP) ||
           (catalog_record(field->record)->flags & RF_FOLLOW_UP);
}

/* "patient.name", "plan[2].item" (row counts from 1): how fields are named on the command line
 * and in messages. "member[+].name" gives row CATALOG_NEW_ROW. A singleton takes no index. */
enum { CATALOG_NEW_ROW = -1 };
bool catalog_parse_path(const char *path, size_t len, const FieldDef **field, int *row);

/* "expense[3]": a row of a list that is there. */
bool catalog_parse_row(const char *text, size_t len, const RecordDef **record, int *row);

#endif
