/* batch: what became of one, and what people say of it. */
#include "config.h"

#include "app/batch.h"
#include "base/i18n.h"
#include "cli/commands.h"

static void print_json(Cli *cli, const BatchRow *row, const BatchCase *cases, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            list, json_pack("{s:o,s:o,s:o,s:o,s:o}", "case", cli_json_text(cases[i].no),
                            "outcome", cli_json_text(app_outcome_word(cases[i].outcome)),
                            "reason", cli_json_text(cases[i].reason), "platform_no",
                            cli_json_text(cases[i].platform_no), "answered_at",
                            cli_json_text(cases[i].answered_at)));
    cli_json_line(cli,
                  json_pack("{s:o,s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "batch",
                            cli_json_text(row->no), "state", app_batch_state_word(row->state),
                            "platform", cli_json_text(row->platform), "file",
                            cli_json_text(row->file), "sha256", cli_json_text(row->sha256),
                            "predecessor", cli_json_text(row->predecessor), "uploaded_on",
                            cli_json_text(row->uploaded_on), "uploaded_by",
                            cli_json_text(row->uploaded_by), "cases", list));
}

static void print_head(Cli *cli, const BatchRow *row)
{
    cli_printf(cli, _("Batch %s"), row->no);
    cli_printf(cli, _("Template: %s"), row->title);
    if (row->platform[0])
        cli_printf(cli, _("Platform: %s"), row->platform_text);
    cli_printf(cli, _("State: %s"), app_batch_state_label(row->state));
    if (row->predecessor)
        cli_printf(cli, _("Sends again what was refused in %s"), row->predecessor);
    if (row->uploaded_on)
        cli_printf(cli, _("Uploaded on %s by %s"), row->uploaded_on,
                   row->uploaded_by ? row->uploaded_by : "?");
    cli_printf(cli, _("SHA-256: %s"), row->sha256);
    cli_printf(cli, _("Cases: %lld, accepted %lld, refused %lld, no answer %lld"),
               (long long)row->cases, (long long)row->accepted, (long long)row->refused,
               (long long)(row->asked - row->accepted - row->refused));
}

static void print_cases(Cli *cli, const BatchCase *cases, size_t n)
{
    for (size_t i = 0; i < n; i++)
        cli_row(cli,
                (CliCell[]){{cases[i].no, 16},
                            {app_outcome_label(cases[i].outcome), 14},
                            {cases[i].platform_no ? cases[i].platform_no : "", 16},
                            {cases[i].reason ? cases[i].reason : "", 0}},
                4);
}

static bool change(Cli *cli, const char *no, Err *err)
{
    const char *day = cli_value(cli, "--uploaded");
    if (day)
        return app_batch_uploaded_typed(cli->session, no, day, err);
    if (cli_value(cli, "--not-uploaded"))
        return app_batch_uploaded(cli->session, no, NULL, err);
    if (cli_value(cli, "--close"))
        return app_batch_close(cli->session, no, err);
    return !cli_value(cli, "--open") || app_batch_open(cli->session, no, err);
}

static bool run_batch(Cli *cli, Err *err)
{
    static const char *const options[] = {"--uploaded", "--not-uploaded", "--close", "--open"};
    const char *no = cli->args[0];
    BatchRow row;
    BatchCase *cases;
    size_t n, asked = 0;
    for (size_t i = 0; i < COUNT_OF(options); i++)
        asked += cli_value(cli, options[i]) != NULL;
    const char *day = cli_value(cli, "--uploaded");
    if (asked > 1 || (day && !day[0]))
        return cli_usage(err,
                         _("batch takes one of --uploaded DAY, --not-uploaded, --close and "
                           "--open"));
    if (!change(cli, no, err) || !app_batch_find(cli->session, no, cli->arena, &row, err) ||
        !app_batch_cases(cli->session, no, cli->arena, &cases, &n, err))
        return false;
    if (cli->json) {
        print_json(cli, &row, cases, n);
        return true;
    }
    print_head(cli, &row);
    print_cases(cli, cases, n);
    return true;
}

const CliCommand command_batch = {
    .name = "batch",
    .usage = "BATCH [--uploaded DAY | --not-uploaded | --close | --open]",
    .help = N_("Show what became of a batch, or say that it was uploaded or is closed"),
    .options = {{"--uploaded", "DAY",
                 N_("on which day it was uploaded, e.g. 2026-11-21, 21 or t")},
                {"--not-uploaded", NULL, N_("take that back")},
                {"--close", NULL, N_("nothing more is expected of it")},
                {"--open", NULL, N_("something is expected after all")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_batch,
};
