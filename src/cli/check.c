/* check: what stands in the way of a case, or of all. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/accept.h"
#include "app/case.h"
#include "app/judge.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "cli/commands.h"

static const char *const severities[] = {
    [SEV_INFO] = "info", [SEV_WARN] = "warn", [SEV_BLOCK] = "block"};

enum { SEVERITY_COLS = 6 };

/* What a person reads; at most six columns. */
static const char *const severity_labels[] = {
    [SEV_INFO] = N_("info"), [SEV_WARN] = N_("warn"), [SEV_BLOCK] = N_("block")};

static const char *label_of(const Finding *finding)
{
    /* TRANSLATORS: in place of "block", of what a case lacks; at most six columns. */
    return finding_lacks(finding) ? _("lacks") : _(severity_labels[finding->severity]);
}

static json_t *value_of(Cli *cli, const CaseFile *file, const Finding *finding,
                        const FindingFact *fact)
{
    if (!fact->value)
        return json_null();
    if (fact->number)
        return json_integer(strtoll(fact->value, NULL, 10));
    const FieldDef *field = finding_fact_field(finding, fact);
    return cli_json_text(cli_value_shown(cli, file, field, fact->value));
}

/* What the judgement looked at: what its condition read; for an empty field, the field. */
static json_t *facts_of(Cli *cli, const CaseFile *file, const Finding *finding)
{
    json_t *facts = json_object();
    for (size_t i = 0; i < finding->n_facts; i++)
        json_object_set_new(facts, finding->facts[i].name,
                            value_of(cli, file, finding, &finding->facts[i]));
    if (!finding->n_facts && finding->field != FIELD_COUNT)
        json_object_set_new(facts, cli_path(cli, finding->field, finding->row), json_null());
    return facts;
}

/* "Civil Code 1045", "house setting (house rule, not law)" */
static const char *authority_of(Cli *cli, const Finding *finding)
{
    if (!finding->house)
        return finding->authority;
    /* TRANSLATORS: where a rule comes from, and that it is no law: "house (house rule, not
     * law)" */
    return arena_printf(cli->arena, _("%s (%s)"), finding->authority, finding_house(finding));
}

static void print_finding(Cli *cli, const CaseFile *file, const Finding *finding)
{
    const char *no = case_head_of(file)->no;
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:o,s:s,s:o,s:s,s:s,s:o,s:o,s:o}", "case",
                                     cli_json_text(no), "rule", finding->rule, "version",
                                     cli_json_text(finding->version), "knowledge",
                                     knowledge_version(session_knowledge(cli->session)),
                                     "severity", severities[finding->severity], "message",
                                     cli_json_text(finding->message), "authority",
                                     cli_json_text(authority_of(cli, finding)), "facts",
                                     facts_of(cli, file, finding)));
        return;
    }
    cli_row(cli,
            (CliCell[]){{no, 16},
                        {label_of(finding), SEVERITY_COLS},
                        {finding->rule, 7},
                        {finding->message, 0}},
            4);
}

/* The same numbers as in the queue and over the case file. */
static void print_counts(Cli *cli, const CaseFile *file, FindingCounts counts)
{
    const char *no = case_head_of(file)->no;
    Buf lacks = BUF_INIT;
    findings_say_lacks(counts.missing, counts.papers, &lacks);
    /* TRANSLATORS: number of the case; "24 missing, 6 papers"; how many findings block and
     * warn. */
    cli_printf(cli, _("%s: %s; in the way: %zu, warnings: %zu"), no,
               lacks.len ? lacks.data : _("nothing is missing"), counts.blocks, counts.warns);
    buf_free(&lacks);
}

static bool check_case(Cli *cli, const CaseFile *file, Err *err)
{
    Finding *found;
    size_t n;
    if (!app_case_findings(cli->session, file, cli->arena, &found, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        print_finding(cli, file, &found[i]);
        if (found[i].severity == SEV_BLOCK)
            cli->status = 1;
    }
    if (!cli->json)
        print_counts(cli, file, findings_counted(found, n));
    return true;
}

static bool check_next(void *ctx, const CaseFile *file, Err *err)
{
    Cli *cli = ctx;
    arena_reset(cli->arena);
    return check_case(cli, file, err) && !cli->lost;
}

/* An answer that nobody reads any more ends it, and is no fault of the check. */
static bool check_all(Cli *cli, Err *err)
{
    return app_each_case(cli->session, check_next, cli, err) || cli->lost;
}

/* For people, who need it once; each JSON line has its own. */
static void print_knowledge(Cli *cli)
{
    if (!cli->json)
        cli_printf(cli, _("Version of the knowledge: %s"),
                   knowledge_version(session_knowledge(cli->session)));
}

static bool check_one(Cli *cli, Err *err)
{
    CaseFile *file;
    if (!cli_open_case(cli, &file, err))
        return false;
    bool done = cli_reveal(cli, file, err) && check_case(cli, file, err);
    case_free(file);
    return done;
}

static bool run_check(Cli *cli, Err *err)
{
    bool all = cli_value(cli, "--all") != NULL;
    if (all == (cli->n_args == 1))
        return cli_usage(err, _("check takes one case, or --all"));
    if (all && cli_value(cli, "--reveal"))
        return cli_usage(err, _("--reveal is for one case"));
    bool done = all ? check_all(cli, err) : check_one(cli, err);
    char *notice = done ? app_knowledge_notice(cli->session) : NULL;
    if (notice)
        cli_note(cli, "%s", notice);
    free(notice);
    if (done)
        print_knowledge(cli);
    return done;
}

const CliCommand command_check = {
    .name = "check",
    .usage = "NO [--reveal] | --all [--on DAY]",
    .help = N_("Show the findings of a case; ends with status 1 when one blocks"),
    .options = {{"--all", NULL, N_("check every case")},
                {"--reveal", NULL, N_("with what is masked; it is written down")},
                {"--on", "DAY", N_("as if today were this day, e.g. 2026-11-21")}},
    .args_max = 1,
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_check,
};
