/* For the tests of cases that travel: the store of app_help.h, whose station is T1, and another
 * one of the station X1, which trust each other. */
#ifndef ANJUAN_TESTS_TRAVEL_HELP_H
#define ANJUAN_TESTS_TRAVEL_HELP_H

#include "app/travel.h"
#include "tests/support/app_help.h"

extern Session *qian; /* a supervisor at X1 */
extern char *desk_file;

/* The fixture: both stores, with their sessions. */
void travel_start(void);
void travel_stop(void);
void trust_each_other(void); /* again, with the people of now */
/* One more store, of that station and with that supervisor, signed in; no card is there yet. */
Session *travel_another(const char *path, const char *station, const char *supervisor);
void trust(Session *who, Session *other); /* its card, of now */

int64_t id_of(Session *session, const char *no);
/* One value of a statement that is asked of a case's number; of both stores. */
const char *text_at(Session *session, const char *no, const char *sql);
void same_at_both(const char *no, const char *sql);
void whole(Session *session); /* verify says so */
void both_whole(void);

/* Groups of a case after head, and taking them in; both at once. */
void give(Session *from, const char *no, const unsigned char *head, Buf *out);
bool take(Session *to, const Buf *bytes, Travelled *out);
bool take_from(Session *from, Session *to, const Buf *bytes, Travelled *out);
TravelFate carry(Session *from, Session *to, const char *no);
/* As a bundle does it: its knowledge ahead, and the pen with it. */
void knowledge_goes_along(Session *to);
void hand(Session *from, Session *to, const char *no);

/* Behind the program's back: no trigger and no index refuses anything in the store of T1 from
 * now on; and zhou approves nothing that the case was, once somebody submitted it. first: the
 * first of two approvals, NULL for none. */
void take_triggers_away(void);
void travel_approve_nothing(Session *submits, const char *no, const Uid *first);

/* A submitted case is returned. */
void give_back(Session *session, const char *no);

#endif
