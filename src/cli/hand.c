/* hand, second-approval: whose case it is, and how many approve it. */
#include "config.h"

#include "app/hand.h"
#include "app/second.h"
#include "base/i18n.h"
#include "base/money.h"
#include "cli/commands.h"

static bool run_hand(Cli *cli, Err *err)
{
    CaseFile *file;
    if (!cli_open_case(cli, &file, err))
        return false;
    const char *no = arena_dup(cli->arena, case_head_of(file)->no);
    bool done =
        app_case_hand(cli->session, &file, cli->args[1], cli_value(cli, "--comment"), err);
    if (done && cli->json)
        cli_json_line(cli, json_pack("{s:o,s:o}", "no", cli_json_text(no), "keeper",
                                     cli_json_text(cli->args[1])));
    else if (done)
        /* TRANSLATORS: number of the case, name of a user */
        cli_printf(cli, _("%s is kept by %s from now on"), no, cli->args[1]);
    cli_about(done, no, err);
    case_free(file);
    return done;
}

const CliCommand command_hand = {
    .name = "hand",
    .usage = "NO NAME [--comment TEXT]",
    .help = N_("Hand a case over to another person, who keeps it from then on"),
    .options = {{"--comment", "TEXT", N_("what the others should know")}},
    .args_min = 2,
    .args_max = 2,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_hand,
};

/* ---- second-approval ---- */

static void say_rule(Cli *cli, const SecondRule *rule)
{
    Buf above = BUF_INIT;
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:o,s:o}", "above_fen",
                                     rule->above < 0 ? json_null() : json_integer(rule->above),
                                     "findings", cli_json_text(rule->findings)));
        return;
    }
    if (rule->above >= 0)
        money_format_yuan(&above, rule->above);
    if (rule->above >= 0)
        cli_printf(cli, _("Two supervisors approve a case above %s"), above.data);
    if (*rule->findings)
        cli_printf(cli, _("Two supervisors approve a case with a finding of %s"),
                   rule->findings);
    if (rule->above < 0 && !*rule->findings)
        cli_printf(cli, "%s", _("One supervisor approves a case"));
    buf_free(&above);
}

static bool warn_of_none(Cli *cli, const SecondRule *rule, Err *err)
{
    bool can = false;
    if (rule->above < 0 && !*rule->findings)
        return true;
    if (!app_second_can(cli->session, &can, err))
        return false;
    if (!can)
        cli_note(cli, "%s", second_warning());
    return true;
}

static bool run_second(Cli *cli, Err *err)
{
    SecondRule rule;
    const char *above = cli_value(cli, "--above"), *findings = cli_value(cli, "--findings");
    bool done = (!above && !findings) || app_second_set(cli->session, above, findings, err);
    if (!done || !app_second(cli->session, cli->arena, &rule, err))
        return false;
    say_rule(cli, &rule);
    return warn_of_none(cli, &rule, err);
}

const CliCommand command_second_approval = {
    .name = "second-approval",
    .usage = "[--above YUAN] [--findings RULES]",
    .help = N_("Say which cases two supervisors approve; without options show it"),
    .options = {{"--above", "YUAN", N_("cases that ask for more; none: no amount")},
                {"--findings", "RULES",
                 N_("cases with an open finding of these, e.g. R406,R407; none: of no rule")}},
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_second,
};
