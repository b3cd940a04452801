/* export, batches. */
#include "config.h"

#include <string.h>

#include "app/batch.h"
#include "base/i18n.h"
#include "cli/commands.h"
#include "exchange/manifest.h"

static json_t *cases_json(const ExportPlan *plan, bool left_out)
{
    json_t *list = json_array();
    for (size_t i = 0; i < plan->n; i++) {
        const ExportCase *one = &plan->cases[i];
        if (left_out != (one->reason != NULL))
            continue;
        json_t *item = json_pack("{s:o}", "case", cli_json_text(one->no));
        if (one->reason)
            json_object_set_new(item, "reason", cli_json_text(one->reason));
        if (one->before)
            json_object_set_new(item, "before", cli_json_text(one->before));
        json_array_append_new(list, item);
    }
    return list;
}

static void print_batch(Cli *cli, const BatchRow *row, const char *file, const ExportPlan *plan)
{
    if (cli->json) {
        json_t *answer =
            json_pack("{s:o,s:o,s:o,s:I,s:I,s:o,s:o}", "batch", cli_json_text(row->no),
                      "template", cli_json_text(row->template_), "file", cli_json_text(file),
                      "cases", (json_int_t)row->cases, "rows", (json_int_t)row->rows, "sha256",
                      cli_json_text(row->sha256), "platform", cli_json_text(row->platform));
        if (plan && plan->n > plan->fit)
            json_object_set_new(answer, "left_out", cases_json(plan, true));
        cli_json_line(cli, answer);
        return;
    }
    cli_printf(cli, _("Batch %s"), row->no);
    cli_printf(cli, _("Template: %s"), row->title);
    if (row->platform[0])
        cli_printf(cli, _("Platform: %s"), app_platform_text(cli->session, row->platform));
    cli_printf(cli, _("Cases: %lld, rows: %lld"), (long long)row->cases, (long long)row->rows);
    cli_printf(cli, _("File: %s"), file);
    cli_printf(cli, _("SHA-256: %s"), row->sha256);
    cli_printf(cli, _("Beside it: %s%s"), file, MANIFEST_END);
}

static void tell_plan(Cli *cli, const ExportPlan *plan)
{
    for (size_t i = 0; i < plan->n; i++) {
        const ExportCase *one = &plan->cases[i];
        if (one->reason)
            cli_note(cli, _("%s was left out. %s"), one->no, one->reason);
        else if (one->before)
            cli_note(cli, _("%s goes out again: it was in batch %s already"), one->no,
                     one->before);
    }
}

enum { PLAN_NO_COLS = 16, PLAN_STATE_COLS = 10, PLAN_PATIENT_COLS = 12 };

static void print_plan(Cli *cli, const ExportPlan *plan)
{
    if (cli->json) {
        cli_json_line(cli,
                      json_pack("{s:o,s:o,s:o,s:o}", "template", cli_json_text(plan->template_),
                                "platform", cli_json_text(plan->platform), "would_go",
                                cases_json(plan, false), "left_out", cases_json(plan, true)));
        return;
    }
    const size_t rest = plan->n - plan->fit;
    if (plan->platform && plan->platform[0])
        cli_printf(cli,
                   ngettext("%s: %zu case can go, %zu cannot",
                            "%s: %zu cases can go, %zu cannot", (unsigned long)plan->fit),
                   app_platform_text(cli->session, plan->platform), plan->fit, rest);
    else /* none can go that would say to whom */
        cli_printf(cli,
                   ngettext("%zu case can go, %zu cannot", "%zu cases can go, %zu cannot",
                            (unsigned long)plan->fit),
                   plan->fit, rest);
    if (plan->n == 0)
        cli_printf(cli, "%s", app_export_nothing(plan));
    else
        cli_head(cli,
                 (CliCell[]){{_("Case"), PLAN_NO_COLS},
                             {_("State"), PLAN_STATE_COLS},
                             {_("Patient"), PLAN_PATIENT_COLS},
                             {C_("column", "Why"), 0}},
                 4);
    for (size_t i = 0; i < plan->n; i++) {
        const ExportCase *one = &plan->cases[i];
        Buf text = BUF_INIT;
        if (one->reason)
            buf_add(&text, one->reason);
        else if (one->before)
            buf_addf(&text, _("already in batch %s"), one->before);
        cli_row(cli,
                (CliCell[]){{one->no, PLAN_NO_COLS},
                            {one->reason ? _("cannot go") : _("can go"), PLAN_STATE_COLS},
                            {one->patient, PLAN_PATIENT_COLS},
                            {text.data, 0}},
                4);
        buf_free(&text);
    }
}

