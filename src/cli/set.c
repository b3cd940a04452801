/* set, remove: change fields of a case, take a row out of it. */
#include "config.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/kept.h"
#include "base/i18n.h"
#include "base/money.h"
#include "base/path.h"
#include "base/text/text.h"
#include "cli/commands.h"
#include "desk/stop.h"
#include "domain/field.h"

enum { INPUT_MAX = 8 << 20 };

/* What is to be set, as the floor below takes it, and what is to be said about it. */
typedef struct Wanted {
    Cli *cli;
    char **all; /* RECORD.FIELD=VALUE, in the arena; amounts in yuan */
    size_t n, room;
    const char *open; /* path of a private value that stood in the arguments, or NULL */
    bool input_read;
    Buf amounts;  /* those that were stored, for people */
    json_t *sums; /* the same for scripts; NULL: none */
} Wanted;

static void want(Wanted *wanted, char *assignment)
{
    if (wanted->n == wanted->room) {
        size_t room = wanted->room * 2 + 8;
        char **all = arena_alloc(wanted->cli->arena, room * sizeof(*all));
        for (size_t i = 0; i < wanted->n; i++)
            all[i] = wanted->all[i];
        wanted->all = all;
        wanted->room = room;
    }
    wanted->all[wanted->n++] = assignment;
}

/* ---- amounts ---- */

/* The field that a path names. "case.target" stands for "case.target_fen" in yuan, which *yuan
 * then says and *path names. NULL: no field. */
static const FieldDef *field_at(Arena *arena, const char **path, bool *yuan)
{
    const FieldDef *field;
    int row;
    *yuan = false;
    if (catalog_parse_path(*path, strlen(*path), &field, &row))
        return field;
    const char *full = arena_printf(arena, "%s_fen", *path);
    if (!catalog_parse_path(full, strlen(full), &field, &row) || field->type != FT_MONEY)
        return NULL;
    *path = full;
    *yuan = true;
    return field;
}

/* A bare number for a name in _fen is fen, as in the case file, and is handed on in yuan. With
 * a unit it is what a person types. What could be meant both ways is refused. */
static bool read_fen(Arena *arena, const char *path, const char **value, Err *err)
{
    Buf plain = BUF_INIT, yuan = BUF_INIT;
    bool done = true;
    text_fold_width(&plain, *value);
    size_t sign = plain.data[0] == '-';
    size_t digits = sign + strspn(plain.data + sign, "0123456789");
    size_t bare = sign + strspn(plain.data + sign, "0123456789.,' ");
    if (plain.len > sign && digits == plain.len) {
        int64_t fen = strtoll(plain.data, NULL, 10);
        bool fits = fen >= -MONEY_MAX && fen <= MONEY_MAX;
        if (fits)
            money_format_plain(&yuan, fen);
        *value = arena_dup(arena, fits ? yuan.data : plain.data);
    } else if (plain.len > sign && bare == plain.len) {
        int keep = (int)strlen(path) - (int)strlen("_fen");
        done =
            err_set(err, ERR_INPUT,
                    _("%s: fen or yuan? A number alone is whole fen, as in the case file; for "
                      "yuan name the unit (%s元) or write %.*s=%s"),
                    path, *value, keep, path, *value);
    }
    buf_free(&plain);
    buf_free(&yuan);
    return done;
}

/* Says in both units' words what will be stored. */
static void say_amount(Wanted *wanted, const FieldDef *field, const char *path,
                       const char *value)
{
    Buf stored = BUF_INIT, shown = BUF_INIT;
    const FieldContext *fields = session_fields(wanted->cli->session);
    if (value[0] && field_parse(fields, field, value, &stored, NULL)) {
        Fen fen = strtoll(stored.data, NULL, 10);
        if (!wanted->sums)
            wanted->sums = json_array();
        json_array_append_new(wanted->sums, json_pack("{s:o,s:I}", "field", cli_json_text(path),
                                                      "fen", (json_int_t)fen));
        money_format(&shown, fen);
        /* TRANSLATORS: the path of a field, its label, an amount. */
        buf_addf(&wanted->amounts, _("%s (%s): %s yuan"), path, _(field->label), shown.data);
        buf_add_char(&wanted->amounts, '\n');
    }
    buf_free(&stored);
    buf_free(&shown);
}

/* ---- what was given ---- */

static bool take(Wanted *wanted, const char *path, const char *value, bool argument, Err *err)
{
    bool yuan;
    Arena *arena = wanted->cli->arena;
    const FieldDef *field = field_at(arena, &path, &yuan);
    if (field && field->type == FT_MONEY) {
        if (!yuan && !read_fen(arena, path, &value, err))
            return false;
        say_amount(wanted, field, path, value);
    }
    if (field && field->privacy != PRIV_NONE && argument && value[0] && !wanted->open)
        wanted->open = path;
    want(wanted, arena_printf(arena, "%s=%s", path, value));
    return true;
}

static bool read_input(Wanted *wanted, Buf *text, Err *err)
{
    if (wanted->input_read)
        return cli_usage(err, _("Standard input, -, can be read once only"));
    wanted->input_read = true;
    return path_read_input("-", INPUT_MAX, text, err);
}

/* One change on each line. */
static bool take_lines(Wanted *wanted, Err *err)
{
    Buf text = BUF_INIT;
    bool done = read_input(wanted, &text, err);
    for (char *rest = text.data, *line; done && rest && *rest;) {
        line = strsep(&rest, "\n");
        line[strcspn(line, "\r")] = '\0';
        char *equals = strchr(line, '=');
        if (equals)
            *equals = '\0';
        if (equals)
            done = take(wanted, line, equals + 1, false, err);
        else if (line[0])
            want(wanted, arena_dup(wanted->cli->arena, line)); /* is refused with its text */
    }
    buf_free(&text);
    return done;
}

