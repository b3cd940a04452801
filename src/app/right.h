/* Whose right each group was, held against what the history tells of the moment before it: who
 * its person was, how its case stood, and what its rows are. Which right it took is one table
 * (desk/asked.h), and who has it another (desk/role.def), by which the program refuses it too.
 * For moment.c, which holds what was approved and whose hands were in it. */
#ifndef ANJUAN_APP_RIGHT_H
#define ANJUAN_APP_RIGHT_H

#include "app/backup.h"
#include "app/behind.h"
#include "app/inner.h"
#include "app/then_text.h"
#include "desk/asked.h"
#include "desk/eyes.h"
#include "desk/people.h"
#include "store/course.h"

/* What became of a user in a group; they are read the newest first. */
typedef struct Turn {
    int64_t group;
    User user;                 /* as it is from then on; the names are not in it */
    char *name, *display;      /* NULL: not told of */
    bool role, disabled, must; /* told of */
    bool elsewhere;            /* of another station, where they come in */
} Turn;

typedef struct Turns {
    Turn *list;
    size_t n, room;
} Turns;

/* What is asked about a case in a group about none: its dossier was made. By case and group. */
typedef struct Later {
    int64_t case_id, group, user, row;
    char *who;
} Later;

/* A case went into a batch that the user began, by that row. It and Later begin with the case
 * (first_of). */
typedef struct Sent {
    int64_t case_id, group, user;
    int64_t row, batch, approval; /* ids */
    bool of_person;               /* it is signed by one */
} Sent;

/* An approval, or the first of two; in the order of cases and groups. */
typedef struct Approved {
    int64_t case_id, group, approver;
    bool text; /* a row of approval came with it */
    Verb verb;
    char *who, *adviser; /* the person; whom the case named; NULL: nobody */
    int64_t first_by;    /* gave the first of two, where two are asked for; 0: nobody */
} Approved;

typedef struct Approvals {
    Approved *list;
    size_t n, room;
    GivenUp *ups; /* amendments */
    size_t n_ups;
} Approvals;
void approvals_free(Approvals *approvals);

/* What a setting of two approvals became, the newest first; value NULL: empty. */
typedef struct SecondTurn {
    int64_t group;
    bool above; /* the amount, and not the findings */
    char *value;
} SecondTurn;

/* Who had a hand in an entry of the blacklist, as of the group that is read. */
typedef struct Listed {
    int64_t row, entered_by, lift_by; /* lift_by 0: nobody asks that it be lifted */
    bool of_list;                     /* another's, which takes no confirming */
    bool confirmed, ended;
} Listed;

/* A station became known by its code, or was trusted no longer or again; the newest first. */
typedef struct StationTurn {
    int64_t group, station;
    char *code; /* NULL: of trust */
    bool lost;
} StationTurn;

typedef struct Rights {
    Session *session;
    Store *store;
    Verified *out;
    const Givings *givings; /* the caller's */
    Turns turns;
    Later *later;
    size_t n_later;
    Sent *sent;
    size_t n_sent;
    SecondTurn *second;
    size_t n_second;
    Buf asked;                     /* findings that take two, as right_second gave them last */
    int64_t above_id, findings_id; /* of their rows */
    Listed *listed;
    size_t n_listed;
    StationTurn *stations;
    size_t n_stations;
    int64_t found_since;  /* the first group that says what was found of a case; 0: none */
    bool practice;        /* the store began as one to practise in */
    Approvals *approvals; /* the caller's */
} Rights;

/* The person as they were when that group was written, the names borrowed; false: there was
 * none. */
bool right_person(const Rights *rights, int64_t user, int64_t group, User *out);

/* What took two approvals when that group was written, or at any time from the group on by
 * which it was submitted (0: not asked); the text is borrowed until the next is asked for. */
SecondRule right_second(Rights *rights, int64_t submitted, int64_t group);

/* Tells of the first event that was written in the store after it had moved to another machine,
 * for each time that it had. */
bool right_after_moves(const Rights *rights, Err *err);

/* Whether that row of batch_case, or that batch, is of what was sent of the case before the
 * group. */
bool right_sent(const Rights *rights, int64_t case_id, int64_t group, const CourseRow *row);

/* Reads what became of stations (right_pen.c). */
bool right_stations(Rights *rights, Err *err);
void right_stations_free(Rights *rights);

struct CaseThen;
/* A case that went into a batch, held against how it stood before that (right_sent.c). */
bool right_sends(Rights *rights, const Sent *sent, const struct CaseThen *then, Err *err);

/* Where a group goes wrong; table NULL: as a whole. */
typedef struct RightPlace {
    const char *table, *column;
    int64_t row;
} RightPlace;

/* Tells it once of a group. */
void right_tell(const Rights *rights, int64_t group, int64_t case_id, const char *who,
                const char *verb, const RightPlace *place, const char *why);

/* A group while its rows are read, and the first thing in it that its person had no right to.
 */
typedef struct Deed {
    Rights *rights;
    Course *course;
    const CourseGroup *group;
    const Asked *asked; /* NULL: there are no such groups */
    User person;        /* as of then */
    bool supervisors;   /* a role changed, or who may come in */
    Err why;            /* ERR_NONE: nothing */
    RightPlace place;
} Deed;

void deed_begin(Deed *deed, Rights *rights, Course *course, const CourseGroup *group);
/* row NULL: of the group as a whole. */
void deed_refuse(Deed *deed, const CourseRow *row, const char *column, const char *why);
/* By the role alone. */
void deed_ask(Deed *deed, const CourseRow *row, const char *column, Verb right);
void deed_end(const Deed *deed);
/* Whoever the row says did it; somebody else than who signs is refused. */
bool deed_names(Deed *deed, const CourseRow *row, Err *err);
bool row_has(const CourseRow *row, const char *column);

/* When a row says that it was (right_when.c). */
bool right_when(Deed *deed, const CourseRow *row, Err *err);

/* An entry of the blacklist (right_listed.c). */
void right_listed(Deed *deed, const CourseRow *row);

/* The groups about one case (right_case.c). */
bool right_case(Rights *rights, int64_t case_id, Err *err);

/* Adds each group that its person had no right to; cancelled as moments_verify. The approvals
 * are the caller's to free. */
bool rights_verify(Session *session, const Givings *givings, const Progress *progress,
                   Verified *out, Approvals *approvals, Err *err);

#endif
