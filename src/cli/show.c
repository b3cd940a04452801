/* show: one case, for people or as its portable file. */
#include "config.h"

#include <string.h>

#include "app/case.h"
#include "app/discard.h"
#include "app/history.h"
#include "app/move.h"
#include "app/outfile.h"
#include "app/reveal.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text/text.h"
#include "cli/commands.h"
#include "exchange/portable.h"

enum { LABEL_COLS = 22 };

bool cli_open_case(Cli *cli, CaseFile **file, Err *err)
{
    return app_case_open(cli->session, cli->args[0], file, err);
}

bool cli_reveal(Cli *cli, const CaseFile *file, Err *err)
{
    return !cli_value(cli, "--reveal") || app_reveal(cli->session, file, err);
}

void cli_say_masked(Cli *cli, const CaseFile *file)
{
    if (app_is_masked(cli->session, file) &&
        app_case_may(cli->session, file, VERB_REVEAL, NULL))
        cli_note(cli, "%s",
                 _("Numbers and addresses are masked; --reveal shows them, and that is written "
                   "down"));
}

const char *cli_value_shown(Cli *cli, const CaseFile *file, const FieldDef *field,
                            const char *value)
{
    const FieldContext *fields = app_fields(cli->session, file);
    if (!value || !field || !field_is_masked(fields, field))
        return value;
    Buf text = BUF_INIT;
    field_show(fields, field, value, &text);
    const char *shown = arena_dup(cli->arena, text.data);
    buf_free(&text);
    return shown;
}

void cli_about(bool done, const char *no, Err *err)
{
    if (!done && !strstr(err->text, no))
        err_wrap(err, _("Case %s"), no);
}

static bool row_empty(const CaseFile *file, const RecordDef *record, size_t row)
{
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        if (!(field->flags & FF_GIVEN) && case_get(file, field->id, row))
            return false;
    }
    return true;
}

/* A long text keeps its lines, one below the other. */
static void show_lines(Cli *cli, const char *label, const char *text)
{
    for (;;) {
        size_t len = strcspn(text, "\n");
        buf_add(&cli->out, "  ");
        cli_row(cli,
                (CliCell[]){{label, LABEL_COLS},
                            {arena_printf(cli->arena, "%.*s", (int)len, text), 0}},
                2);
        if (!text[len])
            return;
        label = "";
        text += len + 1;
    }
}

static void show_row(Cli *cli, const CaseFile *file, const RecordDef *record, size_t row)
{
    Buf shown = BUF_INIT;
    if (row_empty(file, record, row))
        return;
    cli_add(cli, "\n");
    if (case_row_later(file, record->id, row))
        /* TRANSLATORS: a record and the number of a row that was added after the approval. */
        cli_printf(cli, _("%s %zu, came later"), _(record->label), row + 1);
    else if (record->flags & RF_MANY)
        cli_printf(cli, "%s %zu", _(record->label), row + 1);
    else
        cli_printf(cli, "%s", _(record->label));
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        const char *value = case_get(file, field->id, row);
        if (!value || (field->flags & FF_GIVEN))
            continue;
        buf_clear(&shown);
        field_show_alone(app_fields(cli->session, file), field, value, &shown);
        show_lines(cli, _(field->label), shown.data);
    }
    buf_free(&shown);
}

static void show_case(Cli *cli, const CaseFile *file)
{
    cli_printf(cli, "%s  %s", case_head_of(file)->no, cli_standing(cli, file));
    for (int i = 0; i < REC_COUNT; i++)
        for (size_t row = 0; row < case_rows(file, (RecordId)i); row++)
            show_row(cli, file, catalog_record((RecordId)i), row);
}

/* A case that was returned says why at its end. */
static bool show_marks(Cli *cli, const CaseFile *file, Err *err)
{
    size_t before = cli->out.len;
    cli_add(cli, "\n");
    cli_printf(cli, "%s", _("Marks"));
    size_t title = cli->out.len;
    bool done = cli_marks(cli, file, err);
    if (cli->out.len == title)
        buf_cut(&cli->out, before);
    return done;
}

static bool write_case(Session *session, const CaseFile *file, const char *path, bool replace,
                       Err *err)
{
    Buf text = BUF_INIT;
    if (!app_may_write(session, path, replace, err))
        return false;
    portable_write(file, &text);
    bool done = path_write(path, text.data, text.len, err);
    buf_free(&text);
    return done;
}

/* Read again, a portable file would put its masks in place of the values; so reading refuses
 * what is masked. */
static bool show_portable(Cli *cli, const CaseFile *file, const char *path, Err *err)
{
    CaseFile *masked = app_masked_copy(cli->session, file);
    const CaseFile *shown = masked ? masked : file;
    bool done = true;
    if (path && strcmp(path, "-") != 0)
        done = write_case(cli->session, shown, path, cli_value(cli, "--replace") != NULL, err);
    else
        portable_write(shown, &cli->out);
    case_free(masked);
    return done;
}

static bool run_show(Cli *cli, Err *err)
{
    CaseFile *file;
    bool done = true;
    const char *path = cli_value(cli, "--out");
    if (path && !path[0])
        return cli_usage(err, _("--out takes a file, or - for standard output"));
    if (!cli_open_case(cli, &file, err))
        return false;
    app_case_was_read(cli->session, case_head_of(file)->id);
    if (!cli_reveal(cli, file, err) || (path && !app_case_written(cli->session, file, err)))
        done = false;
    else if (path || cli->json)
        done = show_portable(cli, file, path, err);
    else
        show_case(cli, file);
    if (done && !path && !cli->json)
        done = show_marks(cli, file, err);
    if (done)
        cli_say_masked(cli, file);
    case_free(file);
    return done;
}

const CliCommand command_show = {
    .name = "show",
    .usage = "NO [--reveal] [--out FILE [--replace]]",
    .help = N_("Show a case; with --json or --out its portable case file"),
    .options = {{"--reveal", NULL, N_("with what is masked; it is written down")},
                {"--out", "FILE", N_("write the portable file there; - is standard output")},
                {"--replace", NULL, N_("put it in place of a file that is there")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_show,
};
