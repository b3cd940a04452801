/* Verifying the store, and backups of it. */
#include "config.h"

#include "app/backup.h"

#include <string.h>

#include "app/inner.h"
#include "base/i18n.h"
#include "rules/files/texts.h"
#include "store/anchor.h"
#include "store/attach.h"
#include "store/sql.h"

static const char *const faults[] = {
    [JOURNAL_CHAIN] = N_("it was changed outside this program, or the disk is damaged"),
    [JOURNAL_SIGNATURE] =
        N_("its signature is of something else, so it was changed outside this program"),
    [JOURNAL_UNSIGNED] = N_("it is not signed, so something other than this program wrote it"),
    [JOURNAL_KEY] = N_("it is signed by a key that is not that of its person, so something "
                       "other than this program wrote it"),
    [JOURNAL_KEY_ENDED] = N_("it is signed by a key that had ended before, so something other "
                             "than this program wrote it"),
    [JOURNAL_KEY_GIVEN] =
        N_("it gives or ends a key, and nobody signed it who may, so something "
           "other than this program wrote it"),
};

/* Their version is a digest over them. */
static bool rules_are(const char *version, const char *packed)
{
    char now[TEXTS_VERSION];
    Texts *texts;

    if (!version || !packed || !texts_unpack(packed, strlen(packed), &texts, NULL))
        return false;
    texts_version(texts, now);
    texts_free(texts);
    return strcmp(now, version) == 0;
}

/* The texts that approvals were judged by; fault says what is wrong with one. */
static bool verify_rules(Store *store, Err *fault, Err *err)
{
    Sql q;

    if (!sql_open(&q, store, "SELECT version, packed FROM knowledge_text ORDER BY version",
                  err))
        return false;
    while (fault->kind == ERR_NONE && sql_row(&q)) {
        if (!rules_are(sql_text(&q, 0), sql_text(&q, 1)))
            err_set(fault, ERR_REFUSED, _("The rules of version %s are not what they were"),
                    sql_text(&q, 0));
    }
    return sql_close(&q, err);
}

bool app_verify_history(Session *session, const Progress *progress, Verified *out, Err *err)
{
    Store *store = session_store(session);
    JournalCheck check = {0};
    bool ok = false;
    *out = (Verified){0};
    if (!store_pages(store, err) || !journal_verify(store, progress, &check, err))
        return false;
    out->events = check.groups;
    out->signatures = check.signatures;
    if (!check.ok) {
        out->first_bad = check.first_bad;
        /* TRANSLATORS: the number of an event, and what is wrong with it. */
        err_set(&out->fault, ERR_REFUSED,
                _("The history fails first at event %lld: %s; compare with a backup"),
                (long long)check.first_bad, _(faults[check.fault]));
        return true;
    }
    if (!review_verify(store, &ok, &out->fault))
        return err_set(err, out->fault.kind, "%s", out->fault.text);
    if (ok && !verify_rules(store, &out->fault, err))
        return false;
    if (ok && out->fault.kind == ERR_NONE && anchor_verify(store, &out->fault))
        store_integrity(store, &out->fault);
    return true;
}

void app_verify_copies(Session *session, const Progress *progress, Verified *out)
{
    AttachCount count = {0};
    if (out->fault.kind == ERR_NONE)
        attach_verify(session_store(session), progress, &count, &out->fault);
    out->copies = count.whole;
    out->unreadable = count.closed;
}

bool app_recoveries(Session *session, Arena *arena, Recovery **out, size_t *n, Err *err)
{
    return recovery_list(session_store(session), arena, out, n, err);
}

static void tell_head(const Anchor *anchor, StoreHead *out)
{
    day_format(anchor->day, out->day);
    words_show(anchor->words, out->words);
    out->event = anchor->group;
}

bool app_head(Session *session, bool *has, StoreHead *out, Err *err)
{
    Anchor anchor;
    *out = (StoreHead){.event = 0};
    if (!anchor_latest(session_store(session), has, &anchor, err))
        return false;
    if (*has)
        tell_head(&anchor, out);
    return true;
}

bool app_head_find(Session *session, const char *words, StoreHead *out, Err *err)
{
    unsigned char wanted[WORDS_BYTES];
    Anchor anchor;
    bool has;
    if (!words_read(words, wanted, err) ||
        !anchor_find(session_store(session), wanted, &has, &anchor, err))
        return false;
    if (!has)
        return err_set(err, ERR_REFUSED,
                       _("No day of this store ended with the characters on the paper: it does "
                         "not go on from there. It is an older copy, or another store"));
    tell_head(&anchor, out);
    return true;
}

bool app_backup(Session *session, const char *path, const BackupOptions *options,
                const Progress *progress, BackupFacts *out, BackupTold *told, Err *err)
{
    Store *store = session_store(session);
    *told = (BackupTold){.told = false};
    /* What is refused for its name is no event. */
    if (!desk_may(session_user(session), VERB_BACKUP, err) || !store_backup_place(path, err))
        return false;
    store_tell_backup(store, session_user(session)->id, &told->told);
    if (!store_backup(store, path, options, progress, out, err))
        return false;
    if (!app_head(session, &told->has, &told->head, &told->fault))
        told->has = false;
    return true;
}

bool app_last_backup(Session *session, char **at, Err *err)
{
    return store_last_backup(session_store(session), at, err);
}
