/* clashes: what was written about cases that were elsewhere. */
#include "config.h"

#include <string.h>

#include "app/case.h"
#include "app/kept.h"
#include "app/reveal.h"
#include "base/i18n.h"
#include "cli/commands.h"
#include "domain/field.h"

typedef bool EachCase(Cli *cli, CaseFile **file, Err *err);

static const char *shown(Cli *cli, const CaseFile *file, const KeptLine *line,
                         const char *value)
{
    Buf text = BUF_INIT;
    const char *out = "";
    if (value)
        field_show(app_fields(cli->session, file), catalog_field(line->kept.field), value,
                   &text);
    if (value)
        out = arena_dup(cli->arena, text.data);
    buf_free(&text);
    return out;
}

static const char *path_of(Cli *cli, const KeptLine *line)
{
    const FieldDef *field = catalog_field(line->kept.field);
    const RecordDef *record = catalog_record(field->record);
    return line->kept.fresh || line->state == KEPT_GONE
               ? arena_printf(cli->arena, "%s[+].%s", record->key, field->key)
               : cli_path(cli, field->id, (int)line->row);
}

static void print_line(Cli *cli, const CaseFile *file, const KeptLine *line)
{
    const CaseHead *head = case_head_of(file);
    const char *path = path_of(cli, line);
    if (cli->json) {
        cli_json_line(
            cli, json_pack("{s:o,s:I,s:o,s:s,s:o,s:o,s:o,s:o,s:o,s:o}", "case",
                           cli_json_text(head->no), "clash", (json_int_t)line->kept.id, "field",
                           cli_json_text(path), "state", kept_state_word(line->state), "ours",
                           cli_json_text(shown(cli, file, line, line->kept.value)), "base",
                           cli_json_text(shown(cli, file, line, line->kept.base)), "theirs",
                           cli_json_text(shown(cli, file, line, line->now)), "at",
                           cli_json_text(line->kept.at), "by", cli_json_text(line->by), "by_at",
                           cli_json_text(line->by_at)));
        return;
    }
    cli_printf(cli, "%lld  %s  %s  %s", (long long)line->kept.id, head->no, path,
               kept_state_label(line->state));
    /* TRANSLATORS: when, and a value that somebody wrote while the case was away */
    cli_printf(cli, _("    %s, written here: %s"), cli_when(cli, line->kept.at),
               shown(cli, file, line, line->kept.value));
    if (line->state == KEPT_CLASH)
        /* TRANSLATORS: when and by whom, and the value that stands there */
        cli_printf(cli, _("    %s, entered there by %s: %s"), cli_when(cli, line->by_at),
                   line->by, shown(cli, file, line, line->now));
}

static bool list_one(Cli *cli, CaseFile **file, Err *err)
{
    KeptLine *lines;
    size_t n;
    if (!cli_reveal(cli, *file, err) ||
        !app_kept_list(cli->session, *file, cli->arena, &lines, &n, err))
        return false;
    bool masked = false;
    for (size_t i = 0; i < n; i++) {
        const FieldDef *field = catalog_field(lines[i].kept.field);
        print_line(cli, *file, &lines[i]);
        masked = masked || field_is_masked(app_fields(cli->session, *file), field);
    }
    if (masked)
        cli_say_masked(cli, *file);
    return true;
}

static bool enter_one(Cli *cli, CaseFile **file, Err *err)
{
    size_t entered, left;
    KeptTold told = {BUF_INIT, BUF_INIT};
    bool done = app_kept_enter(cli->session, file, &told, &entered, &left, err);
    if (done && !cli->json) {
        /* TRANSLATORS: number of a case; so many values */
        cli_printf(cli, _("%s: %zu entered, %zu left"), case_head_of(*file)->no, entered, left);
        if (told.entered.len)
            cli_printf(cli, _("Entered: %s"), told.entered.data);
    }
    if (done && told.refused.len)
        cli_note(cli, _("Refused, and left as it was kept: %s"), told.refused.data);
    kept_told_free(&told);
    if (!done)
        return false;
    return !left || list_one(cli, file, err);
}

static bool each_case(Cli *cli, EachCase *does, Err *err)
{
    int64_t *cases;
    size_t n;
    bool done = app_kept_cases(cli->session, cli->arena, &cases, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        CaseFile *file = NULL;
        done = app_case_open_id(cli->session, cases[i], &file, err) && does(cli, &file, err);
        case_free(file);
    }
    return done;
}

/* What cannot be told is settled, and told then. */
static bool is_foreign(Cli *cli, const CaseFile *file, int64_t id)
{
    KeptLine *lines;
    size_t n = 0;
    bool foreign = false;
    if (!app_kept_list(cli->session, file, cli->arena, &lines, &n, NULL))
        return false;
    for (size_t i = 0; i < n; i++)
        foreign = foreign || (lines[i].kept.id == id && lines[i].state == KEPT_FOREIGN);
    return foreign;
}

static bool settle(Cli *cli, const char *which, Err *err)
{
    KeptFate fate = strcmp(which, "ours") == 0 ? KEPT_OURS : KEPT_THEIRS;
    CaseFile *file = NULL;
    int64_t number;
    if (fate == KEPT_THEIRS && strcmp(which, "theirs") != 0)
        return cli_usage(err, _("--take takes ours or theirs"));
    if (cli->n_args != 2)
        return cli_usage(err, _("--take needs the case and the number of the clash"));
    if (!cli_number(cli->args[1], "clashes", INT64_MAX, &number, err) ||
        !cli_open_case(cli, &file, err))
        return false;
    bool foreign = is_foreign(cli, file, number);
    bool done = app_kept_settle(cli->session, &file, number, fate, err);
    if (done && !cli->json)
        cli_printf(cli, "%s",
                   fate == KEPT_OURS ? _("What was written here counts")
                   : foreign         ? _("Thrown away; nothing is changed")
                                     : _("What was entered there counts"));
    cli_about(done, case_head_of(file)->no, err);
    case_free(file);
    return done;
}

static bool run_clashes(Cli *cli, Err *err)
{
    const char *take = cli_value(cli, "--take");
    if (take)
        return settle(cli, take, err);
    if (cli->n_args)
        return cli_usage(err, _("The case and the number are for --take"));
    return each_case(cli, cli_value(cli, "--enter") ? enter_one : list_one, err);
}

const CliCommand command_clashes = {
    .name = "clashes",
    .usage = "[--enter] [--reveal] [NO CLASH --take ours|theirs]",
    .help = N_("List what you wrote about cases while they were at another station, beside "
               "what was entered there"),
    .options = {{"--enter", NULL, N_("enter what clashes with nothing")},
                {"--reveal", NULL, N_("with what is masked; it is written down")},
                {"--take", "WHICH",
                 N_("where both changed: ours or theirs; the history keeps both")}},
    .args_max = 2,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_clashes,
};