static bool run_plan(Cli *cli, const ExportWish *wish, Err *err)
{
    ExportPlan plan;
    if (!app_export_plan(cli->session, wish, cli->arena, &plan, err))
        return false;
    print_plan(cli, &plan);
    return true;
}

static bool run_new(Cli *cli, const ExportWish *wish, const char *path, Err *err)
{
    BatchRow row;
    ExportPlan plan;
    CliProgress progress;
    const Progress *step = cli_progress_begin(&progress, _("Writing the workbook"));
    bool done = app_export(cli->session, wish, path, cli_value(cli, "--replace") != NULL, step,
                           cli->arena, &row, &plan, err);
    cli_progress_end(&progress);
    cli_tell_notes(cli);
    if (done) {
        tell_plan(cli, &plan);
        print_batch(cli, &row, path, &plan);
        cli_note_clear(cli);
    }
    return done;
}

static bool run_again(Cli *cli, const char *batch, const char *path, Err *err)
{
    BatchRow row;
    CliProgress progress;
    const Progress *step = cli_progress_begin(&progress, _("Writing the workbook"));
    bool done = app_export_again(cli->session, batch, path, cli_value(cli, "--replace") != NULL,
                                 step, cli->arena, &row, err);
    cli_progress_end(&progress);
    cli_tell_notes(cli);
    if (done) {
        print_batch(cli, &row, path, NULL);
        cli_note_clear(cli);
    }
    return done;
}

static bool run_export(Cli *cli, Err *err)
{
    const char *batch = cli_value(cli, "--batch"), *path = cli_value(cli, "--out"),
               *tranche = cli_value(cli, "--tranche");
    ExportWish wish = {.template_ = cli_value(cli, "--template"),
                       .platform = cli_value(cli, "--platform"),
                       .refused = cli_value(cli, "--refused"),
                       .query = cli_value(cli, "--find"),
                       .numbers = cli->args,
                       .n = cli->n_args};
    bool dry = cli_value(cli, "--dry-run") != NULL;
    if (tranche && !cli_number(tranche, "--tranche", INT32_MAX, &wish.tranche, err))
        return false;
    if (tranche && !wish.tranche)
        return cli_usage(err, _("--tranche takes a number from 1"));
    if (batch ? wish.template_ || wish.refused || wish.platform || wish.query || tranche || dry
              : !wish.template_ && !wish.refused)
        return cli_usage(err, _("export needs --template, --refused or --batch; --batch stands "
                                "without --template, --platform and --dry-run"));
    if ((batch || wish.refused) && cli->n_args)
        return cli_usage(err, _("A batch has its cases already; name no cases with it"));
    if (dry ? path != NULL : !path || !path[0])
        return cli_usage(err, _("export needs --out FILE, or --dry-run in its place"));
    if (path && strcmp(path, "-") == 0)
        return cli_usage(err, _("A batch is a file with a name, which the platform's reply "
                                "refers to; it is not written to standard output"));
    if (dry)
        return run_plan(cli, &wish, err);
    return batch ? run_again(cli, batch, path, err) : run_new(cli, &wish, path, err);
}

