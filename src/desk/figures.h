/* The figures of the office over a period: one table (figures.def) says what each counts, by
 * which statement, and in which words; command line, screen and workbook follow from it.
 *
 * A figure never names a patient, but a small count may: whoever knows the ward knows its one
 * case. Who reads the figures here may read every case as well, so they are shown as they are;
 * what leaves the house is guarded first (figures_guard). */
#ifndef ANJUAN_DESK_FIGURES_H
#define ANJUAN_DESK_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/day.h"
#include "domain/codes.h"
#include "store/store.h"

#define FIGURE(ID, name, title, counts, unit, labels, sql) FIGURE_##ID,
typedef enum FigureId {
#include "desk/figures.def"
    FIGURE_COUNT
} FigureId;
#undef FIGURE

typedef enum FigureUnit {
    UNIT_CASES, /* each case once: the rows add up to the total */
    UNIT_TIMES, /* a case as often as it happened */
    UNIT_SHARE, /* cases, each row as a share of the first one */
    UNIT_DAYS,
    UNIT_MONEY, /* fen */
} FigureUnit;

typedef struct FigureRow {
    const char *key;   /* for programs; "" where the field is empty */
    const char *label; /* for people */
    int64_t value;     /* cases, times, fen; of days the median */
    int64_t cases;     /* that stand behind it, each once */
    int64_t *ids;      /* of UNIT_TIMES: these cases, in order; in the arena */
    int64_t slowest;   /* of days */
    bool hidden;       /* too few stand behind it, or behind what would follow from it */
} FigureRow;

typedef struct Figure {
    FigureId id;
    FigureRow *rows; /* in an arena */
    size_t n;
    int64_t total; /* of UNIT_CASES and UNIT_TIMES */
} Figure;

typedef struct Report {
    Day from, to; /* both belong to it; local civil days */
    bool own;     /* only of the cases that one person entered */
    bool guarded;
    Figure figures[FIGURE_COUNT];
} Report;

enum { FIGURES_FEW = 3 }; /* fewer are small */

const char *figure_name(FigureId id);
const char *figure_title(FigureId id);  /* translated */
const char *figure_counts(FigureId id); /* translated: what is counted, by which day */
FigureUnit figure_unit(FigureId id);

/* of: the person whose cases alone count; 0: of all. Rows by their size, where the table of
 * words does not give the order. */
bool figures_read(Store *store, const Codes *codes, const char *lang, Day from, Day to,
                  int64_t of, Arena *arena, Report *out, Err *err);

/* Rows of fewer than FIGURES_FEW cases become one of all others, with as many of the next
 * smallest as it takes that none can be told from the total, and with those of none, or what is
 * missing from a list would be what was joined; what cannot be joined is hidden, and with it
 * what it would follow from. codes: those the report was read by. */
void figures_guard(Report *report, const Codes *codes, Arena *arena);

/* The value as people read it: "12", "0.31 %", "median 12, slowest 40, of 7", "1,200.00 yuan".
 */
void figure_show(const Figure *figure, size_t row, Buf *out);
void figure_show_few(Buf *out); /* what stands in place of a small number */
int64_t figure_share(const Figure *figure, size_t row); /* in hundredths of a percent */
/* The longest value, against which the others are drawn. */
int64_t figure_most(const Figure *figure);

#endif
