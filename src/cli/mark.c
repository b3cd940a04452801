/* mark: what reviewers say about places of a case, and the answers. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/mark.h"
#include "app/move.h"
#include "base/i18n.h"
#include "cli/commands.h"

enum { NUMBER_COLS = 3, PLACE_COLS = 24, MARKS_MAX = 1000000 };

/* "plan[2].estimate_fen", "plan[2]" for a row as a whole, "R404" for what a rule says; "" for
 * the case. */
static const char *path_of(Cli *cli, const CaseFile *file, const MarkPlace *place)
{
    if (place->record == REC_COUNT)
        return place->item;
    const RecordDef *record = catalog_record(place->record);
    size_t row = mark_row(place, file);
    if (row == SIZE_MAX)
        return arena_printf(cli->arena, "%s %s", record->key, place->item);
    if (place->field < FIELD_COUNT)
        return cli_path(cli, place->field, (int)row);
    return record->flags & RF_MANY ? arena_printf(cli->arena, "%s[%zu]", record->key, row + 1)
                                   : record->key;
}

static void print_mark(Cli *cli, const CaseFile *file, const Mark *mark, size_t number)
{
    const char *no = arena_printf(cli->arena, "%zu", number);
    cli_row(
        cli,
        (CliCell[]){{no, -NUMBER_COLS},
                    {path_of(cli, file, &mark->place), PLACE_COLS},
                    {arena_printf(cli->arena, "%s %s", cli_when(cli, mark->at), mark->by), 0},
                    {app_reason_words(cli->session, mark->reason), 0},
                    {mark->text, 0}},
        5);
    if (*mark->answer)
        cli_row(cli,
                (CliCell[]){{"", NUMBER_COLS},
                            {_("answer:"), PLACE_COLS},
                            {arena_printf(cli->arena, "%s %s", cli_when(cli, mark->answered_at),
                                          mark->answered_by),
                             0},
                            {mark->answer, 0}},
                4);
}

static void print_json(Cli *cli, const CaseFile *file, const Mark *mark, size_t number)
{
    cli_json_line(
        cli,
        json_pack("{s:o,s:I,s:b,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "case",
                  cli_json_text(case_head_of(file)->no), "mark", (json_int_t)number, "open",
                  mark->open, "place", cli_json_text(path_of(cli, file, &mark->place)),
                  "reason", cli_json_text(*mark->reason ? mark->reason : NULL), "text",
                  cli_json_text(mark->text), "user", cli_json_text(mark->by), "at",
                  cli_json_text(mark->at), "answer",
                  cli_json_text(*mark->answer ? mark->answer : NULL), "answered_by",
                  cli_json_text(*mark->answer ? mark->answered_by : NULL), "answered_at",
                  cli_json_text(*mark->answer ? mark->answered_at : NULL)));
}

bool cli_marks(Cli *cli, const CaseFile *file, Err *err)
{
    Mark *marks;
    size_t n;
    if (!app_marks(cli->session, case_head_of(file)->id, cli->arena, &marks, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (cli->json)
            print_json(cli, file, &marks[i], i + 1);
        else if (marks[i].open)
            print_mark(cli, file, &marks[i], i + 1);
    }
    return true;
}

static bool parse_place(const CaseFile *file, const char *path, MarkPlace *out, Err *err)
{
    const FieldDef *field = NULL;
    const RecordDef *record = NULL;
    int row = 0;
    if (catalog_parse_path(path, strlen(path), &field, &row))
        record = catalog_record(field->record);
    else if (!catalog_parse_row(path, strlen(path), &record, &row))
        return err_set(err, ERR_INPUT,
                       _("%s: a place is written RECORD.FIELD, RECORD[N].FIELD or RECORD[N]; "
                         "“anjuan doc fields” lists them"),
                       path);
    size_t rows = case_rows(file, record->id);
    if (record->flags & RF_MANY && (row < 0 || (size_t)row >= rows))
        return err_set(
            err, ERR_NOT_FOUND,
            ngettext("%s: the case has %zu such row", "%s: the case has %zu such rows", rows),
            path, rows);
    *out = mark_place(file, record->id, field ? field->id : FIELD_COUNT, (size_t)row, NULL);
    return true;
}

static bool parse_mark(Cli *cli, const CaseFile *file, const char *argument, NewMark *out,
                       Err *err)
{
    const char *equals = strchr(argument, '=');
    size_t len = equals ? (size_t)(equals - argument) : strlen(argument);
    out->text = equals ? equals + 1 : NULL;
    return parse_place(file, arena_printf(cli->arena, "%.*s", (int)len, argument), &out->place,
                       err);
}

static bool add_marks(Cli *cli, const CaseFile *file, Err *err)
{
    size_t n = cli->n_args - 1;
    NewMark *marks = arena_alloc(cli->arena, (n + 1) * sizeof *marks);
    for (size_t i = 0; i < n; i++) {
        if (!parse_mark(cli, file, cli->args[i + 1], &marks[i], err))
            return false;
    }
    return !n || app_mark_all(cli->session, file, marks, n, cli_value(cli, "--reason"), err);
}

static bool answer_mark(Cli *cli, const CaseFile *file, const char *number, Err *err)
{
    int64_t at;
    Mark *marks;
    size_t n;
    if (cli->n_args != 2)
        return cli_usage(err, _("--answer takes the number of a mark, and the words after NO"));
    if (!cli_number(number, "--answer", MARKS_MAX, &at, err) ||
        !app_marks(cli->session, case_head_of(file)->id, cli->arena, &marks, &n, err))
        return false;
    if (at < 1 || (size_t)at > n)
        return err_set(err, ERR_NOT_FOUND,
                       _("There is no mark %s; “anjuan mark %s” lists them"), number,
                       case_head_of(file)->no);
    return app_mark_reply(cli->session, file, marks[at - 1].id, cli->args[1], err);
}

static bool run_mark(Cli *cli, Err *err)
{
    CaseFile *file;
    const char *answered = cli_value(cli, "--answer");
    if (!cli_open_case(cli, &file, err))
        return false;
    bool done = answered ? answer_mark(cli, file, answered, err) : add_marks(cli, file, err);
    done = done && cli_marks(cli, file, err);
    cli_about(done, case_head_of(file)->no, err);
    case_free(file);
    return done;
}

const CliCommand command_mark = {
    .name = "mark",
    .usage = "NO [PLACE=WORDS...] [--reason CODE] [--answer N WORDS]",
    .help = N_("List the marks of reviewers in a case; mark fields and rows; answer a mark"),
    .options = {{"--reason", "CODE", N_("a code of the reasons, e.g. missing_document")},
                {"--answer", "N", N_("answer the mark of that number")}},
    .args_min = 1,
    .args_max = -1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_mark,
};
