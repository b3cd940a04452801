/* The journal read forwards for those above who hold each step against how all stood before it:
 * the groups about one case, or those about none, with what their rows tell. Says nothing of
 * whether a group is whole, or whose signature it bears: that is for journal_verify.
 *
 *   Course *course;
 *   if (!course_open(store, case_id, &course, err)) return false;
 *   while ((group = course_group(course)))
 *       while ((row = course_row(course)))
 *           use(group, row);
 *   return course_close(course, err); */
#ifndef ANJUAN_STORE_COURSE_H
#define ANJUAN_STORE_COURSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/uid.h"
#include "store/journal.h"

typedef struct Course Course;

enum { COURSE_WORD = 40 };

/* Borrowed until the next group. */
typedef struct CourseGroup {
    int64_t id, case_id, user_id;
    const unsigned char *uid;
    bool content;
    bool of_person;                            /* signed, and not by the station */
    bool of_station;                           /* signed by the station */
    bool elsewhere;                            /* another store wrote it */
    char at[COURSE_WORD];                      /* an instant */
    char station[COURSE_WORD];                 /* where it was written */
    char kind[COURSE_WORD], verb[COURSE_WORD]; /* "": no word of ours */
    const unsigned char *undoes;               /* the uid of that group; NULL: none */
    const char *who;                           /* as the history calls them; NULL: nobody */
} CourseGroup;

typedef enum CourseOp { COURSE_ADD, COURSE_SET, COURSE_REMOVE } CourseOp;

/* Borrowed until the next row. */
typedef struct CourseRow {
    CourseOp op;
    const char *table;
    int64_t id;
    const unsigned char *uid;
    char *const *columns;
    size_t n;
} CourseRow;

/* case_id: JOURNAL_NO_CASE for the groups about none. */
bool course_open(Store *store, int64_t case_id, Course **out, Err *err);
const CourseGroup *course_group(Course *course);
const CourseRow *course_row(Course *course);
bool course_close(Course *course, Err *err); /* frees */

/* What the row that was read last tells of a column: what it became, or what it was. A text has
 * no NUL behind it. */
typedef enum CourseSide { COURSE_BEFORE, COURSE_AFTER } CourseSide;
typedef enum CourseKnown {
    COURSE_UNTOLD, /* nothing */
    COURSE_EMPTY,
    COURSE_VALUE,
    COURSE_HIDDEN, /* it was erased since, or is secret */
} CourseKnown;
CourseKnown course_value(const Course *course, const char *column, CourseSide side,
                         SqlValue *out);
/* Whether it is that text, and not hidden. */
bool course_is(const Course *course, const char *column, CourseSide side, const char *text);
bool course_is_int(const Course *course, const char *column, CourseSide side, int64_t number);
/* Copies a text that is short enough for it; *known as course_value, "" where it is none. */
void course_copy(const Course *course, const char *column, CourseSide side,
                 char out[COURSE_WORD], CourseKnown *known);
/* The id of the row that it points at; 0: none that is there. */
bool course_pointed(const Course *course, const char *column, CourseSide side, int64_t *id,
                    Err *err);
/* Whether the row, which is of a user, is of somebody whom the station that it names as their
 * home knew, by its card, and that station was trusted then; whose right that was is for
 * journal_verify. */
bool course_is_known_there(const Course *course);
/* The name of the setting that the row is of, for the caller to free; NULL: none. */
char *course_setting(const Course *course);

#endif
