/* A template as it was read: what the writer of workbooks walks over. Texts belong to the
 * template or to its Knowledge, which must outlive it. */
#ifndef ANJUAN_EXCHANGE_TEMPLATE_INNER_H
#define ANJUAN_EXCHANGE_TEMPLATE_INNER_H

#include "base/arena.h"
#include "domain/catalog.h"
#include "exchange/template.h"
#include "rules/files/lint.h"
#include "rules/staging/facts.h"

/* How a workbook looks belongs to its template, so that a batch of years ago is written again
 * with the same bytes. A change of the look is a new number here; the older ones stay. */
enum {
    LOOK_PLAIN = 1, /* templates that say nothing of it */
    LOOK_GRID = 2,  /* shaded head, grid, heights and widths from content, number checks */
    LOOK_PRINT = 3, /* its pages say that a sheet is empty, and which texts are cut there */
    LOOK_TOTAL = 4, /* the word of the sums stands beside the first of them, not under the names
                     * of cases, where a reader takes it for one */
};

enum {
    /* Characters as Excel counts them, in UTF-16. */
    CHECK_TITLE_CHARS = 32, /* what Excel takes for the title and the message of a refused */
    CHECK_TEXT_CHARS = 255, /* entry, and for a page's header; the library would leave out */
    SHEET_NAME_CHARS = 31,  /* what is longer */
    DEFAULT_WIDTH = 14,     /* of LOOK_PLAIN */
    WIDTH_MIN = 6,
    WIDTH_MAX = 60,        /* of LOOK_GRID */
    WIDTH_PRINT_MAX = 120, /* of LOOK_PRINT: a page beside the fixed columns */
    NOTICE_CHARS = 60,     /* of what the pages say: a header has 255 for all its parts */
};

typedef enum CellType { CELL_TEXT, CELL_MONEY, CELL_DATE, CELL_COUNT, CELL_TYPES } CellType;

typedef enum ValueSource {
    VALUE_FIELD,       /* a field of the case or of the row: no SQL is run for it */
    VALUE_NO,          /* the case number */
    VALUE_ROW,         /* the number of the row within its case, from 1 */
    VALUE_LINE,        /* the number of the row within its sheet, from 1 */
    VALUE_APPROVED_BY, /* display name of the supervisor */
    VALUE_APPROVED_AT, /* instant */
    VALUE_DIGEST,      /* of the case's content: says which edition of a case was exported */
    VALUE_SINCE,       /* the day of the last batch of this purpose with the case, or none */
    VALUE_PLATFORM_NO, /* what the platform calls the case, as its last reply said */
    VALUE_NONE,        /* nothing: the form has the column, and it stays empty */
    VALUE_SQL,         /* an expression */
} ValueSource;

typedef struct TemplateColumn {
    const char *title, *hint;
    const char *key;     /* of column.SHEET.KEY */
    const char *group;   /* stands over it and its neighbours of the same group; or NULL */
    const char *example; /* in the row of examples; or NULL */
    const char *error;   /* what an entry is told that the cell refuses; NULL: the word */
    CellType type;
    bool required;
    bool total;   /* the last row adds it up */
    double width; /* in Excel's characters; of LOOK_GRID the most it takes */
    ValueSource source;
    const FieldDef *field;  /* of VALUE_FIELD */
    const char *sql;        /* of VALUE_SQL */
    int result;             /* of VALUE_SQL: its place in the sheet's query */
    const CodeTable *codes; /* its cells are texts of this table, or NULL */
    bool masks;
    Privacy mask; /* in what way */
    bool has_min, has_max;
    double min, max; /* what an entry may be; of text its characters */
    const char *section;
} TemplateColumn;

typedef enum SheetKind {
    SHEET_CASES, /* one row a case */
    SHEET_ROWS,  /* one row for each row of a record */
    SHEET_TEXT,  /* lines, then the rules of all columns */
    SHEET_CODES, /* the code tables that columns name */
    SHEET_BATCH, /* lines about the batch, then one row a case */
} SheetKind;

typedef enum HeadRow {
    HEAD_NOTE,  /* the sheet's note */
    HEAD_LINES, /* its lines, each a row */
    HEAD_HINTS,
    HEAD_GROUPS,
    HEAD_NAMES, /* the titles of the columns: in every head, once */
    HEAD_EXAMPLE,
    HEAD_BLANK,
    HEAD_KINDS
} HeadRow;

enum { HEAD_ROWS_MAX = 16 };

typedef struct TemplateLine {
    const char *text;
    const char *value; /* of the batch; NULL: the text alone */
} TemplateLine;

