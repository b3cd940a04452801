/* Verifying the store, and backups of it. */
#include "config.h"

#include "app/backup.h"

#include "app/inner.h"
#include "base/i18n.h"
#include "store/attach.h"

bool app_verify_history(Session *session, const Progress *progress, Verified *out, Err *err)
{
    Store *store = session_store(session);
    JournalCheck check = {0};
    bool ok = false;
    *out = (Verified){0};
    if (!journal_verify(store, progress, &check, err))
        return false;
    out->events = check.groups;
    if (!check.ok) {
        out->first_bad = check.first_bad;
        err_set(
            &out->fault, ERR_REFUSED,
            _("The history fails first at event %lld: it was changed outside this program, or "
              "the disk is damaged; compare with a backup"),
            (long long)check.first_bad);
        return true;
    }
    if (!review_verify(store, &ok, &out->fault))
        return err_set(err, out->fault.kind, "%s", out->fault.text);
    if (ok)
        store_integrity(store, &out->fault);
    return true;
}

void app_verify_copies(Session *session, const Progress *progress, Verified *out)
{
    AttachCount count = {0};
    if (out->fault.kind == ERR_NONE)
        attach_verify(session_store(session), progress, &count, &out->fault);
    out->unreadable = count.closed;
}

bool app_backup(Session *session, const char *path, bool incomplete, const Progress *progress,
                BackupFacts *out, Err *err)
{
    return desk_may(session_user(session), VERB_BACKUP, err) &&
           store_backup(session_store(session), path, incomplete, progress, out, err);
}

bool app_last_backup(Session *session, char **at, Err *err)
{
    return store_last_backup(session_store(session), at, err);
}
