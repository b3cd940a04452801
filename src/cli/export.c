/* export, batches. */
#include "config.h"

#include <string.h>

#include "app/batch.h"
#include "base/i18n.h"
#include "cli/commands.h"

static void print_batch(Cli *cli, const BatchRow *row, const char *file)
{
    if (cli->json) {
        cli_json_line(cli,
                      json_pack("{s:o,s:o,s:o,s:I,s:I,s:o}", "batch", cli_json_text(row->no),
                                "template", cli_json_text(row->template_), "file",
                                cli_json_text(file), "cases", (json_int_t)row->cases, "rows",
                                (json_int_t)row->rows, "sha256", cli_json_text(row->sha256)));
        return;
    }
    cli_printf(cli, _("Batch %s"), row->no);
    cli_printf(cli, _("Template: %s"), row->title);
    cli_printf(cli, _("Cases: %lld, rows: %lld"), (long long)row->cases, (long long)row->rows);
    cli_printf(cli, _("File: %s"), file);
    cli_printf(cli, _("SHA-256: %s"), row->sha256);
}

static bool run_export(Cli *cli, Err *err)
{
    BatchRow row;
    CliProgress progress;
    const char *template_ = cli_value(cli, "--template"), *batch = cli_value(cli, "--batch");
    const char *path = cli_value(cli, "--out");
    if (!path || !path[0] || !template_ == !batch)
        return cli_usage(err, _("export needs --out, and either --template or --batch"));
    if (strcmp(path, "-") == 0)
        return cli_usage(err, _("A batch is a file with a name, which the platform's reply "
                                "refers to; it is not written to standard output"));
    if (batch && cli->n_args)
        return cli_usage(err, _("A batch has its cases already; name no cases with --batch"));
    const Progress *step = cli_progress_begin(&progress, _("Writing the workbook"));
    bool replace = cli_value(cli, "--replace") != NULL;
    bool done = batch ? app_export_again(cli->session, batch, path, replace, step, cli->arena,
                                         &row, err)
                      : app_export(cli->session, template_, cli->args, cli->n_args, path,
                                   replace, step, cli->arena, &row, err);
    cli_progress_end(&progress);
    cli_tell_notes(cli);
    if (done)
        print_batch(cli, &row, path);
    return done;
}

const CliCommand command_export = {
    .name = "export",
    .usage = "(--template T [NO...] | --batch B) --out FILE.xlsx [--replace]",
    .help = N_("Write approved cases to a workbook, or a batch again with the same bytes"),
    .options = {{"--template", "T",
                 N_("a new batch by this template; without numbers all approved "
                    "cases")},
                {"--batch", "B", N_("write this batch again")},
                {"--out", "FILE.xlsx", N_("the workbook")},
                {"--replace", NULL, N_("put it in place of a file that is there")}},
    .args_max = -1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_export,
};

static void print_batch_line(Cli *cli, const BatchRow *row)
{
    if (cli->json) {
        cli_json_line(
            cli, json_pack("{s:o,s:o,s:o,s:I,s:I,s:o,s:o,s:o,s:s}", "batch",
                           cli_json_text(row->no), "template", cli_json_text(row->template_),
                           "file", cli_json_text(row->file), "cases", (json_int_t)row->cases,
                           "rows", (json_int_t)row->rows, "sha256", cli_json_text(row->sha256),
                           "at", cli_json_text(row->at), "by", cli_json_text(row->by), "state",
                           app_batch_state_word(row->state)));
        return;
    }
    Buf cases = BUF_INIT;
    buf_addf(&cases, "%lld", (long long)row->cases);
    cli_row(cli,
            (CliCell[]){{row->no, 10},
                        {row->title, 20},
                        {cases.data, -7},
                        {row->state >= BATCH_WRITTEN ? cli_when(cli, row->at)
                                                     : app_batch_state_label(row->state),
                         18},
                        {row->by, 12},
                        {row->file, 0}},
            6);
    buf_free(&cases);
}

static bool run_batches(Cli *cli, Err *err)
{
    BatchRow *rows;
    size_t n;
    if (!app_batches(cli->session, cli->arena, &rows, &n, err))
        return false;
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
