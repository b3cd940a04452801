/* doc: documentation made from the tables of the program, so that it cannot fall behind. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "cli/commands.h"
#include "desk/workflow.h"
#include "rules/judge/findings.h"
#include "rules/staging/facts.h"

/* *man is whether the manual page is asked for. */
static bool format_of(Cli *cli, bool *man, Err *err)
{
    const char *format = cli_value(cli, "--format");
    *man = format && strcmp(format, "man") == 0;
    return !format || *man || strcmp(format, "md") == 0 ||
           cli_usage(err, _("--format takes md or man"));
}

static bool run_keys(Cli *cli, Err *err)
{
    const char *format = cli_value(cli, "--format");
    if (!cli->host->keys)
        return err_set(err, ERR_REFUSED, _("This program was built without screens"));
    return cli->host->keys(format ? format : "md", &cli->out) ||
           cli_usage(err, _("--format takes md, man or ini"));
}

const CliCommand command_doc_keys = {
    .name = "doc keys",
    .usage = "[--format FORMAT]",
    .help = N_("List the keys of the screens"),
    .options = {{"--format", "FORMAT",
                 N_("md, man, or ini for a file to start keys.ini from")}},
    .run = run_keys,
};

/* What a table does not say by itself, below it. */
static void say_below(Cli *cli, const char *text)
{
    cli_add(cli, "\n");
    cli_printf(cli, "%s", text);
}

/* ---- fields ---- */

static const char *const types[] = {
    [FT_TEXT] = "text",     [FT_PROSE] = "prose", [FT_CODE] = "code",   [FT_DATE] = "date",
    [FT_MONTH] = "month",   [FT_MONEY] = "money", [FT_COUNT] = "count", [FT_YESNO] = "yesno",
    [FT_ID] = "id",         [FT_PHONE] = "phone", [FT_CARD] = "card",   [FT_ICD10] = "icd10",
    [FT_REGION] = "region", [FT_FILE] = "file",
};

/* The unit is the one of JSON, where a number carries none. */
static void print_field(Cli *cli, const FieldDef *field)
{
    const RecordDef *record = catalog_record(field->record);
    const char *path = arena_printf(cli->arena, "%s%s.%s", record->key,
                                    record->flags & RF_MANY ? "[N]" : "", field->key);
    const char *unit = field->type == FT_MONEY ? "fen" : NULL;
    const char *more = unit ? unit : field->codes;
    bool required = (field->flags & FF_REQUIRED) != 0;
    Buf heading = BUF_INIT;
    field_heading(field, &heading);
    if (cli->json)
        cli_json_line(cli, json_pack("{s:s,s:s,s:o,s:o,s:b,s:s,s:s}", "field", path, "type",
                                     types[field->type], "codes", cli_json_text(field->codes),
                                     "unit", cli_json_text(unit), "required", required, "label",
                                     _(field->label), "help", _(field->help)));
    else
        cli_printf(cli, "| %s | %s%s%s | %s | %s | %s |", path, types[field->type],
                   more ? " " : "", more ? more : "", required ? "*" : "", heading.data,
                   _(field->help));
    buf_free(&heading);
}

static bool run_fields(Cli *cli, Err *err)
{
    (void)err;
    if (!cli->json) {
        cli_printf(cli, "| %s | %s | %s | %s | %s |", _("field"), _("type"), _("starred"),
                   _("label"), _("help"));
        cli_add(cli, "|---|---|---|---|---|\n");
    }
    for (int i = 0; i < FIELD_COUNT; i++)
        print_field(cli, catalog_field((FieldId)i));
    if (!cli->json)
        say_below(cli,
                  _("Amounts are shown in yuan. Case files in JSON have whole fen, and so has "
                    "set when the name ends in _fen: case.target_fen=28000000. Without _fen "
                    "(case.target=280000), or with a unit (case.target_fen=28万元), set takes "
                    "yuan"));
    return true;
}

const CliCommand command_doc_fields = {
    .name = "doc fields",
    .usage = "",
    .help = N_("List the records and fields of a case"),
    .run = run_fields,
};

