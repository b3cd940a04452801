/* checklist: the documents a case needs, and because of what. */
#include "config.h"

#include "app/judge.h"
#include "base/i18n.h"
#include "cli/commands.h"

static const char *state_text(Cli *cli, const char *state)
{
    const FieldContext *fields = session_fields(cli->session);
    const CodeTable *states =
        codes_table(fields->codes, catalog_field(F_DOCUMENT_state)->codes);
    const char *word = state ? state : "missing";
    const CodeEntry *entry = states ? code_find(states, word) : NULL;
    return entry ? code_text(entry, fields->lang) : word;
}

static void print_item(Cli *cli, const char *no, const ChecklistItem *item)
{
    if (cli->json) {
        json_t *object = json_pack(
            "{s:o,s:o,s:o,s:b,s:o,s:o,s:b}", "case", cli_json_text(no), "code",
            cli_json_text(item->code), "title", cli_json_text(item->title), "required",
            item->required, "because", cli_json_text(item->because), "state",
            cli_json_text(item->state ? item->state : "missing"), "expired", item->expired);
        if (item->approved)
            json_object_set_new(object, "approved", json_true());
        cli_json_line(cli, object);
        return;
    }
    cli_row(cli,
            (CliCell[]){{item->code, 3},
                        {item->open ? _("open") : "", 6},
                        {item->expired ? _("expired") : state_text(cli, item->state), 8},
                        {item->title, 40},
                        {item->because, 0}},
            5);
}

static bool run_checklist(Cli *cli, Err *err)
{
    CaseFile *file;
    ChecklistItem *items;
    size_t n;
    if (!cli_open_case(cli, &file, err))
        return false;
    bool done = app_case_checklist(cli->session, file, cli->arena, &items, &n, err);
    for (size_t i = 0; done && i < n; i++)
        print_item(cli, case_head_of(file)->no, &items[i]);
    case_free(file);
    return done;
}

const CliCommand command_checklist = {
    .name = "checklist",
    .usage = "NO [--on DAY]",
    .help = N_("Show which documents a case needs, and because of what"),
    .options = {{"--on", "DAY", N_("as if today were this day, e.g. 2026-11-21")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_checklist,
};
