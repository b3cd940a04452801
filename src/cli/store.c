/* verify, backup, restore: the store itself. */
#include "config.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "store/attach.h"

static void print_check(Cli *cli, const JournalCheck *check, const AttachCount *copies, bool ok)
{
    if (cli->json)
        cli_json_line(cli, json_pack("{s:I,s:b,s:o,s:I}", "events", (json_int_t)check->groups,
                                     "ok", ok, "first_bad",
                                     check->ok ? json_null() : json_integer(check->first_bad),
                                     "unreadable", (json_int_t)copies->closed));
    else if (ok)
        cli_printf(cli,
                   ngettext("The history is whole: %lld event",
                            "The history is whole: %lld events", (unsigned long)check->groups),
                   (long long)check->groups);
}

/* The attached papers are what they were when they were attached. */
static bool copies_whole(Store *store, AttachCount *count, Err *fault)
{
    CliProgress progress;
    const Progress *step = cli_progress_begin(&progress, _("Verifying the attached copies"));
    bool whole = attach_verify(store, step, count, fault);
    cli_progress_end(&progress);
    return whole;
}

static bool run_verify(Cli *cli, Err *err)
{
    JournalCheck check = {0};
    AttachCount copies = {0};
    CliProgress progress;
    Store *store = session_store(cli->session);
    Err fault = {0};
    bool ok = false;
    const Progress *step = cli_progress_begin(&progress, _("Verifying the history"));
    bool done = journal_verify(store, step, &check, err);
    cli_progress_end(&progress);
    if (!done)
        return false;
    if (!check.ok)
        err_set(
            &fault, ERR_REFUSED,
            _("The history fails first at event %lld: it was changed outside this program, or "
              "the disk is damaged; compare with a backup"),
            (long long)check.first_bad);
    else if (!review_verify(store, &ok, &fault))
        return err_set(err, fault.kind, "%s", fault.text);
    ok = ok && check.ok && store_integrity(store, &fault) &&
         copies_whole(store, &copies, &fault);
    print_check(cli, &check, &copies, ok);
    if (!ok) {
        cli->status = 1;
        cli_complain(cli, &fault, cli->status);
    }
    return true;
}

const CliCommand command_verify = {
    .name = "verify",
    .usage = "",
    .help =
        N_("Verify that nothing in the history or the attached copies was changed or removed"),
    .flags = CLI_STORE | CLI_READ,
    .run = run_verify,
};

static bool run_backup(Cli *cli, Err *err)
{
    CliProgress progress;
    if (!desk_may(session_user(cli->session), VERB_BACKUP, err))
        return false;
    const Progress *step = cli_progress_begin(&progress, _("Copying the store"));
    bool done = store_backup(session_store(cli->session), cli->args[0], step, err);
    cli_progress_end(&progress);
    if (done && cli->json)
        cli_json_line(cli, json_pack("{s:o}", "file", cli_json_text(cli->args[0])));
    return done;
}

const CliCommand command_backup = {
    .name = "backup",
    .usage = "FILE",
    .help =
        N_("Copy the whole store to a new file, its attached copies to FILE.files beside it"),
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_backup,
};

static bool run_restore(Cli *cli, Err *err)
{
    char *path = cli->options.store ? xstrdup(cli->options.store) : session_default_store();
    bool done = store_restore(cli->args[0], path, err);
    if (done && cli->json)
        cli_json_line(cli, json_pack("{s:o}", "store", cli_json_text(path)));
    else if (done)
        cli_printf(cli, _("Restored %s"), path);
    free(path);
    return done;
}

const CliCommand command_restore = {
    .name = "restore",
    .usage = "FILE",
    .help = N_("Put a backup in place of the store; the old one is kept beside it"),
    .args_min = 1,
    .args_max = 1,
    .run = run_restore,
};
