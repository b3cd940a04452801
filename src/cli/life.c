/* stage, stop, close, reopen: what becomes of a case besides its application. */
#include "config.h"

#include "app/life.h"

#include <string.h>

#include "app/open_ends.h"
#include "base/i18n.h"
#include "cli/commands.h"

static bool stage_known(const char *word, Life *out, Err *err)
{
    if (life_parse(word, out))
        return true;
    return cli_usage(err, _("A stage is prepared, sent, accepted, refused, raising, "
                            "raising_ended, settling, closed or archived"));
}

/* Where the case stands, as list says it too. */
static bool answer(Cli *cli, const CaseFile *file, Err *err)
{
    Life life = LIFE_PREPARED;
    StopReason stop;
    const CaseHead *head = case_head_of(file);
    bool stopped = head->stop && stop_parse(head->stop, &stop);
    life_parse(head->life, &life);
    if (!cli->json) {
        LifeFile sent;
        if (!app_case_file(cli->session, head->id, &sent, err))
            return false;
        cli_printf(cli, "%s  %s  %s%s%s", head->no, cli_status(head->status),
                   life_label_of(life, sent), stopped ? "  " : "",
                   stopped ? arena_printf(cli->arena, _("stopped: %s"), stop_label(stop)) : "");
        return true;
    }
    json_t *object = json_pack("{s:o,s:o,s:o}", "no", cli_json_text(head->no), "status",
                               cli_json_text(head->status), "stage", cli_json_text(head->life));
    if (head->stop)
        json_object_set_new(object, "stop", cli_json_text(head->stop));
    cli_json_line(cli, object);
    return true;
}

typedef bool LifeVerb(Cli *cli, CaseFile **file, Err *err);

static bool run(Cli *cli, LifeVerb *verb, Err *err)
{
    CaseFile *file;
    if (!cli_open_case(cli, &file, err))
        return false;
    bool done = verb(cli, &file, err) && answer(cli, file, err);
    cli_about(done, case_head_of(file)->no, err);
    case_free(file);
    return done;
}

/* ---- stage ---- */

static void show_steps(Cli *cli, const CaseLife *life)
{
    for (size_t i = 0; i < life->n_steps; i++)
        cli_printf(cli, "%s  %s  %s  %s", life->steps[i].on,
                   life_label_of(life->steps[i].life,
                                 i + 1 == life->n_steps ? life->file : LIFE_FILE_WENT),
                   life->steps[i].by, life->steps[i].comment);
    for (size_t i = 0; i < life->n_stops; i++) {
        const Stop *stop = &life->stops[i];
        cli_printf(cli, "%s  %s  %s  %s", cli_when(cli, stop->at),
                   arena_printf(cli->arena, _("stopped: %s"), stop_label(stop->reason)),
                   stop->by, stop->words);
        if (!stop->open)
            cli_printf(cli, "%s  %s  %s  %s", cli_when(cli, stop->decided_at),
                       stop->ends ? _("decided: stays held") : _("decided"), stop->decided_by,
                       stop->decision);
    }
}