/* ---- facts and rules, those laid over the shipped ones too ---- */

static bool load_knowledge(Cli *cli, Knowledge **knowledge, Err *err)
{
    Sources sources;
    session_sources(&cli->options, &sources);
    bool done = knowledge_load(sources_folders(&sources), sources.n, knowledge, err);
    sources_free(&sources);
    return done;
}

static bool run_facts(Cli *cli, Err *err)
{
    Knowledge *knowledge = NULL;
    if (!load_knowledge(cli, &knowledge, err))
        return false;
    if (!cli->json) {
        cli_printf(cli, "| %s | %s |", _("fact"), _("meaning"));
        cli_add(cli, "|---|---|\n");
    }
    for (size_t i = 0; i < facts_count(knowledge); i++) {
        const char *name = facts_name(knowledge, i);
        const char *meaning = facts_meaning(knowledge, i, i18n_lang());
        if (cli->json)
            cli_json_line(cli, json_pack("{s:o,s:o}", "fact", cli_json_text(name), "meaning",
                                         cli_json_text(meaning)));
        else
            cli_printf(cli, "| %s | %s |", name, meaning);
    }
    knowledge_free(knowledge);
    return true;
}

const CliCommand command_doc_facts = {
    .name = "doc facts",
    .usage = "",
    .help = N_("List the facts that conditions in knowledge files may read"),
    .run = run_facts,
};

static void print_rule(Cli *cli, const RuleInfo *rule)
{
    const char *when = rule->when ? rule->when : rule->enforced;
    if (cli->json)
        cli_json_line(
            cli,
            json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "rule", cli_json_text(rule->id),
                      "section", cli_json_text(rule->section), "severity",
                      cli_json_text(rule->severity), "title", cli_json_text(rule->title),
                      "over", cli_json_text(rule->over), "when", cli_json_text(when), "version",
                      cli_json_text(rule->version), "authority", cli_json_text(rule->authority),
                      "grade", cli_json_text(rule->grade)));
    else
        cli_printf(cli, "| %s | %s | %s | %s | %s | %s |", rule->section, rule->severity,
                   rule->title, rule->authority, rule->grade, rule->version);
}

static bool run_rules(Cli *cli, Err *err)
{
    Knowledge *knowledge = NULL;
    if (!load_knowledge(cli, &knowledge, err))
        return false;
    if (!cli->json) {
        cli_printf(cli, "| %s | %s | %s | %s | %s | %s |", _("rule"), _("severity"), _("title"),
                   _("authority"), _("grade"), _("version"));
        cli_add(cli, "|---|---|---|---|---|---|\n");
    }
    for (size_t i = 0; i < rules_count(knowledge); i++) {
        RuleInfo rule = rules_info(knowledge, i, i18n_lang());
        print_rule(cli, &rule);
    }
    knowledge_free(knowledge);
    return true;
}

const CliCommand command_doc_rules = {
    .name = "doc rules",
    .usage = "",
    .help = N_("List the rules by which cases are judged; --json also shows their conditions"),
    .run = run_rules,
};

/* ---- roles ---- */

static const char *statuses_of(Cli *cli, const RightsRow *row)
{
    Buf text = BUF_INIT;
    rights_say_statuses(row, &text);
    const char *said = arena_dup(cli->arena, text.data);
    buf_free(&text);
    return said;
}

/* For scripts in words that no language changes. */
static void right_json(Cli *cli, Verb verb, const RightsRow *row)
{
    static const char *const needs[] = {"yes", "own", "four_eyes", "no"};
    json_t *statuses = json_array();
    json_t *object = json_pack("{s:s,s:o}", "action", verb_word(verb), "statuses", statuses);
    for (int status = 0; status < STATUS_COUNT; status++) {
        if (row->statuses & (1u << status))
            json_array_append_new(statuses, json_string(status_word((Status)status)));
    }
    for (int role = 0; role < ROLE_COUNT; role++)
        json_object_set_new(object, role_word((Role)role),
                            json_string(needs[row->needs[role]]));
    cli_json_line(cli, object);
}