const CliCommand command_export = {
    .name = "export",
    .usage = "(--template T [NO...] | --refused B | --batch B) [--platform P] "
             "[--find QUERY] [--tranche N] "
             "(--out FILE [--replace] | --dry-run)",
    .help = N_("Write approved cases of one platform to a workbook, or a batch again with the "
               "same bytes"),
    .options =
        {{"--template", "T",
          N_("a new batch by this template; without numbers all approved "
             "cases of the platform")},
         {"--platform", "P",
          N_("to whom the batch goes; may be left out where the template or all cases "
             "name one")},
         {"--find", "QUERY", N_("of these only the cases that “anjuan find” finds by it")},
         {"--tranche", "N", N_("of a request for payment: only the tranches of this number")},
         {"--refused", "B", N_("a new batch of those that the platform refused in this one")},
         {"--batch", "B", N_("write this batch again")},
         {"--out", "FILE", N_("the workbook, or with a name that ends in .csv its main sheet")},
         {"--replace", NULL, N_("put it in place of a file that is there")},
         {"--dry-run", NULL,
          N_("write nothing: say which cases can go, which cannot, and why")}},
    .args_max = -1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_export,
};

enum {
    BATCH_COLS = 10,
    PLATFORM_COLS = 12,
    TITLE_COLS = 20,
    STATE_COLS = 10,
    WHEN_COLS = 16,
    BY_COLS = 10,
    COUNTS_COLS = 28
};

static void print_batch_line(Cli *cli, const BatchRow *row)
{
    if (cli->json) {
        int silent = app_batch_silent(cli->session, row);
        cli_json_line(
            cli, json_pack(
                     "{s:o,s:o,s:o,s:I,s:I,s:o,s:o,s:o,s:s,s:o,s:o,s:o,s:I,s:I,s:I,s:o}",
                     "batch", cli_json_text(row->no), "template", cli_json_text(row->template_),
                     "file", cli_json_text(row->file), "cases", (json_int_t)row->cases, "rows",
                     (json_int_t)row->rows, "sha256", cli_json_text(row->sha256), "at",
                     cli_json_text(row->at), "by", cli_json_text(row->by), "state",
                     app_batch_state_word(row->state), "platform", cli_json_text(row->platform),
                     "predecessor", cli_json_text(row->predecessor), "uploaded_on",
                     cli_json_text(row->uploaded_on), "accepted", (json_int_t)row->accepted,
                     "refused", (json_int_t)row->refused, "asked", (json_int_t)row->asked,
                     "silent_days", silent < 0 ? json_null() : json_integer(silent)));
        return;
    }
    Buf counts = BUF_INIT;
    buf_addf(&counts, "%lld", (long long)row->cases);
    if (row->asked > row->cases)
        buf_addf(&counts,
                 ngettext(", %lld tranche", ", %lld tranches", (unsigned long)row->asked),
                 (long long)row->asked);
    if (row->accepted || row->refused)
        buf_addf(&counts, _(": %lld accepted, %lld refused"), (long long)row->accepted,
                 (long long)row->refused);
    cli_row(cli,
            (CliCell[]){{row->no, BATCH_COLS},
                        {row->platform_text, PLATFORM_COLS},
                        {row->title, TITLE_COLS},
                        {app_batch_state_label(row->state), STATE_COLS},
                        {cli_when(cli, row->at), WHEN_COLS},
                        {row->by, BY_COLS},
                        {counts.data, COUNTS_COLS},
                        {row->file, 0}},
            8);
    buf_free(&counts);
}

static void print_batch_head(Cli *cli)
{
    cli_head(cli,
             (CliCell[]){{_("Batch"), BATCH_COLS},
                         {_("Platform"), PLATFORM_COLS},
                         {_("Template"), TITLE_COLS},
                         {_("State"), STATE_COLS},
                         {C_("column", "Written"), WHEN_COLS},
                         {C_("column", "By"), BY_COLS},
                         {_("Cases"), COUNTS_COLS},
                         {_("File"), 0}},
             8);
}

static bool run_batches(Cli *cli, Err *err)
{
    BatchRow *rows;
    size_t n;
    if (!app_batches(cli->session, cli->arena, &rows, &n, err))
        return false;
    if (n)
        print_batch_head(cli);
    for (size_t i = 0; i < n; i++)
        print_batch_line(cli, &rows[i]);
    return true;
}

const CliCommand command_batches = {
    .name = "batches",
    .usage = "",
    .help = N_("List the batches that were exported, newest first"),
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_batches,
};
