/* backup, restore, station: the store itself. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/restore.h"
#include "app/seal.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/commands.h"

/* ---- backup ---- */

static void print_backup(Cli *cli, const char *path, const BackupFacts *facts, bool made)
{
    Buf events = BUF_INIT, copies = BUF_INIT;
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:o,s:b,s:I,s:I,s:I}", "file", cli_json_text(path), "ok",
                                     1, "events", (json_int_t)facts->events, "copies",
                                     (json_int_t)facts->copies, "missing",
                                     (json_int_t)facts->missing));
        return;
    }
    buf_addf(&events, ngettext("%lld event", "%lld events", (unsigned long)facts->events),
             (long long)facts->events);
    buf_addf(
        &copies,
        ngettext("%lld attached copy", "%lld attached copies", (unsigned long)facts->copies),
        (long long)facts->copies);
    /* TRANSLATORS: file, "12 events", "3 attached copies". */
    cli_printf(cli,
               made ? _("Backed up and verified: %s, %s, %s")
                    : _("The backup %s is whole: %s, %s"),
               path, events.data, copies.data);
    buf_free(&events);
    buf_free(&copies);
}

static void note_missing(Cli *cli, const BackupFacts *facts)
{
    if (facts->missing)
        cli_note(cli,
                 ngettext("%lld attached copy is not in it: the store itself did not have it "
                          "whole. “anjuan verify” names the first",
                          "%lld attached copies are not in it: the store itself did not have "
                          "them whole. “anjuan verify” names the first",
                          (unsigned long)facts->missing),
                 (long long)facts->missing);
}

static void note_changed(Cli *cli, int64_t changed)
{
    if (changed)
        cli_note(cli,
                 ngettext("In %lld place its records are not what its history tells: “anjuan "
                          "verify” names it",
                          "In %lld places its records are not what its history tells: “anjuan "
                          "verify” names them",
                          (unsigned long)changed),
                 (long long)changed);
}

/* A sealed one is read by whoever can open it. */
static bool unlock_backup(Cli *cli, const char *path, SealKey **key, Err *err)
{
    Buf name = BUF_INIT, passphrase = BUF_INIT;
    bool done =
        !store_is_sealed(path) || (cli_person(cli, &name, &passphrase, err) &&
                                   app_unlock(path, name.data, passphrase.data, key, err));
    buf_free(&name);
    buf_free(&passphrase);
    return done;
}

static bool check_backup(Cli *cli, const char *path, Err *err)
{
    CliProgress progress;
    BackupFacts facts;
    Err fault = {0};
    SealKey *key = NULL;
    if (!unlock_backup(cli, path, &key, err))
        return false;
    const Progress *step = cli_progress_begin(&progress, _("Reading the backup"));
    bool whole = store_backup_check(path, step, &facts, &fault);
    cli_progress_end(&progress);
    app_unlock_end(key);
    if (!whole && fault.kind == ERR_CANCELLED)
        return err_set(err, fault.kind, "%s", fault.text);
    if (whole) {
        print_backup(cli, path, &facts, false);
        note_missing(cli, &facts);
        return true;
    }
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o,s:b,s:o}", "file", cli_json_text(path), "ok", 0,
                                     "fault", cli_json_text(fault.text)));
    cli_note(cli, "anjuan: %s", fault.text);
    cli->status = 1;
    return true;
}

static bool run_backup(Cli *cli, Err *err)
{
    CliProgress progress;
    BackupFacts facts;
    BackupTold told;
    const BackupOptions options = {.incomplete = cli_value(cli, "--incomplete") != NULL,
                                   .changed = cli_value(cli, "--changed") != NULL};
    const char *path = cli->args[0];
    if (strcmp(path, "-") == 0)
        return cli_usage(err, _("A backup is a file with a name, so that it can be checked and "
                                "put back; it is not written to standard output"));
    if (cli_value(cli, "--check"))
        return check_backup(cli, path, err);
    if (!cli_open(cli, CLI_STORE | CLI_READ | CLI_PERSON, err))
        return false;
    const Progress *step = cli_progress_begin(&progress, _("Copying the store"));
    bool done = app_backup(cli->session, path, &options, step, &facts, &told, err);
    cli_progress_end(&progress);
    if (!done)
        return false;
    print_backup(cli, path, &facts, true);
    if (!cli->json && told.has)
        cli_printf(cli, _("Its head at the end of %s: %s"), told.head.day, told.head.words);
    if (told.fault.kind != ERR_NONE)
        cli_note(cli, _("Its head cannot be told: %s"), told.fault.text);
    if (!told.told)
        cli_note(cli, "%s",
                 _("The history does not tell of this backup, for it could not be written"));
    note_missing(cli, &facts);
    note_changed(cli, facts.changed);
    return true;
}

