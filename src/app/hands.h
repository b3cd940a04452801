/* Cases on the screens that are not typed into before the person was asked: one that a
 * supervisor could approve, since editing it there costs the approval, and one that was just
 * handed over to somebody else. Until then the verbs of app/edit.h refuse, whatever key leads
 * to them. It is a matter of screens alone, kept in the session: the command line says what it
 * means by its words. */
#ifndef ANJUAN_APP_HANDS_H
#define ANJUAN_APP_HANDS_H

#include <stdbool.h>

#include "app/session.h"
#include "domain/casefile.h"

typedef enum HandsOff {
    HANDS_MAY,   /* nothing is asked */
    HANDS_EYES,  /* no hand in it yet, and may approve it */
    HANDS_GIVEN, /* handed over a moment ago */
} HandsOff;

/* A case comes on the screen: whether it is one that the person could approve. */
void app_hands_watch(Session *session, const CaseFile *file);
/* It was handed over by the person. */
void app_hands_gave(Session *session, const CaseFile *file);
HandsOff app_hands_off(const Session *session, const CaseFile *file);
/* Of submitting it, which is a hand in it as well: asked wherever the case stands, and on the
 * screens that have not opened it too. */
HandsOff app_hands_submits(Session *session, const CaseFile *file);
/* Sets err to why. */
bool app_hands_refuse(HandsOff off, Err *err);
/* The person edits it all the same, or leaves the case. */
void app_hands_on(Session *session, const CaseFile *file);

#endif
