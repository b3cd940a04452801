/* receipt: the platform's reply about a batch. */
#include "config.h"

#include "app/receipt.h"

#include "base/i18n.h"
#include "cli/commands.h"

static void print_line(Cli *cli, const ReceiptLine *line)
{
    if (cli->json) {
        cli_json_line(
            cli, json_pack("{s:o,s:o,s:s,s:o,s:o,s:o,s:o}", "row", cli_json_text(line->place),
                           "case", cli_json_text(line->no), "fate", app_fate_word(line->fate),
                           "outcome", cli_json_text(app_outcome_word(line->outcome)), "reason",
                           cli_json_text(*line->reason ? line->reason : NULL), "platform_no",
                           cli_json_text(*line->platform_no ? line->platform_no : NULL), "why",
                           cli_json_text(line->why)));
        return;
    }
    cli_row(
        cli,
        (CliCell[]){{line->place, 16},
                    {line->no, 18},
                    {app_fate_label(line->fate), 14},
                    {line->outcome == OUTCOME_NONE ? "" : app_outcome_label(line->outcome), 10},
                    {line->platform_no, 12},
                    {line->why ? line->why : line->reason, 0}},
        6);
}

static void print_json_sum(Cli *cli, const ReceiptLook *look, bool dry)
{
    json_t *missing = json_array();
    for (size_t i = 0; i < look->n_missing; i++)
        json_array_append_new(missing, cli_json_text(look->missing[i]));
    json_t *sum = json_pack("{s:o,s:o,s:o,s:b,s:b,s:I,s:I,s:o}", "batch",
                            cli_json_text(look->batch), "file", cli_json_text(look->file),
                            "sha256", cli_json_text(look->sha256), "dry_run", dry, "changes",
                            look->written, "accepted", (json_int_t)look->accepted, "refused",
                            (json_int_t)look->refused, "missing", missing);
    for (int i = 0; i < RECEIPT_FATES; i++)
        json_object_set_new(sum, app_fate_word((ReceiptFate)i),
                            json_integer((json_int_t)look->counts[i]));
    cli_json_line(cli, sum);
}

/* What the person would not see in the rows. */
static void print_remarks(Cli *cli, const ReceiptLook *look, bool dry)
{
    for (size_t i = 0; i < look->n_missing; i++)
        cli_printf(cli, _("Without an answer: %s"), look->missing[i]);
    if (look->hidden)
        cli_printf(cli,
                   ngettext("%zu row is hidden in the file; it was read too",
                            "%zu rows are hidden in the file; they were read too",
                            (unsigned long)look->hidden),
                   look->hidden);
    if (look->formulas)
        cli_printf(
            cli,
            ngettext("%zu row has a formula; the value counts that the file has for it",
                     "%zu rows have formulas; the values count that the file has for them",
                     (unsigned long)look->formulas),
            look->formulas);
    if (look->taken_at)
        cli_printf(cli, _("This file was taken in already, on %s by %s"),
                   cli_when(cli, look->taken_at), look->taken_by);
    if (!look->written)
        cli_printf(cli, "%s", _("It changes nothing"));
    else if (dry)
        cli_printf(cli, "%s",
                   _("Nothing was changed yet; the same without --dry-run takes it in"));
}

static void print_look(Cli *cli, const ReceiptLook *look, bool dry)
{
    Buf sum = BUF_INIT;
    for (size_t i = 0; i < look->n; i++)
        print_line(cli, &look->lines[i]);
    if (cli->json) {
        print_json_sum(cli, look, dry);
        return;
    }
    app_receipt_sum(look, &sum);
    cli_printf(cli, _("Batch %s: %s"), look->batch, sum.data);
    print_remarks(cli, look, dry);
    buf_free(&sum);
}

static bool run_receipt(Cli *cli, Err *err)
{
    ReceiptLook look;
    const char *batch = cli->args[0], *path = cli->args[1];
    bool dry = cli_value(cli, "--dry-run") != NULL;
    bool done = dry ? app_receipt_look(cli->session, batch, path, cli->arena, &look, err)
                    : app_receipt_take(cli->session, batch, path, NULL,
                                       cli_value(cli, "--comment"), cli->arena, &look, err);
    if (done)
        print_look(cli, &look, dry);
    return done;
}

const CliCommand command_receipt = {
    .name = "receipt",
    .usage = "BATCH FILE [--dry-run] [--comment TEXT]",
    .help = N_("Take in the platform's reply about a batch, a workbook or CSV"),
    .options = {{"--dry-run", NULL,
                 N_("show what it says and would change, and write nothing")},
                {"--comment", "TEXT",
                 N_("why it counts where it says otherwise than an earlier reply")}},
    .args_min = 2,
    .args_max = 2,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_receipt,
};
