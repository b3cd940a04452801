/* dossier: one case as a file that can be verified without the store. */
#include "config.h"

#include <string.h>

#include "app/dossier.h"
#include "base/i18n.h"
#include "cli/commands.h"

static bool run_dossier(Cli *cli, Err *err)
{
    const char *file = cli_value(cli, "--out"), *no = cli->args[0];
    DossierMade made;
    if (!file || !file[0])
        return cli_usage(err, _("dossier needs --out: the file"));
    if (strcmp(file, "-") == 0)
        return cli_usage(err, _("A dossier is a file with a name; it is not written to "
                                "standard output"));
    if (!app_dossier(cli->session, no, file, !cli_value(cli, "--without-copies"),
                     cli_value(cli, "--replace") != NULL, &made, err)) {
        cli_about(false, no, err);
        return false;
    }
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:o,s:o,s:o,s:I,s:I}", "case", cli_json_text(no), "file",
                                     cli_json_text(file), "sha256", cli_json_text(made.sha256),
                                     "members", (json_int_t)made.members, "copies",
                                     (json_int_t)made.copies));
        return true;
    }
    cli_printf(cli, _("File: %s"), file);
    cli_printf(cli, _("SHA-256: %s"), made.sha256);
    cli_note(cli, "%s",
             _("All of the case is in it, in clear and with nothing masked; that it was made "
               "stands in the history. “anjuan-verify” verifies it"));
    return true;
}

const CliCommand command_dossier = {
    .name = "dossier",
    .usage = "NO --out FILE [--without-copies] [--replace]",
    .help = N_("Write a case with its history, approvals, rules, batches and copies into one "
               "file that can be verified without the store"),
    .options = {{"--out", "FILE", N_("the file, a zip archive")},
                {"--without-copies", NULL, N_("leave the attached copies out")},
                {"--replace", NULL, N_("put it in place of a file that is there")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_dossier,
};
