/* Erasing a case: on the day until which it was to be kept, or before it when its person asks.
 * Only a case that is closed, in no batch that is begun and held by nothing. Its number, its
 * course and who decided stay; all that tells of the person goes from the records, the journal,
 * the snapshots, the batches and the copies of papers, and the chain still verifies. What was
 * sent to a platform lies there, and backups and files made before keep what they hold: the
 * caller says so. */
#ifndef ANJUAN_APP_ERASE_H
#define ANJUAN_APP_ERASE_H

#include <stdbool.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"
#include "domain/casefile.h"

/* What stands in place of a snapshot. */
#define ERASED_SNAPSHOT "{}"

/* What was erased, for the certificate: nothing in it tells of the person. */
typedef struct Erased {
    const char *no, *at, *by, *reason;
    bool requested; /* by the person; else its day had come */
    /* Of the request: days, codes of relation and request_way; "" where there is none. What was
     * erased before requests were kept has none of them. */
    const char *asked_on, *asked_as, *asked_how, *answered_on;
    int64_t batches;    /* in which it was sent */
    const char *others; /* as app_erase_others said it then */
} Erased;

/* The day from which it is erased without anybody's asking; NULL: the case is not closed. */
bool app_case_kept_until(Session *session, const CaseFile *file, Arena *arena,
                         const char **until, Err *err);

/* False, with why: app_case_erase would refuse. Changes nothing. */
bool app_erase_may(Session *session, int64_t case_id, bool requested, const char *reason,
                   Err *err);
/* The text that stays must not name the person. requested: there is a request of the case that
 * was granted (the record request); the last of them is what the erasure names. */
bool app_case_erase(Session *session, const char *no, bool requested, const char *reason,
                    Err *err);

/* Whether nothing of an erased case is left: no copy of a paper, no bundle that carried it or
 * may hold it, and the file written anew. Some may be, where a file could not be removed: each
 * start tries again, and until then there is no certificate. */
bool app_erased_whole(Session *session, Err *err);

/* The numbers of other cases in which somebody of it is, with blanks between, "" where there is
 * none: they stay, and a person who asks to be erased is told of them. In the arena. */
bool app_erase_others(Session *session, const CaseFile *file, Arena *arena,
                      const char **numbers, Err *err);
/* What is said of them before; NULL: there are none. */
const char *app_erase_others_words(const char *numbers, Arena *arena);

/* The other stations that have had the case, "县督导台 (C1)", with commas between; "" for none.
 * What they have is not erased with it. In the arena. */
bool app_erase_stations(Session *session, int64_t case_id, Arena *arena, const char **names,
                        Err *err);
/* What is said of them; NULL: there are none. */
const char *app_erase_stations_words(const char *names, Arena *arena);

/* Whether such a request stands in the case. */
bool app_erase_granted(Session *session, int64_t case_id, Err *err);

/* In words, in that language: "the patient", "in writing"; "" where there is none. */
const char *app_erased_as(const Session *session, const Erased *erased, const char *lang);
const char *app_erased_how(const Session *session, const Erased *erased, const char *lang);

/* ERR_NOT_FOUND when the case was not erased. */
bool app_case_erased(Session *session, const char *no, Arena *arena, Erased *out, Err *err);

#endif
