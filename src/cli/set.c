/* set: changes fields of a case. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "cli/commands.h"

static bool approved(const CaseFile *file)
{
    Status status;
    return status_parse(case_head_of(file)->status, &status) &&
           (status == STATUS_APPROVED || status == STATUS_EXPORTED);
}

static bool run_set(Cli *cli, Err *err)
{
    CaseFile *file;
    if (!cli_open_case(cli, &file, err))
        return false;
    bool before = approved(file);
    bool done = app_case_set_paths(cli->session, file, (char *const *)(cli->args + 1),
                                   cli->n_args - 1, true, err) &&
                app_case_reload(cli->session, &file, err);
    if (done && before && !approved(file))
        cli_note(
            cli,
            _("Case %s was approved; this change drops the approval, and it is a draft again"),
            case_head_of(file)->no);
    if (done && cli->json)
        cli_json_line(cli, json_pack("{s:o,s:o}", "no", cli_json_text(case_head_of(file)->no),
                                     "status", cli_json_text(case_head_of(file)->status)));
    cli_about(done, case_head_of(file)->no, err);
    case_free(file);
    return done;
}

const CliCommand command_set = {
    .name = "set",
    .usage = "NO RECORD.FIELD=VALUE...",
    .help = N_("Change fields; in a list RECORD[N].FIELD, in a new row RECORD[+].FIELD"),
    .args_min = 2,
    .args_max = -1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_set,
};