/* Without a stage: the steps so far, and what is still open. */
static bool show_life(Cli *cli, CaseFile **file, Err *err)
{
    CaseLife life;
    OpenEnd *ends;
    size_t n;
    if (!app_case_life(cli->session, case_head_of(*file)->id, cli->arena, &life, err))
        return false;
    if (cli->json)
        return true;
    show_steps(cli, &life);
    if (!app_open_ends(cli->session, *file, cli->arena, &ends, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        cli_printf(cli, _("still open: %s"), ends[i].text);
    return true;
}

static bool stage(Cli *cli, CaseFile **file, Err *err)
{
    Life to;
    if (cli->n_args < 2)
        return show_life(cli, file, err);
    return stage_known(cli->args[1], &to, err) &&
           app_case_stage(cli->session, file, to, cli_value(cli, "--on"),
                          cli_value(cli, "--comment"), err);
}

static bool run_stage(Cli *cli, Err *err)
{
    return run(cli, stage, err);
}

const CliCommand command_stage = {
    .name = "stage",
    .usage = "NO [STAGE] [--on DAY] [--comment TEXT]",
    .help = N_("Move a case along its life; without a stage show its steps and what is open"),
    .options = {{"--on", "DAY", N_("the day on which it came about; today when not given")},
                {"--comment", "TEXT", N_("what the others should know")}},
    .args_min = 1,
    .args_max = 2,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_stage,
};

/* ---- stop ---- */

static bool stop(Cli *cli, CaseFile **file, Err *err)
{
    StopReason reason;
    const char *word = cli_value(cli, "--reason"), *decision = cli_value(cli, "--decide");
    if (!word == !decision)
        return cli_usage(err, _("stop takes a reason, or with --decide what was decided"));
    bool hold = cli_value(cli, "--hold") != NULL, go_on = cli_value(cli, "--go-on") != NULL;
    if ((hold && go_on) || ((hold || go_on) && !decision))
        return cli_usage(err, _("--hold or --go-on goes with --decide, one of them"));
    if (decision)
        return app_case_decide_stop(cli->session, file,
                                    hold    ? STOP_ENDS
                                    : go_on ? STOP_GOES_ON
                                            : STOP_UNSAID,
                                    decision, err);
    if (!stop_parse(word, &reason))
        return cli_usage(err, _("A case is stopped for death, treatment_stopped, "
                                "third_party_paid, consent_withdrawn, fraud or other"));
    return app_case_stop(cli->session, file, reason, cli_value(cli, "--comment"), err);
}

static bool run_stop(Cli *cli, Err *err)
{
    return run(cli, stop, err);
}

const CliCommand command_stop = {
    .name = "stop",
    .usage = "NO --reason CODE --comment TEXT | NO --decide TEXT [--hold | --go-on]",
    .help = N_("Hold a case back from export and payment; decide what holds it"),
    .options = {{"--reason", "CODE",
                 N_("death, treatment_stopped, third_party_paid, consent_withdrawn, fraud or "
                    "other")},
                {"--comment", "TEXT", N_("what happened")},
                {"--decide", "TEXT", N_("what a supervisor decided about it, and why")},
                {"--hold", NULL, N_("it stays held: nothing is sent and no payment requested")},
                {"--go-on", NULL,
                 N_("it is not held any longer; what else is unsaid, but not "
                    "after a death or a consent that was withdrawn")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_stop,
};

/* ---- close, reopen ---- */

static bool close_case(Cli *cli, CaseFile **file, Err *err)
{
    return app_case_close(cli->session, file, cli_value(cli, "--reason"),
                          cli_value(cli, "--comment"), err);
}

static bool run_close(Cli *cli, Err *err)
{
    return run(cli, close_case, err);
}

const CliCommand command_close = {
    .name = "close",
    .usage = "NO --reason CODE [--comment TEXT]",
    .help = N_("End a case, in whatever status; what is still open in it is named first"),
    .options = {{"--reason", "CODE", N_("a code of codes/close_reason.ini, e.g. achieved")},
                {"--comment", "TEXT", N_("why it is closed; needed where something is open")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_close,
};

static bool reopen(Cli *cli, CaseFile **file, Err *err)
{
    return app_case_reopen(cli->session, file, cli_value(cli, "--reason"),
                           cli_value(cli, "--comment"), err);
}

static bool run_reopen(Cli *cli, Err *err)
{
    return run(cli, reopen, err);
}

const CliCommand command_reopen = {
    .name = "reopen",
    .usage = "NO [--reason CODE] [--comment TEXT]",
    .help = N_("Open a closed case where it was; make a draft of a rejected one"),
    .options = {{"--reason", "CODE", N_("a code of the reasons, e.g. missing_document")},
                {"--comment", "TEXT", N_("what the others should know")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_reopen,
};
