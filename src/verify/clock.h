/* When groups say that they happened: by the clock of the machine, which may be wrong, so what
 * does not follow is told and is no fault. */
#ifndef ANJUAN_VERIFY_CLOCK_H
#define ANJUAN_VERIFY_CLOCK_H

#include "verify/model.h"
#include "verify/report.h"

typedef struct VerifyClock {
    int64_t newest, entry; /* in minutes, and which event says so; 0: none yet */
    bool invented;         /* of a practice store, whose history is */
    int64_t doubts, first, first_before;
    bool behind; /* the first: before the event that it follows */
} VerifyClock;

void clock_group(VerifyClock *clock, const Group *group);
void clock_over(const VerifyClock *clock, Report *report); /* after the last one */

/* An instant in minutes, in UTC as it is written. */
bool clock_minutes(Bytes at, int64_t *out);

#endif