static void right_md(Cli *cli, Verb verb, const RightsRow *row)
{
    cli_add(cli, "| ");
    cli_add(cli, verb_label(verb));
    cli_add(cli, " | ");
    cli_add(cli, statuses_of(cli, row));
    for (int role = 0; role < ROLE_COUNT; role++) {
        cli_add(cli, " | ");
        cli_add(cli, needs_label(row->needs[role]));
    }
    cli_add(cli, " |\n");
}

static void roles_head(Cli *cli)
{
    cli_add(cli, arena_printf(cli->arena, "| %s | %s", _("action"), _("status")));
    for (int role = 0; role < ROLE_COUNT; role++)
        cli_add(cli, arena_printf(cli->arena, " | %s", role_label((Role)role)));
    cli_add(cli, " |\n|---|---");
    for (int role = 0; role < ROLE_COUNT; role++)
        cli_add(cli, "|---");
    cli_add(cli, "|\n");
}

static bool run_roles(Cli *cli, Err *err)
{
    (void)err;
    if (!cli->json)
        roles_head(cli);
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        RightsRow rows[STATUS_COUNT];
        size_t n = rights_rows((Verb)verb, rows);
        for (size_t i = 0; i < n; i++) {
            if (cli->json)
                right_json(cli, (Verb)verb, &rows[i]);
            else
                right_md(cli, (Verb)verb, &rows[i]);
        }
    }
    if (!cli->json)
        say_below(cli, _("One's own cases are those that one entered or was handed, and "
                         "did not hand on. Others' work is a case that neither oneself "
                         "nor whoever added one or set one's passphrase entered, "
                         "changed or submitted, and that names neither as its adviser. "
                         "A suspicion of fraud is decided by another supervisor than "
                         "who has it"));
    return true;
}

const CliCommand command_doc_roles = {
    .name = "doc roles",
    .usage = "",
    .help = N_("List who may do what, by role"),
    .run = run_roles,
};

/* ---- commands ---- */

/* Text of a manual page: what troff would take for its own is made plain. */
static void add_man(Buf *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        buf_add(out, "\\&");
    for (; *text; text++) {
        if (*text == '-' || *text == '\\')
            buf_add(out, *text == '-' ? "\\-" : "\\e");
        else
            buf_add_char(out, *text);
    }
}

static void command_man(Cli *cli, const CliCommand *command)
{
    Buf line = BUF_INIT;
    buf_addf(&line, "%s", command->name);
    buf_add(&cli->out, ".TP\n.B ");
    add_man(&cli->out, line.data);
    buf_add_char(&cli->out, '\n');
    if (command->usage[0]) {
        buf_cut(&cli->out, cli->out.len - 1);
        buf_add_char(&cli->out, ' ');
        add_man(&cli->out, command->usage);
        buf_add_char(&cli->out, '\n');
    }
    add_man(&cli->out, _(command->help));
    cli_add(cli, ".\n");
    buf_free(&line);
}

static void command_md(Cli *cli, const CliCommand *command)
{
    if (cli->json)
        cli_json_line(cli, json_pack("{s:s,s:s,s:s}", "command", command->name, "usage",
                                     command->usage, "help", _(command->help)));
    else
        cli_printf(cli, "| `%s%s%s` | %s |", command->name, command->usage[0] ? " " : "",
                   command->usage, _(command->help));
}

static bool run_commands(Cli *cli, Err *err)
{
    bool man;
    if (!format_of(cli, &man, err))
        return false;
    if (!man && !cli->json) {
        cli_printf(cli, "| %s | %s |", _("command"), _("does"));
        cli_add(cli, "|---|---|\n");
    }
    for (size_t i = 0; cli_commands[i]; i++) {
        if (man)
            command_man(cli, cli_commands[i]);
        else
            command_md(cli, cli_commands[i]);
    }
    return true;
}

const CliCommand command_doc_commands = {
    .name = "doc commands",
    .usage = "[--format FORMAT]",
    .help = N_("List the commands"),
    .options = {{"--format", "FORMAT",
                 N_("md for a table (when not given), man for the manual page")}},
    .run = run_commands,
};
