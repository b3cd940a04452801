/* What a tab of a case file shows, as lines, and where the focus can stand. A tab is a column
 * of parts, each a form (a field a line) or a grid (a row a line, a field a cell); the focus
 * walks over all of them as one chain of stops. Derived from the catalogue and the case:
 * rebuilt after every change of rows. Knows heights and scrolling, not how anything looks.
 * Pure. */
#ifndef ANJUAN_UI_MODEL_FORM_H
#define ANJUAN_UI_MODEL_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/casefile.h"
#include "domain/codes.h"
#include "ui/model/grid.h"
#include "ui/model/tabs.h"

/* How a field is filled in. */
typedef enum FieldEditor {
    EDIT_LINE,  /* a line of text */
    EDIT_PROSE, /* a text area in place */
    EDIT_PICK,  /* from a list of codes; typing opens the list */
    EDIT_YESNO, /* by one key: y n u */
    EDIT_NONE,  /* only shown */
} FieldEditor;

FieldEditor field_editor(const FieldDef *field, const Codes *codes);

/* The codes that a field offers, also one that is filled in as a line; NULL when it has none.
 */
const CodeTable *field_code_table(const FieldDef *field, const Codes *codes);

typedef enum FormLineKind {
    LINE_BLANK,
    LINE_TITLE,   /* the name of a part, when the tab has several */
    LINE_FIELD,   /* label and value */
    LINE_HEADING, /* of a grid */
    LINE_ROW,     /* of a grid; past the last row: the empty one that makes a new row */
    LINE_TOTAL,
} FormLineKind;

typedef struct FormLine {
    FormLineKind kind;
    int part;
    FieldId field;    /* LINE_FIELD */
    size_t row;       /* of the record; case_rows() when it is not there yet */
    const char *item; /* LINE_ROW of PART_ITEMS: the code that the line stands for */
    size_t place;     /* LINE_ROW: its place among the rows of the part */
    size_t stop;      /* the first of its stops */
    int stops;
    int top, height; /* screen rows from the top of the form: form_layout */
} FormLine;

typedef struct FormStop {
    size_t line;
    FieldId field;
    size_t row;
    int column; /* of the grid; 0 in a form */
} FormStop;

typedef struct Form {
    TabPart parts[PARTS_MAX];
    int n_parts;
    Grid grids[PARTS_MAX]; /* of the parts that are grids */
    FormLine *lines;
    size_t n_lines;
    FormStop *stops;
    size_t n_stops;
    size_t focus; /* a stop; 0 when there is none */
    int scroll;   /* the first screen row shown */
    int rows;     /* how many are, as of form_layout */
    int cols;     /* of the last drawing: how prose is wrapped */
    int peek;     /* how far into the line of the focus one reads, while nothing is typed */
} Form;

void form_init(Form *form);
void form_free(Form *form);

/* The lines of some parts. write: grids end in an empty row that makes a new one. The focus
 * stays on its field when that is still there, else near. codes: for PART_ITEMS. */
void form_build(Form *form, const TabPart *parts, int n, const CaseFile *file,
                const Codes *codes, bool write);

/* All fields of one row of a grid, as a form. */
void form_build_row(Form *form, RecordId record, size_t row);

const FormStop *form_stop(const Form *form); /* NULL when the form has none */
const FormLine *form_line(const Form *form); /* of the focus */
RecordId form_record(const Form *form);      /* of the focus; REC_COUNT when there is none */
const Grid *form_grid(const Form *form);     /* of the focus; NULL in a form */
bool form_on_grid(const Form *form);
bool form_on_new_row(const Form *form, const CaseFile *file);

/* Moving: false when there is nothing that way. Down and up keep the column of a grid. */
bool form_next(Form *form);
bool form_prev(Form *form);
bool form_vertical(Form *form, int by); /* +1 down, -1 up */
bool form_sideways(Form *form, int by); /* within the row of a grid */
bool form_peek(Form *form, int by);     /* reads on in a line higher than what is shown */
void form_first(Form *form);
void form_last(Form *form);
void form_line_start(Form *form);         /* the first cell of the row */
bool form_next_row(Form *form);           /* the first cell of the next row of this grid */
bool form_on_last_cell(const Form *form); /* of a row */
/* Nothing stands in the field of the focus, and it is one to be filled in. */
bool form_stop_open(const Form *form, const CaseFile *file);
/* Nothing stands there, and nobody is asked for it in this case. */
bool form_stop_unasked(const Form *form, const CaseFile *file);
/* The next such stop; of a row, in it. */
bool form_next_open(Form *form, const CaseFile *file);
/* row: for items, the place of the line. */
bool form_seek(Form *form, FieldId field, size_t row);
/* The first stop in that row of the record, or in the last one before it that is there. */
bool form_seek_row(Form *form, RecordId record, size_t row);

/* The place of the focus as a Gap has it: the row of an item is its line. */
size_t form_gap_row(const Form *form);

/* Gives every line its top from the heights set by the drawer, and scrolls so that the line of
 * the focus, from_top screen rows into it, is among the rows shown. */
void form_layout(Form *form, int rows, int from_top);

/* The width of the label column: the widest translated label with its unit or star, at most two
 * fifths. */
int form_label_cols(const Form *form, int cols);

#endif
