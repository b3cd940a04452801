/* template list, check, draft: the forms of platforms. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "base/path.h"
#include "cli/commands.h"
#include "exchange/template.h"
#include "exchange/template_draft.h"

static bool load(Cli *cli, Knowledge **out, Err *err)
{
    Sources sources;
    session_sources(&cli->options, &sources);
    bool done = knowledge_load(sources_folders(&sources), sources.n, out, err);
    sources_free(&sources);
    return done;
}

/* ---- list ---- */

enum { NAME_COLS = 24, PURPOSE_COLS = 16, PLATFORM_COLS = 14 };

static const char *platform_text(const Knowledge *knowledge, const Template *template)
{
    const char *platform = template_platform(template);
    const CodeTable *table = codes_table(knowledge_codes(knowledge), "platform");
    const CodeEntry *entry = platform && table ? code_find(table, platform) : NULL;
    return entry ? code_text(entry, i18n_lang()) : "";
}

static void list_template(Cli *cli, const Knowledge *knowledge, const Template *template)
{
    const TemplatePurpose *purpose = template_purpose(template);
    const char *title = template_title(template, i18n_lang());
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o,s:o,s:o,s:s,s:o}", "template",
                                     cli_json_text(template_name(template)), "version",
                                     cli_json_text(template_version(template)), "platform",
                                     cli_json_text(template_platform(template)), "purpose",
                                     purpose->name, "title", cli_json_text(title)));
    else
        cli_row(cli,
                (CliCell[]){{template_name(template), NAME_COLS},
                            {_(purpose->label), PURPOSE_COLS},
                            {platform_text(knowledge, template), PLATFORM_COLS},
                            {title, 0}},
                4);
}

static bool run_list(Cli *cli, Err *err)
{
    Knowledge *knowledge = NULL;
    if (!load(cli, &knowledge, err))
        return false;
    bool done = true;
    cli_head(cli,
             (CliCell[]){{_("Template"), NAME_COLS},
                         {C_("column", "Purpose"), PURPOSE_COLS},
                         {_("Platform"), PLATFORM_COLS},
                         {C_("column", "Title"), 0}},
             4);
    for (size_t i = 0; done && i < template_count(knowledge); i++) {
        Template *template = NULL;
        done = template_find(knowledge, template_name_at(knowledge, i), &template, err);
        if (done)
            list_template(cli, knowledge, template);
        template_free(template);
    }
    knowledge_free(knowledge);
    return done;
}

const CliCommand command_template_list = {
    .name = "template list",
    .usage = "",
    .help = N_("List the export templates: for which platform, and what for"),
    .run = run_list,
};

/* ---- check ---- */

static bool run_check(Cli *cli, Err *err)
{
    Sources sources;
    Knowledge *knowledge = NULL;
    const char *name = cli->n_args ? cli->args[0] : NULL;
    bool found = false;
    session_sources(&cli->options, &sources);
    bool done = knowledge_load(sources_folders(&sources), sources.n, &knowledge, err);
    if (done) {
        size_t faults = template_check_named(sources_folders(&sources), sources.n, name,
                                             cli_fault, cli, &found);
        if (name && !found)
            done = err_set(err, ERR_NOT_FOUND,
                           _("there is no export template named %s; “anjuan template list” "
                             "names them"),
                           name);
        else if (!faults && !cli->json)
            cli_printf(cli, _("No faults"));
    }
    knowledge_free(knowledge);
    sources_free(&sources);
    return done;
}

const CliCommand command_template_check = {
    .name = "template check",
    .usage = "[NAME]",
    .help = N_("Check export templates: file, section, key and fault"),
    .args_max = 1,
    .run = run_check,
};

/* ---- draft ---- */

static bool write_draft(Cli *cli, const Buf *text, const TemplateDraft *draft, Err *err)
{
    const char *out = cli_value(cli, "--out");
    size_t open = draft->columns - draft->known;
    if (!out) {
        cli_add(cli, text->data);
    } else {
        if (path_exists(out))
            return err_set(err, ERR_REFUSED, _("%s exists already; choose another name"), out);
        if (!path_write(out, text->data, text->len, err))
            return false;
    }
    cli_note(cli,
             _("%zu columns on %zu sheets: %zu known, of which %zu by a part of their title; "
               "%zu to be completed"),
             draft->columns, draft->sheets, draft->known, draft->guessed, open);
    return true;
}

static bool run_draft(Cli *cli, Err *err)
{
    const char *name = cli_value(cli, "--name");
    Knowledge *knowledge = NULL;
    Table *table = NULL;
    Buf text = BUF_INIT;
    if (!name || !name[0] || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_")])
        return cli_usage(err,
                         _("template draft needs --name, a word of a to z, 0 to 9, - and _"));
    char *form = path_name(cli->args[0]);
    TemplateDraft draft = {.name = name, .form = form};
    bool done = load(cli, &knowledge, err) && table_read(cli->args[0], &table, err) &&
                template_draft(knowledge, table, &draft, &text, err) &&
                write_draft(cli, &text, &draft, err);
    buf_free(&text);
    table_free(table);
    knowledge_free(knowledge);
    free(form);
    return done;
}

const CliCommand command_template_draft = {
    .name = "template draft",
    .usage = "FORM.xlsx --name NAME [--out FILE.ini]",
    .help = N_("Draft a template from a platform's empty form, to be completed"),
    .options = {{"--name", "NAME", N_("of the template")},
                {"--out", "FILE.ini", N_("the file; without: standard output")}},
    .args_min = 1,
    .args_max = 1,
    .run = run_draft,
};
