/* attach, waive: documents of a case. */
#include "config.h"

#include "app/attach.h"

#include "base/i18n.h"
#include "cli/commands.h"

static bool run_attach(Cli *cli, Err *err)
{
    CaseFile *file;
    AppAttached copy;
    if (!cli_open_case(cli, &file, err))
        return false;
    const char *no = arena_dup(cli->arena, case_head_of(file)->no);
    bool done = app_attach(cli->session, file, cli->args[1], cli->args[2], &copy, err);
    if (done && cli->json)
        cli_json_line(cli, json_pack("{s:o,s:s,s:s,s:I,s:o,s:b}", "case", cli_json_text(no),
                                     "code", copy.code, "sha256", copy.sha256, "bytes",
                                     (json_int_t)copy.bytes, "type", cli_json_text(copy.type),
                                     "replaced", copy.replaced));
    else if (done)
        /* TRANSLATORS: case, code of the document, type of the file. */
        cli_printf(cli,
                   copy.replaced ? _("%s %s: a copy is kept in place of the one before (%s)")
                                 : _("%s %s: a copy is kept (%s)"),
                   no, copy.code, copy.type);
    cli_about(done, no, err);
    case_free(file);
    return done;
}

const CliCommand command_attach = {
    .name = "attach",
    .usage = "NO CODE FILE",
    .help = N_("Keep a copy of a PDF, JPEG, PNG or text file as a document, e.g. D11"),
    .args_min = 3,
    .args_max = 3,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_attach,
};

static bool run_waive(Cli *cli, Err *err)
{
    CaseFile *file;
    const char *comment = cli_value(cli, "--comment");
    if (!comment)
        return cli_usage(err, _("waive needs --comment: why the case can do without it"));
    if (!cli_open_case(cli, &file, err))
        return false;
    const char *no = arena_dup(cli->arena, case_head_of(file)->no);
    bool done = app_waive(cli->session, file, cli->args[1], comment, err);
    if (done && cli->json)
        cli_json_line(cli, json_pack("{s:o,s:o,s:s}", "case", cli_json_text(no), "code",
                                     cli_json_text(cli->args[1]), "state", "waived"));
    else if (done)
        /* TRANSLATORS: case, code of the document. */
        cli_printf(cli, _("%s %s: waived"), no, cli->args[1]);
    cli_about(done, no, err);
    case_free(file);
    return done;
}

const CliCommand command_waive = {
    .name = "waive",
    .usage = "NO CODE --comment TEXT",
    .help = N_("Do without a document, and say why"),
    .options = {{"--comment", "TEXT", N_("the reason, for the reviewer")}},
    .args_min = 2,
    .args_max = 2,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_waive,
};
