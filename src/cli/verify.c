/* verify: whether the store is as this program left it, and whether papers, backups and files
 * that went out are of it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/clock.h"
#include "app/people.h"
#include "app/verify_file.h"
#include "app/vouch.h"
#include "base/i18n.h"
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
    const char *path; /* of a file that may have gone out; NULL: none was given */
    FileFound file;
    const char **alone; /* what one person alone answers for */
    size_t n_alone;
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

static json_t *file_json(const Heads *heads)
{
    const FileFound *file = &heads->file;
    json_t *rows = json_array();
    for (size_t i = 0; i < file->n; i++) {
        const FileDifference *row = &file->rows[i];
        json_array_append_new(
            rows, json_pack("{s:s,s:o,s:I,s:o,s:o,s:o}", "kind", row->kind, "sheet",
                            cli_json_text(row->sheet), "row", (json_int_t)row->row, "case",
                            cli_json_text(row->no), "columns", cli_json_text(row->columns),
                            "words", cli_json_text(row->words)));
    }
    return json_pack("{s:o,s:o,s:b,s:b,s:o,s:I,s:o}", "file", cli_json_text(heads->path),
                     "batch", cli_json_text(file->batch ? file->batch->no : NULL), "by_digest",
                     file->by_digest, "compared", file->compared, "why",
                     cli_json_text(file->why), "differences", (json_int_t)file->differences,
                     "rows", rows);
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
    json_object_set_new(all, "approvals_not_looked_at",
                        json_integer((json_int_t)found->unjudged));
    json_object_set_new(all, "files", json_integer((json_int_t)found->books));
    json_object_set_new(all, "files_not_looked_at",
                        json_integer((json_int_t)(found->books_left + found->books_other +
                                                  found->books_unmade)));
    json_object_set_new(all, "files_unmade", cli_json_text(found->unmade));
    app_people_alone(cli->session, cli->arena, &sentences, &n);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(remarks, cli_json_text(sentences[i]));
    for (size_t i = 0; i < heads->n_alone; i++)
        json_array_append_new(remarks, cli_json_text(heads->alone[i]));
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
    if (heads->path)
        json_object_set_new(all, "file", file_json(heads));
    if (heads->against)
        json_object_set_new(all, "against", ok ? json_integer(heads->event) : json_null());
    cli_json_line(cli, all);
}

