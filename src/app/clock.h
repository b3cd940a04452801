/* A wrong clock is said to whoever comes in and to the history, and gives no case number of a
 * wrong year (store/clock.h has what wrong means). */
#ifndef ANJUAN_APP_CLOCK_H
#define ANJUAN_APP_CLOCK_H

#include "app/session.h"
#include "base/buf.h"

/* What is wrong with it, in words; false: nothing, or the store cannot be read yet. */
bool app_clock_words(Session *session, Buf *out);

/* A note of it; at a sign-in the history is told too, once. */
void app_clock_note(Session *session);
void app_clock_signed_in(Session *session);

/* Refuses where a number would be of a wrong year. */
bool app_clock_numbers(Session *session, Err *err);

/* The person says that it is right all the same, and the history has it. Where nothing seems
 * wrong there is nothing to say. */
bool app_clock_is_right(Session *session, Err *err);

/* What verifying tells of entries by a wrong clock, which are no fault; false: there are none.
 */
bool app_clock_remark(Session *session, Buf *out);

#endif
