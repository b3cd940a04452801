/* The life of a case and its stops (desk/life.h, desk/stop.h), for the person signed in: where
 * it stands, what was stepped and decided, and the verbs. Each verb checks the rights, writes
 * one journal group and reloads file. */
#ifndef ANJUAN_APP_LIFE_H
#define ANJUAN_APP_LIFE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"
#include "desk/life.h"
#include "desk/stop.h"
#include "domain/casefile.h"

typedef struct CaseLife {
    Life now;
    LifeFile file;     /* of one that is sent */
    const char *since; /* the day of the last step; "" before the first */
    LifeRow *steps;    /* as they were taken */
    size_t n_steps;
    Stop *stops; /* as they were raised */
    size_t n_stops;
    const Stop *stop; /* the one that is open; NULL: nothing stops the case */
} CaseLife;

bool app_case_life(Session *session, int64_t case_id, Arena *arena, CaseLife *out, Err *err);
bool app_case_file(Session *session, int64_t case_id, LifeFile *out, Err *err); /* that alone */

/* By hand; on: a day as a person types it, NULL: today. LIFE_CLOSED is app_case_close. */
bool app_case_stage(Session *session, CaseFile **file, Life to, const char *on,
                    const char *comment, Err *err);

/* The stages to which the person may move the case as it stands now. */
size_t app_stages_open(Session *session, const CaseFile *file, Life out[LIFE_COUNT]);

/* Ends the case, with a code of the reasons. Refused while something is open that nobody may
 * leave so; ERR_INPUT asks for a comment where something else is (app/open_ends.h): the text
 * names all of it. */
bool app_case_close(Session *session, CaseFile **file, const char *reason, const char *comment,
                    Err *err);
const CodeTable *app_close_reasons(const Session *session);

/* A case that is closed goes back to where it was, one of the archive to the closed ones; what
 * else is reopened (app/move.h) too. */
bool app_case_may_reopen(Session *session, const CaseFile *file, Err *err);
bool app_case_reopen(Session *session, CaseFile **file, const char *reason, const char *comment,
                     Err *err);

bool app_case_stop(Session *session, CaseFile **file, StopReason reason, const char *words,
                   Err *err);
bool app_case_decide_stop(Session *session, CaseFile **file, StopFate fate, const char *words,
                          Err *err);
/* Whether something holds the case back that a supervisor may decide about. */
bool app_case_held(Session *session, const CaseFile *file);

#endif
