/* Handing a case to another station: with it goes the pen (desk/pen.h), so that one station at
 * a time works on it. */
#ifndef ANJUAN_APP_PEN_H
#define ANJUAN_APP_PEN_H

#include <stdbool.h>
#include <stdint.h>

#include "app/session.h"
#include "desk/pen.h"

/* Passes the pen of a case to the station of that code, in a group of its own, which is the
 * last of those that go there; nothing where it is there already. Inside the caller's
 * transaction. */
bool app_pen_pass(Session *session, int64_t case_id, const char *to, Err *err);

/* Whether the person may hand it over as it stands now. */
bool app_pen_may_pass(Session *session, int64_t case_id, Err *err);

/* Where the case is, for whoever may read it; texts are in the arena. */
bool app_pen(Session *session, int64_t case_id, Arena *arena, Pen *out, Err *err);

/* A supervisor goes on here with a case of a station that is trusted no longer, as it was when
 * it last came from there; the words say why, for whoever reads the history. */
bool app_take_over(Session *session, int64_t case_id, const char *words, Err *err);

#endif
