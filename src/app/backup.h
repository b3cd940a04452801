/* The store as a whole: verifying that it is as it was left, and copying it. Putting a copy
 * back is in app/restore.h. */
#ifndef ANJUAN_APP_BACKUP_H
#define ANJUAN_APP_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "app/session.h"
#include "base/day.h"
#include "base/progress.h"
#include "desk/recovery.h"
#include "seal/words.h"

/* A place where a record is not what the history tells. */
typedef struct RecordChange {
    const char *kind; /* "value", "missing", "extra", "number", "signer", "kind", "right",
                       * "derived", "file" */
    char *table, *column, *no, *label; /* column: of "value"; no: of its case; NULL: none */
    char *told, *stored;               /* NULL: empty, or secret */
    int64_t row, event;                /* the event that tells of it last; 0: none */
    char *words;                       /* all that for a person */
    char *bare;                        /* without the values; NULL: of "right", "derived" */
} RecordChange;

typedef struct Verified {
    int64_t events;     /* of the history */
    int64_t signatures; /* under these */
    int64_t first_bad;  /* the event where it first fails; 0: none */
    int64_t records;    /* rows that were held against the history */
    int64_t changed;    /* places where they differ; the first of them are in changes */
    RecordChange *changes;
    size_t change_count;
    int64_t copies;                  /* attached ones that are whole */
    int64_t unreadable;              /* attached copies that this account may not read */
    int64_t judged;                  /* approvals that were judged once more */
    int64_t unjudged;                /* that cannot be: of rules that are not read here */
    int64_t books;                   /* files of batches that are what was approved */
    int64_t books_left, books_other; /* not made anew: nobody asked; that cannot be compared */
    char *other_books;               /* the numbers of the first of those; NULL: none */
    int64_t books_unmade;            /* that could not be made here */
    char *unmade;                    /* why, for a person; NULL: all could */
    Err fault;                       /* the first that was found; ERR_NONE: none */
} Verified;

/* History, approvals and database. Nobody need be signed in. False: it could not be told. What
 * is in out then is given back by app_verified_free. */
bool app_verify_history(Session *session, const Progress *progress, Verified *out, Err *err);
void app_verified_free(Verified *verified);

/* Every record, user, decision, batch and setting against the history, where that is whole, and
 * what is made from them (search, queue) against the records. */
bool app_verify_records(Session *session, const Progress *progress, Verified *out, Err *err);

/* Whether the attached papers are what they were when they were attached; where no fault was
 * found before. */
void app_verify_copies(Session *session, const Progress *progress, Verified *out);

/* All three, and the newest of the files that went out (app/verify_books.h); whole: all of
 * these, and each approval is judged once more (app/verify_judged.h), which takes long where
 * there are many. */
bool app_verify(Session *session, const Progress *progress, Verified *out, Err *err);
bool app_verify_whole(Session *session, const Progress *progress, Verified *out, Err *err);

/* For the screens, when somebody comes in: the newest events, and some of the older ones by
 * turns, in some ten milliseconds. What is at fault is a note (session_notes). */
void app_verify_begin(Session *session);

/* Holds the history against that of another file, plain or sealed under a key of this store: a
 * backup, or an older copy. fault: this store does not go on from there. *event: the last one
 * of the shorter. */
bool app_verify_against(Session *session, const char *path, int64_t *event, Err *fault,
                        Err *err);

/* What is no fault and has to be known: supervisors whom the recovery code made. */
bool app_recoveries(Session *session, Arena *arena, Recovery **out, size_t *n, Err *err);

/* How far the history had gone when a day ended, as it stands on paper (store/anchor.h): of the
 * last day that is over, which there is none of on the first day of a store. */
typedef struct StoreHead {
    char day[DAY_TEXT], words[WORDS_TEXT];
    int64_t event; /* the last one of that day */
} StoreHead;
bool app_head(Session *session, bool *has, StoreHead *out, Err *err);

/* The day of the characters on a paper. ERR_REFUSED: this store does not go on from there. */
bool app_head_find(Session *session, const char *words, StoreHead *out, Err *err);

/* As store_backup, and an event of the history. told: the history knows of it; head: how the
 * last day ended before it, where has; fault: why that could not be read, which is no fault of
 * the backup. */
typedef struct BackupTold {
    bool told, has;
    StoreHead head;
    Err fault;
} BackupTold;
bool app_backup(Session *session, const char *path, const BackupOptions *options,
                const Progress *progress, BackupFacts *out, BackupTold *told, Err *err);

/* When the last one was made from this store: an instant, for the caller to free; NULL: never.
 */
bool app_last_backup(Session *session, char **at, Err *err);

#endif
