/* verify, backup, restore, station: the store itself. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/clock.h"
#include "app/people.h"
#include "app/restore.h"
#include "app/seal.h"
#include "app/vouch.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/commands.h"

/* What verify has to tell beside faults: of heads, the one that stands on today's papers and
 * the one that was read from a paper; of the recovery code, whom it made. */
typedef struct Heads {
    StoreHead now, paper;
    bool has, asked, found;
    const char *against; /* another file; NULL: none */
    int64_t event;       /* up to there it is the same */
    Recovery *recoveries;
    size_t n_recoveries;
} Heads;

static json_t *head_json(const StoreHead *head)
{
    return json_pack("{s:s,s:s,s:I}", "day", head->day, "words", head->words, "event",
                     (json_int_t)head->event);
}

/* What was changed behind the program's back. */
static json_t *changes_json(const Verified *found)
{
    json_t *all = json_array();
    for (size_t i = 0; i < found->change_count; i++) {
        const RecordChange *change = &found->changes[i];
        json_array_append_new(
            all, json_pack("{s:s,s:o,s:s,s:I,s:o,s:o,s:o,s:I,s:o}", "kind", change->kind, "no",
                           cli_json_text(change->no), "record", change->table, "row",
                           (json_int_t)change->row, "field", cli_json_text(change->column),
                           "old", cli_json_text(change->told), "new",
                           cli_json_text(change->stored), "event", (json_int_t)change->event,
                           "words", cli_json_text(change->words)));
    }
    return all;
}

/* Made by whoever had the recovery code. */
static json_t *recoveries_json(const Heads *heads)
{
    json_t *all = json_array();
    for (size_t i = 0; i < heads->n_recoveries; i++)
        json_array_append_new(all, json_pack("{s:o,s:s}", "user",
                                             cli_json_text(heads->recoveries[i].name), "at",
                                             heads->recoveries[i].at));
    return all;
}

static void print_recoveries(Cli *cli, const Heads *heads)
{
    for (size_t i = 0; i < heads->n_recoveries; i++)
        /* TRANSLATORS: a user name, day and time. */
        cli_printf(cli, _("The recovery code made %s a supervisor: %s"),
                   heads->recoveries[i].name, cli_when(cli, heads->recoveries[i].at));
}

static void print_verified_json(Cli *cli, const Verified *found, const Heads *heads, bool ok)
{
    const char **sentences;
    size_t n;
    json_t *remarks = json_array();
    json_t *all =
        json_pack("{s:I,s:I,s:I,s:I,s:b,s:o,s:o,s:o,s:I}", "events", (json_int_t)found->events,
                  "signatures", (json_int_t)found->signatures, "records",
                  (json_int_t)found->records, "copies", (json_int_t)found->copies, "ok", ok,
                  "first_bad", found->first_bad ? json_integer(found->first_bad) : json_null(),
                  "what", cli_json_text(ok ? NULL : found->fault.text), "changes",
                  changes_json(found), "unreadable", (json_int_t)found->unreadable);
    json_object_set_new(all, "judged", json_integer((json_int_t)found->judged));
    json_object_set_new(all, "files", json_integer((json_int_t)found->books));
    json_object_set_new(all, "files_not_looked_at",
                        json_integer((json_int_t)(found->books_older + found->books_other +
                                                  found->books_unmade)));
    json_object_set_new(all, "files_unmade", cli_json_text(found->unmade));
    app_people_alone(cli->session, cli->arena, &sentences, &n);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(remarks, cli_json_text(sentences[i]));
    app_vouched_alone(cli->session, cli->arena, &sentences, &n);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(remarks, cli_json_text(sentences[i]));
    Buf clock = BUF_INIT;
    if (app_clock_remark(cli->session, &clock))
        json_array_append_new(remarks, cli_json_text(clock.data));
    buf_free(&clock);
    json_object_set_new(all, "remarks", remarks);
    json_object_set_new(all, "recoveries", recoveries_json(heads));
    json_object_set_new(all, "head", heads->has ? head_json(&heads->now) : json_null());
    if (heads->asked)
        json_object_set_new(all, "paper",
                            heads->found ? head_json(&heads->paper) : json_null());
    if (heads->against)
        json_object_set_new(all, "against", ok ? json_integer(heads->event) : json_null());
    cli_json_line(cli, all);
}

/* No fault, and something to ask about. */
static void print_alone(Cli *cli)
{
    const char **sentences;
    size_t n;
    app_people_alone(cli->session, cli->arena, &sentences, &n);
    for (size_t i = 0; i < n; i++)
        cli_printf(cli, "%s", sentences[i]);
    app_vouched_alone(cli->session, cli->arena, &sentences, &n);
    for (size_t i = 0; i < n; i++)
        cli_printf(cli, "%s", sentences[i]);
    Buf clock = BUF_INIT;
    if (app_clock_remark(cli->session, &clock))
        cli_printf(cli, "%s", clock.data);
    buf_free(&clock);
}

