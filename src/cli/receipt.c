/* receipt: the platform's reply about a batch. */
#include "config.h"

#include "app/receipt.h"

#include "base/i18n.h"
#include "cli/commands.h"

/* What becomes of a tranche. */
static json_t *move_json(const ReceiptLine *line)
{
    return json_pack("{s:I,s:s,s:o,s:o}", "tranche", (json_int_t)line->tranche, "state",
                     line->state, "amount_fen",
                     line->amount < 0 ? json_null() : json_integer(line->amount), "on",
                     cli_json_text(line->on[0] ? line->on : NULL));
}

static json_t *missing_json(const ReceiptMissing *missing)
{
    return missing->tranche ? json_pack("{s:o,s:I}", "case", cli_json_text(missing->no),
                                        "tranche", (json_int_t)missing->tranche)
                            : cli_json_text(missing->no);
}

enum {
    PLACE_COLS = 16,
    NO_COLS = 18,
    FATE_COLS = 14,
    OUTCOME_COLS = 10,
    PLATFORM_NO_COLS = 12
};

static void print_line(Cli *cli, const ReceiptLine *line)
{
    if (cli->json) {
        json_t *row =
            json_pack("{s:o,s:o,s:s,s:o,s:o,s:o,s:o}", "row", cli_json_text(line->place),
                      "case", cli_json_text(line->no), "fate", app_fate_word(line->fate),
                      "outcome", cli_json_text(app_outcome_word(line->outcome)), "reason",
                      cli_json_text(*line->reason ? line->reason : NULL), "platform_no",
                      cli_json_text(*line->platform_no ? line->platform_no : NULL), "why",
                      cli_json_text(line->why));
        if (line->moves)
            json_object_set_new(row, "moves", move_json(line));
        cli_json_line(cli, row);
        return;
    }
    Buf text = BUF_INIT;
    buf_add(&text, line->why ? line->why : line->reason);
    if (line->moves)
        buf_addf(&text, "%s→ %s", text.len ? "  " : "", line->moves);
    cli_row(cli,
            (CliCell[]){{line->place, PLACE_COLS},
                        {line->no, NO_COLS},
                        {app_fate_label(line->fate), FATE_COLS},
                        {line->outcome == OUTCOME_NONE ? "" : app_outcome_label(line->outcome),
                         OUTCOME_COLS},
                        {line->platform_no, PLATFORM_NO_COLS},
                        {text.data, 0}},
            6);
    buf_free(&text);
}

static void print_json_sum(Cli *cli, const ReceiptLook *look, bool dry)
{
    json_t *missing = json_array();
    for (size_t i = 0; i < look->n_missing; i++)
        json_array_append_new(missing, missing_json(&look->missing[i]));
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
    for (size_t i = 0; i < look->n_missing; i++) {
        Buf what = BUF_INIT;
        app_receipt_missing(&look->missing[i], &what);
        cli_printf(cli, _("Without an answer: %s"), what.data);
        buf_free(&what);
    }
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
    else if (dry && look->counts[FATE_CONTRARY])
        cli_printf(
            cli,
            ngettext("Nothing was changed yet. %zu row says otherwise than what is known; "
                     "it is taken in only with the word why (--comment)",
                     "Nothing was changed yet. %zu rows say otherwise than what is known; "
                     "they are taken in only with the word why (--comment)",
                     (unsigned long)look->counts[FATE_CONTRARY]),
            look->counts[FATE_CONTRARY]);
    else if (dry)
        cli_printf(cli, "%s",
                   _("Nothing was changed yet; the same without --dry-run takes it in"));
}

static void print_lines_head(Cli *cli)
{
    cli_head(cli,
             (CliCell[]){{C_("column", "Row"), PLACE_COLS},
                         {_("Case"), NO_COLS},
                         {C_("column", "Compared"), FATE_COLS},
                         {C_("column", "Answer"), OUTCOME_COLS},
                         {C_("column", "Its number"), PLATFORM_NO_COLS},
                         {C_("column", "Why"), 0}},
             6);
}

static void print_look(Cli *cli, const ReceiptLook *look, bool dry)
{
    Buf sum = BUF_INIT;
    if (look->n)
        print_lines_head(cli);
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
