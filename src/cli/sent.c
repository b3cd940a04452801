/* sent: in which batches a case went out, with which values, and what came back. */
#include "config.h"

#include "app/sent.h"

#include <string.h>

#include "app/case.h"
#include "app/move.h"
#include "base/i18n.h"
#include "cli/commands.h"

static json_t *values_json(const SentValue *values, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_pack("{s:o,s:I,s:o,s:o}", "sheet",
                                              cli_json_text(values[i].sheet), "row",
                                              (json_int_t)values[i].row, "column",
                                              cli_json_text(values[i].column), "value",
                                              cli_json_text(values[i].text)));
    return list;
}

static void print_json(Cli *cli, const CaseFile *file, const Sending *row,
                       const SentValue *values, size_t n)
{
    const BatchRow *batch = &row->batch;
    json_t *line = json_pack(
        "{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "case",
        cli_json_text(case_head_of(file)->no), "batch", cli_json_text(batch->no), "template",
        cli_json_text(batch->template_), "platform", cli_json_text(batch->platform), "at",
        cli_json_text(batch->at), "by", cli_json_text(batch->by), "uploaded_on",
        cli_json_text(batch->uploaded_on), "uploaded_by", cli_json_text(batch->uploaded_by),
        "approved_at", cli_json_text(row->approved_at), "approved_by",
        cli_json_text(row->approved_by), "outcome",
        cli_json_text(app_outcome_word(row->outcome)), "reason", cli_json_text(row->reason),
        "platform_no", cli_json_text(row->platform_no), "answered_at",
        cli_json_text(row->answered_at), "silent_days",
        row->silent < 0 ? json_null() : json_integer(row->silent));
    if (values)
        json_object_set_new(line, "values", values_json(values, n));
    cli_json_line(cli, line);
}

static void print_sending(Cli *cli, const Sending *row)
{
    const BatchRow *batch = &row->batch;
    cli_printf(
        cli, _("%s  %s, written %s by %s; approved %s by %s"), batch->no,
        batch->platform[0] ? app_platform_text(cli->session, batch->platform) : batch->title,
        cli_when(cli, batch->at), batch->by, cli_when(cli, row->approved_at), row->approved_by);
    if (batch->uploaded_on)
        cli_printf(cli, _("  uploaded %s by %s"), batch->uploaded_on,
                   batch->uploaded_by ? batch->uploaded_by : "");
    if (row->outcome != OUTCOME_NONE)
        cli_printf(cli, "  %s  %s  %s  %s", app_outcome_label(row->outcome),
                   cli_when(cli, row->answered_at), row->platform_no ? row->platform_no : "",
                   row->reason ? app_reason_words(cli->session, row->reason) : "");
    else if (row->silent >= 0)
        cli_printf(cli,
                   ngettext("  no answer for %d day", "  no answer for %d days",
                            (unsigned long)row->silent),
                   row->silent);
}

static void print_values(Cli *cli, const SentValue *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const SentValue *value = &values[i];
        bool first = i == 0 || value->row != values[i - 1].row ||
                     strcmp(value->sheet, values[i - 1].sheet) != 0;
        if (first && value->row > 1)
            cli_printf(cli, "    %s %zu", value->sheet, value->row);
        else if (first)
            cli_printf(cli, "    %s", value->sheet);
        cli_printf(cli, _("        %s: %s"), value->column, value->text);
    }
}

static bool print_all(Cli *cli, const CaseFile *file, const char *batch, Err *err)
{
    Sending *rows;
    size_t n, n_values = 0;
    bool found = false;
    int64_t id = case_head_of(file)->id;
    if (!app_sendings(cli->session, id, cli->arena, &rows, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        SentValue *values = NULL;
        if (batch && strcmp(batch, rows[i].batch.no) != 0)
            continue;
        if (batch &&
            !app_sent_values(cli->session, batch, id, cli->arena, &values, &n_values, err))
            return false;
        found = true;
        if (cli->json)
            print_json(cli, file, &rows[i], values, n_values);
        else
            print_sending(cli, &rows[i]);
        if (!cli->json && values)
            print_values(cli, values, n_values);
    }
    if (batch && !found)
        return err_set(err, ERR_NOT_FOUND, _("The case is not in batch %s"), batch);
    if (!n && !cli->json)
        cli_printf(cli, "%s", _("It was never in a batch"));
    return true;
}

static bool run_sent(Cli *cli, Err *err)
{
    CaseFile *file = NULL;
    if (!cli_open_case(cli, &file, err))
        return false;
    bool done = print_all(cli, file, cli_value(cli, "--batch"), err);
    cli_about(done, case_head_of(file)->no, err);
    case_free(file);
    return done;
}

const CliCommand command_sent = {
    .name = "sent",
    .usage = "NO [--batch B]",
    .help = N_("In which batches the case went out, when and by whom, and what came back"),
    .options = {{"--batch", "B", N_("with every value that went out with this batch")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_sent,
};