const CliCommand command_backup = {
    .name = "backup",
    .usage = "FILE [--check]",
    .help = N_("Copy the whole store to a new file, its attached copies to the folder "
               "anjuan-copies beside it, and verify both"),
    .options = {{"--check", NULL,
                 N_("make none: read one that is there, and every copy of it")},
                {"--incomplete", NULL,
                 N_("leave out attached copies that the store itself does not have whole")},
                {"--changed", NULL,
                 N_("also where records are not what the history tells, which is evidence")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_MAKES,
    .run = run_backup,
};

/* ---- restore ---- */

static json_t *json_erase_again(const RestoreFacts *facts)
{
    json_t *list = json_array();
    const char *at = facts->erase_again ? facts->erase_again : "";
    while (*at) {
        size_t len = strcspn(at, " ");
        json_array_append_new(list, json_stringn(at, len));
        at += len + (at[len] == ' ');
    }
    return list;
}

static void print_restore(Cli *cli, const char *path, const RestoreFacts *facts)
{
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:o,s:I,s:I,s:I,s:o,s:b,s:I,s:o}", "store",
                                     cli_json_text(path), "events", (json_int_t)facts->events,
                                     "copies", (json_int_t)facts->copies, "missing",
                                     (json_int_t)facts->missing, "kept",
                                     cli_json_text(facts->kept), "asks_station",
                                     facts->asks_station, "lost", (json_int_t)facts->lost,
                                     "erase_again", json_erase_again(facts)));
        return;
    }
    cli_printf(cli, _("Restored %s"), path);
    if (facts->lost)
        cli_printf(
            cli,
            ngettext("It is older: %lld event of the store that was there is not in it",
                     "It is older: %lld events of the store that was there are not in it",
                     (unsigned long)facts->lost),
            (long long)facts->lost);
    if (facts->erase_again)
        cli_printf(cli,
                   _("Erased since in the store that was there, and whole again now; erase "
                     "them again: %s"),
                   facts->erase_again);
    if (facts->kept)
        cli_printf(cli, _("The store that was there is kept as %s"), facts->kept);
    if (facts->kept)
        cli_printf(cli, "%s",
                   _("People, roles and passphrases are those of the backup: whoever was "
                     "disabled or added since, or has another passphrase, is as they were "
                     "then"));
    if (facts->asks_station)
        cli_printf(cli, "%s",
                   _("Before anything is changed in it, it needs a station code of its own, so "
                     "that no case number is given twice: “anjuan station CODE”"));
}

static bool run_restore(Cli *cli, Err *err)
{
    CliProgress progress;
    RestoreFacts facts = {0};
    Buf name = BUF_INIT, passphrase = BUF_INIT;
    RestoreOptions options = {.older = cli_value(cli, "--older") != NULL,
                              .changed = cli_value(cli, "--changed") != NULL,
                              .same_station = cli_value(cli, "--same-station") != NULL,
                              .station = cli_value(cli, "--station")};
    if (options.same_station && options.station)
        return cli_usage(err,
                         _("--station gives another code, --same-station keeps the one that "
                           "is there; one of them"));
    char *path = cli->options.store ? xstrdup(cli->options.store) : session_default_store();
    bool done = cli_person(cli, &name, &passphrase, err);
    options.progress = cli_progress_begin(&progress, _("Putting the backup back"));
    done = done &&
           app_restore(cli->args[0], path, name.data, passphrase.data, &options, &facts, err);
    cli_progress_end(&progress);
    if (facts.notice)
        cli_note(cli, "%s", facts.notice);
    if (done) {
        print_restore(cli, path, &facts);
        note_changed(cli, facts.changed);
    }
    if (done && facts.missing)
        cli_note(cli,
                 ngettext("%lld attached copy was not in the backup; “anjuan verify” tells "
                          "whether the store has it",
                          "%lld attached copies were not in the backup; “anjuan verify” tells "
                          "whether the store has them",
                          (unsigned long)facts.missing),
                 (long long)facts.missing);
    restore_facts_end(&facts);
    buf_free(&name);
    buf_free(&passphrase);
    free(path);
    return done;
}

const CliCommand command_restore = {
    .name = "restore",
    .usage = "FILE [--older] [--same-station | --station CODE]",
    .help = N_("Put a backup in place of the store; the old one is kept beside it"),
    .options = {{"--older", NULL,
                 N_("also over a store that has events which the backup lacks")},
                {"--changed", NULL,
                 N_("also one whose records are not what its history tells")},
                {"--same-station", NULL,
                 N_("keep the station code: the store that the backup was made of is no more")},
                {"--station", "CODE", N_("give this station code, which no other store has")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_MAKES,
    .run = run_restore,
};

/* ---- station ---- */

static bool run_station(Cli *cli, Err *err)
{
    if (cli->n_args && !app_station_set(cli->session, cli->args[0],
                                        cli_value(cli, "--same-station") != NULL, err))
        return false;
    const char *code = session_station(cli->session);
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o}", "station", cli_json_text(code)));
    else
        cli_printf(cli, _("The station code is %s"), code);
    return true;
}

const CliCommand command_station = {
    .name = "station",
    .usage = "[CODE]",
    .help = N_("Show the station code, or give one to a store that was put back from a backup"),
    .options =
        {{"--same-station", NULL,
          N_("CODE is the one it has: the store that the backup was made of is no more")}},
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_station,
};
