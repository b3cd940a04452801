/* submit, approve, return, reject, withdraw, amend: the workflow. */
#include "config.h"

#include "app/bundle.h"
#include "app/kept.h"
#include "app/mark.h"
#include "app/move.h"
#include "base/i18n.h"
#include "cli/commands.h"

/* Who submits what was returned is told what the return is still waiting for. */
static void note_left(Cli *cli, const CaseFile *file)
{
    ReturnLeft left;
    Buf text = BUF_INIT;
    if (app_return_left(cli->session, file, &left, NULL))
        app_say_left(&left, &text);
    if (text.len)
        cli_note(cli, "%s", text.data);
    buf_free(&text);
}

/* So does who kept something about it that is not in what was submitted. */
static void note_kept(Cli *cli, const CaseFile *file)
{
    size_t n = app_kept_count(cli->session, case_head_of(file)->id);
    if (n)
        cli_note(cli,
                 ngettext("%zu value that you kept is not in what is submitted: “anjuan "
                          "clashes”",
                          "%zu values that you kept are not in what is submitted: “anjuan "
                          "clashes”",
                          n),
                 n);
}

static bool move(Cli *cli, Verb verb, Err *err)
{
    CaseFile *file;
    Decision decision = {.reason = cli_value(cli, "--reason"),
                         .comment = cli_value(cli, "--comment")};
    if (!cli_open_case(cli, &file, err))
        return false;
    bool done = app_case_move(cli->session, &file, verb, &decision, err);
    if (done && cli->json)
        cli_json_line(cli, cli_json_standing(file));
    else if (done)
        cli_printf(cli, "%s  %s", case_head_of(file)->no, cli_standing(cli, file));
    if (done && verb == VERB_SUBMIT) {
        note_left(cli, file);
        note_kept(cli, file);
    }
    cli_about(done, case_head_of(file)->no, err);
    case_free(file);
    return done;
}

/* Submitted and handed over as one. */
static bool submit_to(Cli *cli, const char *to, Err *err)
{
    const char *file = cli_value(cli, "--out");
    const Decision decision = {.reason = cli_value(cli, "--reason"),
                               .comment = cli_value(cli, "--comment")};
    const PackWhat what = {.cases = cli->args, .n = 1, .submit = &decision};
    Packed made;
    if (!file || !*file)
        return cli_usage(err, _("--to needs --out: the file of the bundle"));
    return app_pack(cli->session, to, &what, file, cli_value(cli, "--replace") != NULL, false,
                    &made, err) &&
           cli_packed(cli, &made, file);
}

static bool run_submit(Cli *cli, Err *err)
{
    const char *to = cli_value(cli, "--to");
    if (to)
        return submit_to(cli, to, err);
    return cli_value(cli, "--out") || cli_value(cli, "--replace")
               ? cli_usage(err, _("--out is the file of a bundle, and needs --to: the station"))
               : move(cli, VERB_SUBMIT, err);
}

static bool run_approve(Cli *cli, Err *err)
{
    return move(cli, VERB_APPROVE, err);
}

static bool run_return(Cli *cli, Err *err)
{
    return move(cli, VERB_RETURN, err);
}

static bool run_reject(Cli *cli, Err *err)
{
    return move(cli, VERB_REJECT, err);
}

static bool run_withdraw(Cli *cli, Err *err)
{
    return move(cli, VERB_WITHDRAW, err);
}

static bool run_amend(Cli *cli, Err *err)
{
    return move(cli, VERB_AMEND, err);
}

#define MOVE(symbol, word, text)                                                               \
    const CliCommand symbol = {                                                                \
        .name = #word,                                                                         \
        .usage = "NO [--reason CODE] [--comment TEXT]",                                        \
        .help = text,                                                                          \
        .options = {{"--reason", "CODE", N_("a code of the reasons, e.g. missing_document")},  \
                    {"--comment", "TEXT", N_("what the others should know")}},                 \
        .args_min = 1,                                                                         \
        .args_max = 1,                                                                         \
        .flags = CLI_STORE | CLI_PERSON,                                                       \
        .run = run_##word,                                                                     \
    };

const CliCommand command_submit = {
    .name = "submit",
    .usage = "NO [--reason CODE] [--comment TEXT] [--to STATION --out FILE [--replace]]",
    .help = N_("Hand a case to the supervisors, those of another station in one go with its "
               "bundle"),
    .options = {{"--reason", "CODE", N_("a code of the reasons, e.g. missing_document")},
                {"--comment", "TEXT", N_("what the others should know")},
                {"--to", "STATION", N_("the code of the station that it is handed over to")},
                {"--out", "FILE", N_("the file of the bundle for it")},
                {"--replace", NULL, N_("put it in place of a file that is there")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_submit,
};
MOVE(command_approve, approve, N_("Approve a case that somebody else entered"))
MOVE(command_return, return, N_("Give a case back, with a reason or a comment"))
MOVE(command_reject, reject, N_("Reject a case, with a reason or a comment"))
MOVE(command_withdraw, withdraw,
     N_("Take a submitted case back; close a draft; give an amendment up"))
MOVE(command_amend, amend,
     N_("Begin a change of what was approved; the approval stays in force meanwhile"))
