/* callback, keep, calls, takeover: cases that are at another station. */
#include "config.h"

#include <string.h>

#include "app/call.h"
#include "app/case.h"
#include "app/pen.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "cli/commands.h"

typedef bool EachCase(Cli *cli, int64_t case_id, int what, Err *err);

/* One after the other; what was done before one that is refused stays. */
static bool each_case(Cli *cli, EachCase *does, int what, const char *done_text, Err *err)
{
    for (size_t i = 0; i < cli->n_args; i++) {
        int64_t id;
        bool done =
            app_case_find(cli->session, cli->args[i], &id, err) && does(cli, id, what, err);
        if (done && cli->json)
            cli_json_line(cli, json_pack("{s:o}", "no", cli_json_text(cli->args[i])));
        else if (done)
            /* TRANSLATORS: number of a case, and what became of it */
            cli_printf(cli, _("%s: %s"), cli->args[i], done_text);
        cli_about(done, cli->args[i], err);
        if (!done)
            return false;
    }
    return true;
}

static void note_bundle(Cli *cli)
{
    cli_note(cli, "%s",
             _("It is told with the next bundle for that station: “anjuan pack --to STATION "
               "--out FILE”"));
}

/* ---- callback, keep ---- */

static bool call_back(Cli *cli, int64_t case_id, int reason, Err *err)
{
    return app_call_back(cli->session, case_id, (CallReason)reason, err);
}

static bool run_callback(Cli *cli, Err *err)
{
    const char *word = cli_value(cli, "--reason");
    CallReason reason = CALL_NEEDED;
    if (word && !call_reason_parse(word, &reason))
        return cli_usage(err, _("--reason takes needed, news, mistake or quiet"));
    if (!each_case(cli, call_back, (int)reason, _("asked back"), err))
        return false;
    note_bundle(cli);
    return true;
}

const CliCommand command_callback = {
    .name = "callback",
    .usage = "NO... [--reason WHY]",
    .help = N_("Ask the station that works on a case for it; it answers, or hands it over"),
    .options = {{"--reason", "WHY",
                 N_("needed here, news of the family, handed over by mistake, or quiet for "
                    "long: needed, unless said")}},
    .args_min = 1,
    .args_max = -1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_callback,
};

static bool keep(Cli *cli, int64_t case_id, int answer, Err *err)
{
    return app_call_answer(cli->session, case_id, (CallAnswer)answer, err);
}

static bool run_keep(Cli *cli, Err *err)
{
    const char *word = cli_value(cli, "--reason");
    CallAnswer answer = CALL_WORKING;
    if (word && (!call_answer_parse(word, &answer) || answer == CALL_ELSEWHERE))
        return cli_usage(err, _("--reason takes soon, working or review"));
    if (!each_case(cli, keep, (int)answer, _("stays here for now"), err))
        return false;
    note_bundle(cli);
    return true;
}

const CliCommand command_keep = {
    .name = "keep",
    .usage = "NO... [--reason WHY]",
    .help = N_("Answer a station that asks for a case that it stays here for now; “anjuan "
               "pack” hands it over"),
    .options = {{"--reason", "WHY",
                 N_("it comes soon, is worked on, or is decided about first: soon, working, "
                    "review; working, unless said")}},
    .args_min = 1,
    .args_max = -1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_keep,
};

/* ---- calls ---- */

static void print_call(Cli *cli, const Call *call)
{
    bool answered = *call->answered_at != '\0';
    if (cli->json)
        cli_json_line(
            cli, json_pack("{s:o,s:o,s:b,s:s,s:o,s:o,s:o,s:o}", "no", cli_json_text(call->no),
                           "station", cli_json_text(call->ours ? call->holder : call->caller),
                           "ours", call->ours, "reason", call_reason_word(call->reason), "by",
                           cli_json_text(call->who), "at", cli_json_text(call->at), "answer",
                           cli_json_text(answered ? call_answer_word(call->answer) : NULL),
                           "answered", cli_json_text(answered ? call->answered_at : NULL)));
    else
        cli_printf(cli, "%s  %s", call->no, call_words(call, cli->arena));
}

static bool run_calls(Cli *cli, Err *err)
{
    Call *calls;
    size_t n;
    if (!app_calls(cli->session, 0, cli->arena, &calls, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        print_call(cli, &calls[i]);
    return true;
}

const CliCommand command_calls = {
    .name = "calls",
    .usage = "",
    .help = N_("List which cases were asked back, from where and by whom, with the answers"),
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_calls,
};

/* ---- takeover ---- */

static bool take_over(Cli *cli, int64_t case_id, int what UNUSED, Err *err)
{
    return app_take_over(cli->session, case_id, cli_value(cli, "--comment"), err);
}

static bool run_takeover(Cli *cli, Err *err)
{
    if (!cli_value(cli, "--comment"))
        return cli_usage(err,
                         _("takeover needs --comment: why, for whoever reads the history"));
    return each_case(cli, take_over, 0, _("worked on here from now on"), err);
}

const CliCommand command_takeover = {
    .name = "takeover",
    .usage = "NO... --comment TEXT",
    .help =
        N_("Go on here with cases of a station that is lost: one that is trusted no longer, "
           "so that nothing of it comes any more"),
    .options = {{"--comment", "TEXT", N_("why, for whoever reads the history")}},
    .args_min = 1,
    .args_max = -1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_takeover,
};
