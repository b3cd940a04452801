/* A case as it stood before each of its groups, and what a group writes of it: for
 * right_case.c, which asks whose right that was, and right_rows.c, which looks at the rows. */
#ifndef ANJUAN_APP_RIGHT_CASE_H
#define ANJUAN_APP_RIGHT_CASE_H

#include "app/right.h"
#include "desk/life.h"
#include "domain/layer.h"

/* A row of the case that is or was there. */
typedef struct RowThen {
    Uid uid;
    bool later; /* it came later than what was approved */
    bool there;
    int64_t written; /* the last group that wrote in it, but for what goes on in it anyway */
    int64_t id;
    int64_t unsaid; /* the last group that took it away, or what it says of a stop */
    bool request;   /* it asks for the erasure of the case */
    bool denied;    /* of such a one: it was not granted, as far as that is told */
    bool in_force;  /* of an approval; where that was erased since, as it was before */
} RowThen;

/* A stop, in the order in which they were raised. */
typedef struct StopThen {
    Uid uid;
    bool there, decided, ends;
    int64_t by, group;              /* raised it */
    int64_t decided_by, decided_in; /* the group */
    char reason[COURSE_WORD];
} StopThen;

/* How a case stands. */
typedef struct CaseThen {
    bool known; /* it began */
    bool vague; /* what tells of it was erased since, or is of no program that we know */
    char status[COURSE_WORD], amendment[COURSE_WORD], life[COURSE_WORD];
    char retain[COURSE_WORD], closed_on[COURSE_WORD]; /* days; "" for none */
    char holder[COURSE_WORD]; /* the station that has it; "": this one, which entered it */
    int64_t created_by, handed_to;
    int64_t in_force; /* approvals */
    int64_t amended;  /* the group that amended it last */
    int64_t target;   /* fen that are asked for */
    char *adviser;    /* who is named; NULL: nobody */
    Uid first;        /* the first of two approvals, since the last step */
    int64_t first_by; /* 0: there is none */
    int64_t first_group;
    int64_t submitted, agreed; /* the groups of the last submission, and of what is approved */
    char *found; /* at the last submission, rules with commas between; NULL: not told */
    RowThen *rows;
    size_t n, room;
    StopThen *stops;
    size_t n_stops;
} CaseThen;

/* What the rows of a group write, as far as it takes a right. */
typedef struct Written {
    LayerTouch touch;
    bool began, second; /* second: it is the second of two approvals */
    size_t approvals, reviews;
    int64_t approval; /* the one that is added */
    bool two;         /* accepts a finding that takes two */
    char **rules;     /* that are accepted */
    size_t n_rules;
    bool wordless;           /* a warning is */
    char *found;             /* what was found, as it says; NULL: nothing of it */
    bool hidden;             /* of these something was erased since */
    char stage[COURSE_WORD]; /* the last of the steps that are added leads to it */
    RightPlace stepped;      /* of that step; table NULL: there is none */
    RightPlace aside;        /* a stop or a stage that came or went */
    RightPlace at;           /* the first of the application */
    RightPlace follows;
} Written;

typedef struct CaseDeed {
    Deed deed;
    int64_t case_id;
    CaseThen *now;
    CaseThen was; /* its rows are those of now */
    Written written;
} CaseDeed;

RowThen *case_row_then(const CaseThen *then, const unsigned char *uid); /* NULL: none */
bool case_is_stopped(const CaseThen *then); /* as the view stop_holds has it */
/* Whether the row that is read came later than what was approved, by what it says. */
bool row_says_later(const CaseDeed *d);

/* ---- right_found.c: what was found at submission and approval ---- */

/* Reads a row; before it is laid over the case. */
void right_found_row(CaseDeed *d, const CourseRow *row);
/* Of the group; keeps what its submission found for the next, frees the rest. */
void right_found_end(CaseDeed *d);
/* Whether the rules that take two have one of what was found, now or at the submission. */
bool right_found_named(const CaseDeed *d, const char *findings);

/* ---- right_erased.c ---- */

/* The ground of an erasure, as of then. */
void right_erased(CaseDeed *d, const CourseRow *row);

/* ---- right_pen.c ---- */

/* To whom it goes, and from whom. */
void right_pen(CaseDeed *d, const CourseRow *row);
void right_pen_take(CaseDeed *d, const CourseRow *row);

/* ---- right_rows.c ---- */

/* What the row writes, and whether such a group may have it; before it is laid over the case.
 */
bool right_row(CaseDeed *d, const CourseRow *row, Err *err);

#endif
