/* papers: what the family signs, filled in. */
#include "config.h"

#include <string.h>

#include "app/papers.h"

#include "base/i18n.h"
#include "cli/commands.h"

static bool run_papers(Cli *cli, Err *err)
{
    CaseFile *file;
    PapersMade made = {0};
    const char *folder = cli_value(cli, "--out");
    const PaperOrder order = {.folder = folder,
                              .only = cli_value(cli, "--only"),
                              .replace = cli_value(cli, "--replace") != NULL};
    if (!folder || !folder[0])
        return cli_usage(err, _("papers needs --out: the folder for the papers"));
    if (strcmp(folder, "-") == 0)
        return cli_usage(err, _("Papers are several files, so --out names a folder; they are "
                                "not written to standard output"));
    if (!cli_open_case(cli, &file, err))
        return false;
    const char *no = arena_dup(cli->arena, case_head_of(file)->no);
    bool done = app_papers(cli->session, file, &order, cli->arena, &made, err);
    for (size_t i = 0; done && i < made.n; i++) {
        if (cli->json)
            cli_json_line(cli, json_pack("{s:o,s:o}", "case", cli_json_text(no), "file",
                                         cli_json_text(made.files[i])));
        else
            cli_printf(cli, "%s", made.files[i]);
    }
    if (done)
        cli_note_clear(cli);
    if (done && made.no_pdf)
        cli_note(cli, "%s", made.no_pdf);
    cli_about(done, no, err);
    case_free(file);
    return done;
}

const CliCommand command_papers = {
    .name = "papers",
    .usage = "NO --out DIR [--only NAMES] [--replace]",
    .help = N_("Write the papers to sign, filled in: consents, commitment, notice, case sheet; "
               "of a case "
               "that was erased the certificate"),
    .options = {{"--out", "DIR", N_("the folder for the papers")},
                {"--only", "NAMES",
                 N_("these papers alone, needed or not, with commas between")},
                {"--replace", NULL, N_("put them in place of files that are there")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_READ | CLI_PERSON | CLI_MAKES,
    .run = run_papers,
};
