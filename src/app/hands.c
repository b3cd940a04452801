/* Asked when a case comes on a screen, and kept until the person says that they edit it, or
 * leaves. */
#include "config.h"

#include "app/hands.h"

#include "app/move.h"
#include "app/session_inner.h"
#include "app/talk.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/eyes.h"

static HandsKept *kept_of(const Session *session, const CaseFile *file)
{
    for (size_t i = 0; i < session->n_hands; i++) {
        if (session->hands[i].case_id == case_head_of(file)->id)
            return &session->hands[i];
    }
    return NULL;
}

static void keep(Session *session, const CaseFile *file, HandsOff off)
{
    HandsKept *kept = kept_of(session, file);
    if (!kept) {
        session->hands = xreallocarray(session->hands, session->n_hands + 1, sizeof *kept);
        kept = &session->hands[session->n_hands++];
    }
    *kept = (HandsKept){case_head_of(file)->id, off};
}

/* Returned to who entered it, or shown with a question: others look at it as who will decide.
 */
static bool waits_for_others(Session *session, const CaseFile *file)
{
    Standing standing;
    return app_case_standing(file, &standing, NULL) &&
           (standing.amendment == STATUS_RETURNED || app_talk_waits(session, file)) &&
           app_case_may(session, file, VERB_EDIT, NULL);
}

static bool could_approve(Session *session, const CaseFile *file)
{
    Eyes eyes;
    int64_t by;
    return desk_may(session_user(session), VERB_APPROVE, NULL) &&
           eyes_of(session_store(session), case_head_of(file)->id, session_user(session)->id,
                   &eyes, &by, NULL) &&
           eyes == EYES_FREE;
}

void app_hands_watch(Session *session, const CaseFile *file)
{
    app_hands_on(session, file);
    if (waits_for_others(session, file) && could_approve(session, file))
        keep(session, file, HANDS_EYES);
}

HandsOff app_hands_submits(Session *session, const CaseFile *file)
{
    return could_approve(session, file) ? HANDS_EYES : app_hands_off(session, file);
}

void app_hands_gave(Session *session, const CaseFile *file)
{
    keep(session, file, HANDS_GIVEN);
}

HandsOff app_hands_off(const Session *session, const CaseFile *file)
{
    const HandsKept *kept = kept_of(session, file);
    return kept ? kept->off : HANDS_MAY;
}

bool app_hands_refuse(HandsOff off, Err *err)
{
    return err_set(err, ERR_REFUSED,
                   off == HANDS_EYES
                       ? _("You have had no hand in this case and may approve it; who edits it "
                           "may not. A mark or an answer says what is to be changed")
                       : _("You have handed this case over; somebody else keeps it now"));
}

void app_hands_on(Session *session, const CaseFile *file)
{
    HandsKept *kept = kept_of(session, file);
    if (kept)
        *kept = session->hands[--session->n_hands];
}