/* All of it is one value, without the newline at its end. */
static bool take_input(Wanted *wanted, const char *path, Err *err)
{
    Buf text = BUF_INIT;
    bool done = read_input(wanted, &text, err);
    while (text.len && (text.data[text.len - 1] == '\n' || text.data[text.len - 1] == '\r'))
        buf_cut(&text, text.len - 1);
    /* A program that failed before a pipe gives nothing as well, and is no wish to empty it. */
    if (done && !text.len)
        done = err_set(err, ERR_INPUT,
                       _("Standard input is empty, so %s stays as it is; to empty the field "
                         "write %s="),
                       path, path);
    done = done && take(wanted, path, text.data, false, err);
    buf_free(&text);
    return done;
}

static bool take_argument(Wanted *wanted, const char *argument, Err *err)
{
    Arena *arena = wanted->cli->arena;
    const char *equals = strchr(argument, '=');
    if (strcmp(argument, "-") == 0)
        return take_lines(wanted, err);
    if (!equals) {
        want(wanted, arena_dup(arena, argument));
        return true;
    }
    const char *path = arena_printf(arena, "%.*s", (int)(equals - argument), argument);
    return strcmp(equals + 1, "-") == 0 ? take_input(wanted, path, err)
                                        : take(wanted, path, equals + 1, true, err);
}

/* ---- set ---- */

static void answer(Wanted *wanted, const CaseFile *file, bool stopped)
{
    Cli *cli = wanted->cli;
    StopReason reason;
    const CaseHead *head = case_head_of(file);
    if (!stopped && head->stop && stop_parse(head->stop, &reason))
        cli_note(cli, _("Case %s is stopped now: %s; a supervisor has to decide"), head->no,
                 stop_label(reason));
    if (wanted->open)
        cli_note(cli,
                 _("%s was given as an argument: others on this machine can see it in the list "
                   "of processes, and the shell keeps it; “set %s -” reads lines from "
                   "standard input"),
                 wanted->open, head->no);
    if (!cli->json) {
        cli_add(cli, wanted->amounts.data);
        return;
    }
    json_t *object = cli_json_standing(file);
    if (wanted->sums)
        json_object_set(object, "stored", wanted->sums);
    cli_json_line(cli, object);
}

/* Until the case is home. */
static bool keep_all(Wanted *wanted, const CaseFile *file, Err *err)
{
    Cli *cli = wanted->cli;
    const char *no = case_head_of(file)->no;
    if (!app_kept_put(cli->session, file, wanted->all, wanted->n, err))
        return false;
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o,s:I}", "no", cli_json_text(no), "kept",
                                     (json_int_t)wanted->n));
    else
        /* TRANSLATORS: number of a case */
        cli_printf(cli, _("%s is at another station: kept here, and entered when it is home"),
                   no);
    return true;
}

static bool run_set(Cli *cli, Err *err)
{
    CaseFile *file;
    Wanted wanted = {.cli = cli, .amounts = BUF_INIT};
    bool done = true;
    for (size_t i = 1; done && i < cli->n_args; i++)
        done = take_argument(&wanted, cli->args[i], err);
    if (done && !wanted.n)
        done = err_set(err, ERR_INPUT, _("Standard input holds nothing to change"));
    if (done && (done = cli_open_case(cli, &file, err))) {
        bool stopped = case_head_of(file)->stop, away = false;
        done = app_kept_wanted(cli->session, file, &away, err);
        if (done && away)
            done = keep_all(&wanted, file, err);
        else if (done)
            done = app_case_set_paths(cli->session, file, wanted.all, wanted.n, err) &&
                   app_case_reload(cli->session, &file, err);
        if (done && !away)
            answer(&wanted, file, stopped);
        cli_about(done, case_head_of(file)->no, err);
        case_free(file);
    }
    json_decref(wanted.sums);
    buf_free(&wanted.amounts);
    return done;
}

const CliCommand command_set = {
    .name = "set",
    .usage = "NO RECORD.FIELD=VALUE...",
    .help = N_("Change fields, in a list RECORD[N].FIELD or RECORD[+].FIELD; - reads them from "
               "standard input"),
    .args_min = 2,
    .args_max = -1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_set,
};

/* ---- remove ---- */

static bool remove_row(Cli *cli, CaseFile *file, const char *place, Err *err)
{
    const RecordDef *record;
    int row;
    if (!catalog_parse_row(place, strlen(place), &record, &row))
        return err_set(err, ERR_INPUT,
                       _("%s: a row is written RECORD[N], e.g. expense[3]; “anjuan doc fields” "
                         "lists the records"),
                       place);
    size_t rows = case_rows(file, record->id);
    if ((size_t)row >= rows)
        return err_set(
            err, ERR_NOT_FOUND,
            ngettext("%s: the case has %zu such row", "%s: the case has %zu such rows", rows),
            place, rows);
    return app_case_remove_row(cli->session, file, record->id, (size_t)row, err);
}

static bool run_remove(Cli *cli, Err *err)
{
    CaseFile *file;
    if (!cli_open_case(cli, &file, err))
        return false;
    bool done = remove_row(cli, file, cli->args[1], err);
    if (done && cli->json)
        cli_json_line(cli, json_pack("{s:o,s:o}", "no", cli_json_text(case_head_of(file)->no),
                                     "removed", cli_json_text(cli->args[1])));
    cli_about(done, case_head_of(file)->no, err);
    case_free(file);
    return done;
}

const CliCommand command_remove = {
    .name = "remove",
    .usage = "NO RECORD[N]",
    .help = N_("Take a row out of a list, e.g. expense[3]; those after it move up"),
    .args_min = 2,
    .args_max = 2,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_remove,
};
