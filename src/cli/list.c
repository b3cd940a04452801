/* list, find: cases as in the queue. */
#include "config.h"

#include <string.h>

#include "app/queue.h"
#include "app/reveal.h"
#include "base/i18n.h"
#include "base/money.h"
#include "base/text/text.h"
#include "cli/commands.h"
#include "desk/pen.h"
#include "desk/stop.h"

enum { WINDOW = 2000, FIND_LIMIT = 50 };

enum {
    NO_COLS = 16,
    STATE_COLS = 9,
    PATIENT_COLS = 12,
    TEXT_COLS = 20,
    TARGET_COLS = 17,
    CHANGED_COLS = 16
};

/* Its stage, once it is sent or over, and what stops it. */
static const char *stage_of(Cli *cli, const QueueRow *row)
{
    StopReason stop;
    bool said = row->standing.erased || row->life == LIFE_PREPARED ||
                (row->life == LIFE_SENT && row->file == LIFE_FILE_ELSEWHERE) ||
                (row->life == LIFE_CLOSED && row->status == STATUS_CLOSED);
    const char *life = said ? "" : life_label_of(row->life, row->file);
    const Pen pen = {
        .away = true, .code = row->away, .name = row->away, .since = row->away_since};
    const char *call = queue_call_words(row, cli->arena);
    if (row->away)
        life = arena_printf(cli->arena, "%s%s%s", life, *life ? "  " : "",
                            pen_words(&pen, session_today(cli->session), cli->arena));
    if (*call)
        life = arena_printf(cli->arena, "%s%s%s", life, *life ? "  " : "", call);
    if (!stop_parse(row->stop, &stop))
        return life;
    return arena_printf(cli->arena, "%s%s%s", life, *life ? "  " : "",
                        arena_printf(cli->arena, _("stopped: %s"), stop_label(stop)));
}

static void print_row(Cli *cli, const QueueRow *row)
{
    bool longer = !row->standing.erased && (row->standing.amended || row->standing.first);
    Buf target = BUF_INIT, standing = BUF_INIT;
    if (cli->json) {
        json_t *object = json_pack(
            "{s:o,s:s,s:o,s:o,s:o,s:o,s:o}", "no", cli_json_text(row->no), "status",
            status_word(row->status), "patient", cli_json_text(row->patient), "disease",
            cli_json_text(row->disease), "hospital", cli_json_text(row->hospital), "target_fen",
            row->target_fen < 0 ? json_null() : json_integer(row->target_fen), "updated",
            cli_json_text(row->updated_at));
        json_object_set_new(object, "stage", cli_json_text(life_word(row->life)));
        if (*row->stop)
            json_object_set_new(object, "stop", cli_json_text(row->stop));
        if (row->standing.amended)
            json_object_set_new(object, "amendment",
                                json_string(status_word(row->standing.amendment)));
        if (row->standing.erased)
            json_object_set_new(object, "erased", json_true());
        if (row->away)
            json_object_set_new(object, "at", cli_json_text(row->away));
        if (row->call == CALLED_BACK || row->call == CALLED_HERE)
            json_object_set_new(object, "asked_back", json_true());
        if (row->standing.first)
            json_object_set_new(object, "approvals", json_integer(1));
        cli_json_line(cli, object);
        return;
    }
    standing_say(&row->standing, &standing);
    if (row->target_fen >= 0)
        money_format_yuan(&target, row->target_fen);
    cli_row(cli,
            (CliCell[]){{row->no, NO_COLS},
                        {standing.data, longer ? text_cols(standing.data) : STATE_COLS},
                        {row->patient, PATIENT_COLS},
                        {row->disease, TEXT_COLS},
                        {row->hospital, TEXT_COLS},
                        {target.data, -TARGET_COLS},
                        {cli_when(cli, row->updated_at), CHANGED_COLS},
                        {stage_of(cli, row), 0}},
            8);
    buf_free(&target);
    buf_free(&standing);
}

static void print_head(Cli *cli)
{
    cli_head(cli,
             (CliCell[]){{_("Case"), NO_COLS},
                         {_("State"), STATE_COLS},
                         {_("Patient"), PATIENT_COLS},
                         {_("Disease"), TEXT_COLS},
                         {_("Hospital"), TEXT_COLS},
                         {_("Target"), -TARGET_COLS},
                         {_("Changed"), CHANGED_COLS},
                         {C_("column", "Stage"), 0}},
             8);
}

/* Reads in windows: the answer may be longer than memory. limit 0: all. */
static bool print_queue(Cli *cli, const QueueFilter *filter, int64_t limit, Err *err)
{
    for (int64_t first = 0; !limit || first < limit;) {
        QueueRow *rows;
        size_t n = limit && limit - first < WINDOW ? (size_t)(limit - first) : WINDOW, got;
        arena_reset(cli->arena);
        if (!app_queue_window(cli->session, filter, first, n, cli->arena, &rows, &got, err))
            return false;
        if (got && !first)
            print_head(cli);
        for (size_t i = 0; i < got; i++)
            print_row(cli, &rows[i]);
        if (got < n || cli->lost)
            break;
        first += (int64_t)got;
    }
    return true;
}

static bool run_list(Cli *cli, Err *err)
{
    QueueFilter filter = {0};
    Status status;
    const char *word = cli_value(cli, "--status");
    if (word && !status_parse(word, &status))
        return cli_usage(err,
                         _("--status takes draft, submitted, returned, approved, rejected, "
                           "exported or closed"));
    if (word)
        filter.statuses = 1u << status;
    return print_queue(cli, &filter, 0, err);
}

const CliCommand command_list = {
    .name = "list",
    .usage = "[--status S]",
    .help = N_("List the cases, newest change first"),
    .options = {{"--status", "S",
                 N_("draft, submitted, returned, approved, rejected, exported or closed")}},
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_list,
};

static bool run_find(Cli *cli, Err *err)
{
    QueueFilter filter = {.query = cli->args[0]};
    int64_t limit = FIND_LIMIT;
    const char *given = cli_value(cli, "--limit");
    if (given && !cli_number(given, "--limit", INT32_MAX, &limit, err))
        return false;
    if (!limit || !filter.query[0])
        return cli_usage(err, _("find needs something to look for, and a limit from 1"));
    if (!app_searches_numbers(cli->session) && strpbrk(filter.query, "0123456789"))
        cli_note(cli, "%s",
                 _("Cases are not found by the numbers of people here: what you may "
                   "not see is not searched"));
    if (app_health_is_masked(cli->session) && strcspn(filter.query, "-0123456789"))
        cli_note(
            cli, "%s",
            _("Cases are not found by disease here: what you may not see is not searched"));
    return print_queue(cli, &filter, limit, err);
}

const CliCommand command_find = {
    .name = "find",
    .usage = "QUERY [--limit N]",
    .help = N_("Find cases by name, pinyin, initials, number, disease or hospital"),
    .options = {{"--limit", "N", N_("show at most so many; 50 when not given")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_find,
};