static void print_books(Cli *cli, const Verified *found)
{
    if (found->judged)
        cli_printf(cli,
                   ngettext("%lld approval is as its rules let it",
                            "%lld approvals are as their rules let them",
                            (unsigned long)found->judged),
                   (long long)found->judged);
    if (found->books)
        cli_printf(cli,
                   ngettext("The file of %lld batch is what was approved",
                            "The files of %lld batches are what was approved",
                            (unsigned long)found->books),
                   (long long)found->books);
    if (found->books_older)
        cli_printf(cli,
                   ngettext("Not looked at: the file of %lld older batch (--whole)",
                            "Not looked at: the files of %lld older batches (--whole)",
                            (unsigned long)found->books_older),
                   (long long)found->books_older);
    if (found->books_other)
        cli_printf(
            cli,
            /* TRANSLATORS: how many, and the numbers of the first. */
            ngettext("Not looked at: the file of %lld batch that another version wrote or "
                     "that has an erased case: %s",
                     "Not looked at: the files of %lld batches that another version wrote "
                     "or that have an erased case: %s",
                     (unsigned long)found->books_other),
            (long long)found->books_other, found->other_books);
    if (found->books_unmade)
        cli_printf(cli,
                   /* TRANSLATORS: how many, and why. */
                   ngettext("Not looked at: the file of %lld batch, which cannot be made anew "
                            "here: %s",
                            "Not looked at: the files of %lld batches, which cannot be made "
                            "anew here: %s",
                            (unsigned long)found->books_unmade),
                   (long long)found->books_unmade, found->unmade);
}

static void print_verified(Cli *cli, const Verified *found, const Heads *heads, bool ok)
{
    if (cli->json) {
        print_verified_json(cli, found, heads, ok);
        return;
    }
    if (!ok)
        return;
    print_alone(cli);
    cli_printf(cli,
               ngettext("The history is whole: %lld event", "The history is whole: %lld events",
                        (unsigned long)found->events),
               (long long)found->events);
    if (found->signatures)
        cli_printf(cli,
                   ngettext("%lld of them is signed", "%lld of them are signed",
                            (unsigned long)found->signatures),
                   (long long)found->signatures);
    cli_printf(cli,
               ngettext("%lld record is what it tells", "%lld records are what it tells",
                        (unsigned long)found->records),
               (long long)found->records);
    print_books(cli, found);
    cli_printf(cli, "%s",
               _("Not looked at: what is half typed or saves work, and tries at a passphrase"));
    print_recoveries(cli, heads);
    if (heads->has)
        /* TRANSLATORS: a day, ten Chinese characters. */
        cli_printf(cli, _("Its head at the end of %s: %s"), heads->now.day, heads->now.words);
    if (heads->found)
        /* TRANSLATORS: a day, the number of an event. */
        cli_printf(cli,
                   _("The characters on the paper are those of %s, event %lld: this store goes "
                     "on from there"),
                   heads->paper.day, (long long)heads->paper.event);
    if (heads->against)
        cli_printf(cli, _("This store goes on from %s, which ends with event %lld"),
                   heads->against, (long long)heads->event);
}

static bool look_against(Cli *cli, Verified *found, Heads *heads, Err *err)
{
    heads->against = cli_value(cli, "--against");
    return !heads->against || found->fault.kind != ERR_NONE ||
           app_verify_against(cli->session, heads->against, &heads->event, &found->fault, err);
}

/* Only a history that is whole says anything of a head. */
static bool look_at_heads(Cli *cli, Verified *found, Heads *heads, Err *err)
{
    const char *words = cli_value(cli, "--head");
    heads->asked = words != NULL;
    if (found->fault.kind != ERR_NONE)
        return true;
    if (!app_head(cli->session, &heads->has, &heads->now, err) ||
        !app_recoveries(cli->session, cli->arena, &heads->recoveries, &heads->n_recoveries,
                        err))
        return false;
    if (!words)
        return true;
    heads->found = app_head_find(cli->session, words, &heads->paper, &found->fault);
    return heads->found || found->fault.kind == ERR_REFUSED ||
           err_set(err, found->fault.kind, "%s", found->fault.text);
}

static bool verify_all(Cli *cli, Verified *found, Heads *heads, Err *err)
{
    CliProgress progress;
    const Progress *step = cli_progress_begin(&progress, _("Verifying the store"));
    bool done = (cli_value(cli, "--whole") ? app_verify_whole : app_verify)(cli->session, step,
                                                                            found, err);
    cli_progress_end(&progress);
    return done && look_at_heads(cli, found, heads, err) &&
           look_against(cli, found, heads, err);
}

/* The first one stands in the fault itself, where that is of this kind. */
static void note_changes(const Cli *cli, const Verified *found)
{
    for (size_t i = 0; !cli->json && i < found->change_count; i++) {
        if (!strstr(found->fault.text, found->changes[i].words))
            cli_note(cli, "%s", found->changes[i].words);
    }
}

/* A plain store is verified for anybody, and who says a name reads the values they may see. Who
 * is not let in still hears whether it is whole. */
static void let_in(Cli *cli)
{
    Err refused = {0};
    if (cli->as && !session_user(cli->session) && !cli_sign_in(cli, &refused))
        cli_note(cli, "%s", refused.text);
}

static bool run_verify(Cli *cli, Err *err)
{
    Verified found = {0};
    Heads heads = {.has = false};
    let_in(cli);
    bool done = verify_all(cli, &found, &heads, err);
    bool ok = found.fault.kind == ERR_NONE;
    if (done)
        print_verified(cli, &found, &heads, ok);
    if (done && !ok) {
        cli->status = 1;
        cli_complain(cli, &found.fault, cli->status);
        note_changes(cli, &found);
    }
    app_verified_free(&found);
    return done;
}

const CliCommand command_verify = {
    .name = "verify",
    .usage = "[--head WORDS] [--against FILE] [--whole]",
    .help =
        N_("Verify that history, records and attached copies are as this program left them"),
    .options = {{"--head", "WORDS",
                 N_("the ten characters on a manifest or a case sheet: is this store what was "
                    "on that paper, or an older copy?")},
                {"--against", "FILE",
                 N_("a backup or another copy: does this store go on from there?")},
                {"--whole", NULL,
                 N_("make the files of all batches anew of what was approved, not only of the "
                    "newest, and judge each approval again by its rules")}},
    .flags = CLI_STORE | CLI_READ,
    .run = run_verify,
};

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
