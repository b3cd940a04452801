/* A template as it was read: what the writer of workbooks walks over. Texts belong to the
 * template or to its Knowledge, which must outlive it. */
#ifndef ANJUAN_EXCHANGE_TEMPLATE_INNER_H
#define ANJUAN_EXCHANGE_TEMPLATE_INNER_H

#include "base/arena.h"
#include "domain/catalog.h"
#include "exchange/template.h"
#include "rules/files/lint.h"

typedef enum CellType { CELL_TEXT, CELL_MONEY, CELL_DATE, CELL_COUNT, CELL_TYPES } CellType;

typedef enum ValueSource {
    VALUE_FIELD,       /* a field of the case or of the row: no SQL is run for it */
    VALUE_NO,          /* the case number */
    VALUE_ROW,         /* the number of the row within its case, from 1 */
    VALUE_APPROVED_BY, /* display name of the supervisor */
    VALUE_APPROVED_AT, /* UTC instant */
    VALUE_DIGEST,      /* of the case's content: says which edition of a case was exported */
    VALUE_SQL,         /* an expression */
} ValueSource;

typedef struct TemplateColumn {
    const char *title, *hint;
    CellType type;
    bool required;
    double width; /* in Excel's characters */
    ValueSource source;
    const FieldDef *field;  /* of VALUE_FIELD */
    const char *sql;        /* of VALUE_SQL */
    int result;             /* of VALUE_SQL: its place in the sheet's query */
    const CodeTable *codes; /* its cells are texts of this table, or NULL */
    const char *section;
} TemplateColumn;

typedef enum SheetKind {
    SHEET_CASES, /* one row a case */
    SHEET_ROWS,  /* one row for each row of a record */
    SHEET_TEXT,  /* lines, then the rules of all columns */
    SHEET_CODES, /* the code tables that columns name */
    SHEET_BATCH, /* lines about the batch, then one row a case */
} SheetKind;

typedef struct TemplateLine {
    const char *text;
    const char *value; /* of the batch; NULL: the text alone */
} TemplateLine;

typedef struct TemplateSheet {
    const char *key, *title, *note;
    SheetKind kind;
    const RecordDef *record; /* of SHEET_ROWS */
    bool hidden;
    TemplateColumn *columns;
    size_t n_columns;
    TemplateLine *lines;
    size_t n_lines;
    const char *sql; /* the SELECT of its VALUE_SQL columns; NULL when there are none */
    int results;
} TemplateSheet;

/* Texts of the workbook that no column owns, in its language. */
typedef enum TemplateWord {
    WORD_PRACTICE, /* the stamp */
    WORD_YES,
    WORD_NO,
    WORD_TEXT,
    WORD_MONEY,
    WORD_DATE,
    WORD_COUNT,
    WORD_RULE_SHEET, /* heads of the table of column rules */
    WORD_RULE_COLUMN,
    WORD_RULE_REQUIRED,
    WORD_RULE_TYPE,
    WORD_RULE_HINT,
    WORD_CODE,   /* head of a column of codes in the dictionary */
    WORD_CHOOSE, /* message of a refused choice */
    TEMPLATE_WORDS
} TemplateWord;

struct Template {
    Arena *arena;
    const Ini *ini;
    const char *name, *version, *language;
    const char *platform; /* a code, or NULL */
    const TemplatePurpose *purpose;
    const struct ReceiptMap *receipt; /* NULL: it has no section receipt */
    const char *words[TEMPLATE_WORDS];
    TemplateSheet *sheets;
    size_t n_sheets;
    const CodeTable **tables; /* of all columns, each once, in the order of the sheets */
    size_t n_tables;
    bool has_sql;
};

#endif
