/* report: the figures of the office over a period. */
#include "config.h"

#include "app/report.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text/text.h"
#include "cli/commands.h"

enum { LABEL_LEAST = 12, LABEL_MOST = 40, VALUE_LEAST = 6, BAR_COLS = 30 };

static void print_json(Cli *cli, const Report *report, const Figure *figure)
{
    static const char *const units[] = {[UNIT_CASES] = "cases",
                                        [UNIT_TIMES] = "times",
                                        [UNIT_SHARE] = "cases",
                                        [UNIT_DAYS] = "days",
                                        [UNIT_MONEY] = "fen"};
    FigureUnit unit = figure_unit(figure->id);
    char from[DAY_TEXT], to[DAY_TEXT];
    json_t *rows = json_array();
    day_format(report->from, from);
    day_format(report->to, to);
    for (size_t i = 0; i < figure->n; i++) {
        const FigureRow *row = &figure->rows[i];
        json_t *item = json_pack("{s:o,s:o}", "key", cli_json_text(row->key), "label",
                                 cli_json_text(row->label));
        if (unit == UNIT_DAYS)
            json_object_set_new(item, "slowest",
                                row->cases ? json_integer(row->slowest) : json_null());
        json_object_set_new(item, unit == UNIT_DAYS ? "median" : "value",
                            unit == UNIT_DAYS && !row->cases ? json_null()
                                                             : json_integer(row->value));
        if (unit == UNIT_DAYS || unit == UNIT_MONEY)
            json_object_set_new(item, "cases", json_integer(row->cases));
        json_array_append_new(rows, item);
    }
    json_t *line =
        json_pack("{s:s,s:s,s:s,s:s,s:b,s:o}", "figure", figure_name(figure->id), "from", from,
                  "to", to, "unit", units[unit], "own", (int)report->own, "rows", rows);
    if (unit == UNIT_CASES || unit == UNIT_TIMES)
        json_object_set_new(line, "total", json_integer(figure->total));
    cli_json_line(cli, line);
}

/* The widest label and the widest value of the rows. */
typedef struct Widths {
    int label, value;
} Widths;

static Widths widths_of(const Figure *figure)
{
    Widths widths = {LABEL_LEAST, VALUE_LEAST};
    Buf shown = BUF_INIT;
    for (size_t i = 0; i < figure->n; i++) {
        buf_clear(&shown);
        figure_show(figure, i, &shown);
        int label = text_cols(figure->rows[i].label), value = text_cols(shown.data);
        widths.label = label > widths.label ? label : widths.label;
        widths.value = value > widths.value ? value : widths.value;
    }
    widths.label = widths.label < LABEL_MOST ? widths.label : LABEL_MOST;
    buf_free(&shown);
    return widths;
}

/* A bar of #, which every terminal and every file shows alike; days are told in words. */
static void print_row(Cli *cli, const Figure *figure, size_t at, const Widths *widths)
{
    int64_t most = figure_most(figure), value = figure->rows[at].value;
    int64_t scale = most / INT32_MAX + 1; /* no amount of money overflows */
    bool days = figure_unit(figure->id) == UNIT_DAYS;
    char bar[BAR_COLS + 1] = "";
    Buf shown = BUF_INIT;
    figure_show(figure, at, &shown);
    if (!days && most > 0 && value > 0)
        memset(bar, '#', 1 + (size_t)(value / scale * (BAR_COLS - 1) / (most / scale)));
    cli_row(cli,
            (CliCell[]){{"", 2},
                        {figure->rows[at].label, widths->label},
                        {shown.data, days ? widths->value : -widths->value},
                        {bar, 0}},
            4);
    buf_free(&shown);
}

static void print_report(Cli *cli, const Report *report)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    day_format(report->from, from);
    day_format(report->to, to);
    if (!cli->json) {
        cli_printf(cli, _("Figures from %s to %s"), from, to);
        if (report->own)
            cli_printf(cli, "%s", _("Only the cases that you entered"));
    }
    for (int id = 0; id < FIGURE_COUNT; id++) {
        const Figure *figure = &report->figures[id];
        if (cli->json) {
            print_json(cli, report, figure);
            continue;
        }
        cli_printf(cli, "%s", "");
        cli_printf(cli, _("%s (%s)"), figure_title(figure->id), figure_counts(figure->id));
        const Widths widths = widths_of(figure);
        for (size_t i = 0; i < figure->n; i++)
            print_row(cli, figure, i, &widths);
        if (!figure->n)
            cli_printf(cli, "  %s", _("none"));
    }
}

static bool take_day(const Cli *cli, const char *option, Day *out, Err *err)
{
    const char *text = cli_value(cli, option);
    return (text && day_parse(text, out)) ||
           cli_usage(err, _("report needs --from DAY and --to DAY, as 2026-11-30"));
}

static bool run_report(Cli *cli, Err *err)
{
    Report report;
    Day from, to;
    const char *path = cli_value(cli, "--out");
    bool exact = cli_value(cli, "--exact") != NULL,
         replace = cli_value(cli, "--replace") != NULL;
    if (!take_day(cli, "--from", &from, err) || !take_day(cli, "--to", &to, err))
        return false;
    if (!path && (exact || replace))
        return cli_usage(err, _("--exact and --replace are about the file; name it by --out"));
    if (path && (!path[0] || strcmp(path, "-") == 0))
        return cli_usage(err, _("--out names a file"));
    if (!path) {
        if (!app_report(cli->session, from, to, cli->arena, &report, err))
            return false;
        print_report(cli, &report);
        return true;
    }
    if (!app_report_write(cli->session, from, to, exact, path, replace, err))
        return false;
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o}", "file", cli_json_text(path)));
    else
        cli_printf(cli, _("File: %s"), path);
    cli_note_clear(cli);
    return true;
}

const CliCommand command_report = {
    .name = "report",
    .usage = "--from DAY --to DAY [--out FILE.xlsx [--exact] [--replace]]",
    .help = N_("Figures over a period: cases by outcome, platform, adviser, ward and month, "
               "reasons, days, money"),
    .options = {{"--from", "DAY", N_("the first day")},
                {"--to", "DAY", N_("the last day")},
                {"--out", "FILE.xlsx", N_("as a workbook with charts")},
                {"--exact", NULL,
                 N_("also groups of fewer than 3 cases, which a file else joins")},
                {"--replace", NULL, N_("put it in place of a file that is there")}},
    .flags = CLI_STORE | CLI_READ | CLI_PERSON | CLI_MAKES,
    .run = run_report,
};