typedef struct TemplateSheet {
    const char *key, *title, *note;
    SheetKind kind;
    const RecordDef *record; /* of SHEET_ROWS */
    bool hidden;
    HeadRow head[HEAD_ROWS_MAX];
    size_t n_head;
    size_t fixed;          /* columns that stay in view and are on each page */
    const char *total;     /* what stands before the sums of the last row; NULL: no such row */
    const char *where;     /* an expression: the rows for which it is true */
    int where_result;      /* its place in the sheet's query */
    const FieldDef *since; /* a day: rows from the last batch of this purpose on */
    TemplateColumn *columns;
    size_t n_columns;
    TemplateLine *lines;
    size_t n_lines;
    const char *sql; /* the SELECT of its expressions; NULL when there are none */
    int results;
    const char *section;
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
    WORD_CODE,               /* head of a column of codes in the dictionary */
    WORD_CHOOSE,             /* message of a refused choice */
    WORDS_PLAIN,             /* so many have templates of LOOK_PLAIN */
    WORD_PAGE = WORDS_PLAIN, /* {@page} of {@pages}, at the foot of each page */
    WORD_WRONG,              /* title of what a refused entry is told */
    WORD_BAD_MONEY,
    WORD_BAD_DATE,
    WORD_BAD_COUNT,
    WORD_BAD_TEXT,
    WORD_SUM_SHEET, /* heads of the table of what each sheet holds */
    WORD_SUM_ROWS,
    WORD_SUM_COLUMN,
    WORD_SUM_MONEY,
    WORDS_GRID,              /* so many have templates of LOOK_GRID */
    WORD_EMPTY = WORDS_GRID, /* on the pages of a sheet without a row */
    WORD_CUT,                /* on the pages of a sheet with a text that is cut in print */
    WORD_GOES_ON,            /* the same, before the title of the sheet that has it whole */
    WORD_WHOLE_ROW,          /* heads of that sheet */
    WORD_WHOLE_TEXT,
    TEMPLATE_WORDS
} TemplateWord;

typedef struct CsvForm {
    const char *sheet; /* its key; NULL: the first of cases or rows */
    bool gb18030;      /* else UTF-8 with a byte order mark */
    bool guarded;      /* texts that a spreadsheet would take for a formula are altered */
} CsvForm;

struct Template {
    Arena *arena;
    Ini *own; /* laid together from several files; NULL: that of the Knowledge */
    const Ini *ini;
    const char *name, *version, *language;
    const char *platform; /* a code, or NULL */
    const TemplatePurpose *purpose;
    const struct ReceiptMap *receipt; /* NULL: it has no section receipt */
    int look;
    bool stars; /* titles of required columns begin with one */
    int zone;   /* minutes east of UTC, of the times of LOOK_GRID */
    const char
        *continued;   /* title of the last sheet, of texts that are cut in print; or NULL */
    const char *file; /* pattern of the file's name, or NULL */
    CsvForm csv;
    const char *words[TEMPLATE_WORDS];
    TemplateSheet *sheets;
    size_t n_sheets;
    const CodeTable **tables; /* of all columns, each once, in the order of the sheets */
    size_t n_tables;
    bool has_sql;
};

/* ---- while it is read ---- */

typedef struct Reading {
    Template *template;
    const Knowledge *knowledge;
    const Ini *ini;
    Lint *lint;
} Reading;

/* ---- template.c ---- */

bool template_read_yes(Reading *reading, const char *section, const char *key);

/* The words of a value, parted by blanks; in the arena. */
size_t template_read_list(Reading *reading, const char *section, const char *key,
                          const char ***out);

/* Reads a file with all faults; what has one is not to be written with. */
Template *template_read(const Knowledge *knowledge, const Ini *ini, Lint *lint);

/* ---- template_sheet.c ---- */

/* "column.cases.name" belongs to the sheet "cases". */
bool template_is_of_sheet(const char *section, const char *prefix, const char *sheet);
void template_read_sheet(Reading *reading, const char *section);

/* The title of the sheet of whole texts; after the other sheets. */
void template_read_continued(Reading *reading);

/* ---- template_column.c ---- */

void template_read_column(Reading *reading, TemplateSheet *sheet, const char *section);

/* ---- template_nameless.c ---- */

/* A field that can tell who somebody is: a name, a number, a place, or what somebody wrote. */
bool template_tells_who(const FieldDef *field);

/* Whether an expression over a case, or over a row of the record, reads such a field, by itself
 * or through facts. */
bool template_expression_tells(Facts *facts, const RecordDef *record, const char *expression);

/* Error where the purpose names nobody and an expression of the template reads such a field. */
bool template_nameless(const Template *template_, Facts *facts, Err *err);

#endif