/* No fault, and something to ask about. */
static void print_alone(Cli *cli, const Heads *heads)
{
    const char **sentences;
    size_t n;
    app_people_alone(cli->session, cli->arena, &sentences, &n);
    for (size_t i = 0; i < n; i++)
        cli_printf(cli, "%s", sentences[i]);
    for (size_t i = 0; i < heads->n_alone; i++)
        cli_printf(cli, "%s", heads->alone[i]);
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
    if (found->unjudged)
        cli_printf(cli,
                   ngettext("Not looked at: %lld approval by rules that are not here or are no "
                            "longer read",
                            "Not looked at: %lld approvals by rules that are not here or are "
                            "no longer read",
                            (unsigned long)found->unjudged),
                   (long long)found->unjudged);
    if (found->books)
        cli_printf(cli,
                   ngettext("The file of %lld batch is what was approved",
                            "The files of %lld batches are what was approved",
                            (unsigned long)found->books),
                   (long long)found->books);
    if (found->books_left)
        cli_printf(cli,
                   ngettext("Not looked at: the file of %lld further batch (--whole)",
                            "Not looked at: the files of %lld further batches (--whole)",
                            (unsigned long)found->books_left),
                   (long long)found->books_left);
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

static void print_file(Cli *cli, const Heads *heads)
{
    const FileFound *file = &heads->file;
    if (!file->batch)
        return;
    if (file->by_digest)
        cli_printf(cli,
                   /* TRANSLATORS: a file, a batch, day and time, a user. */
                   _("%s is the file of batch %s, byte by byte, written %s by %s"), heads->path,
                   file->batch->no, cli_when(cli, file->batch->at), file->batch->by);
    else
        cli_printf(cli,
                   _("%s is not the file of batch %s that went out: another program saved it "
                     "since"),
                   heads->path, file->batch->no);
    if (file->compared)
        cli_printf(cli, "%s", _("What stands in it is what was approved"));
    else
        cli_printf(cli, _("What stands in it was not compared: %s"), file->why);
}

static void print_verified(Cli *cli, const Verified *found, const Heads *heads, bool ok)
{
    if (cli->json) {
        print_verified_json(cli, found, heads, ok);
        return;
    }
    if (!ok)
        return;
    print_alone(cli, heads);
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
    print_file(cli, heads);
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

/* Only where all else is whole: what it is compared with is made of the records. */
static bool look_at_file(Cli *cli, Verified *found, Heads *heads, Err *err)
{
    CliProgress progress;
    heads->path = cli_value(cli, "--file");
    if (!heads->path || found->fault.kind != ERR_NONE)
        return true;
    if (!session_user(cli->session) && !cli_sign_in(cli, err))
        return false;
    const Progress *step = cli_progress_begin(&progress, _("Comparing the file"));
    bool done = app_verify_file(cli->session, heads->path, step, cli->arena, &heads->file,
                                &found->fault, err);
    cli_progress_end(&progress);
    return done;
}

/* What cannot be read must not hide what was found before it. */
static bool look_at_alone(Cli *cli, const Verified *found, Heads *heads, Err *err)
{
    Err why = {0};
    return app_vouched_alone(cli->session, cli->arena, &heads->alone, &heads->n_alone, &why) ||
           found->fault.kind != ERR_NONE || err_set(err, why.kind, "%s", why.text);
}

static bool verify_all(Cli *cli, Verified *found, Heads *heads, Err *err)
{
    CliProgress progress;
    const Progress *step = cli_progress_begin(&progress, _("Verifying the store"));
    bool done = (cli_value(cli, "--whole") ? app_verify_whole : app_verify)(cli->session, step,
                                                                            found, err);
    cli_progress_end(&progress);
    return done && look_at_alone(cli, found, heads, err) &&
           look_at_heads(cli, found, heads, err) && look_against(cli, found, heads, err) &&
           look_at_file(cli, found, heads, err);
}

/* The first one stands in the fault itself, where that is of this kind. */
static void note_changes(const Cli *cli, const Verified *found, const Heads *heads)
{
    for (size_t i = 0; !cli->json && i < found->change_count; i++) {
        if (!strstr(found->fault.text, found->changes[i].words))
            cli_note(cli, "%s", found->changes[i].words);
    }
    for (size_t i = 0; !cli->json && i < heads->file.n; i++)
        cli_note(cli, "%s", heads->file.rows[i].words);
    if (!cli->json && heads->file.differences > heads->file.n)
        cli_note(
            cli,
            ngettext("and %zu more", "and %zu more", heads->file.differences - heads->file.n),
            heads->file.differences - heads->file.n);
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
        note_changes(cli, &found, &heads);
    }
    app_verified_free(&found);
    return done;
}

const CliCommand command_verify = {
    .name = "verify",
    .usage = "[--head WORDS] [--against FILE] [--file FILE] [--whole]",
    .help =
        N_("Verify that history, records and attached copies are as this program left them"),
    .options = {{"--head", "WORDS",
                 N_("the ten characters on a manifest or a case sheet: is this store what was "
                    "on that paper, or an older copy?")},
                {"--against", "FILE",
                 N_("a backup or another copy: does this store go on from there?")},
                {"--file", "FILE",
                 N_("a workbook or CSV file: is it what went out with a batch, and which rows "
                    "are not what was approved?")},
                {"--whole", NULL,
                 N_("make the files of all batches anew of what was approved, not only of the "
                    "newest, and judge each approval again by its rules")}},
    .flags = CLI_STORE | CLI_READ,
    .run = run_verify,
};
