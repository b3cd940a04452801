/* papers: what the family signs, filled in. statement: a draft of what the public will read. */
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
    if (done && made.older)
        cli_note(cli, "%s", papers_older_words(made.older, folder, cli->arena));
    if (done && made.lacking)
        done = err_set(err, ERR_NOT_FOUND, "%s", made.no_pdf);
    else if (done && made.no_pdf)
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

static void print_statement(Cli *cli, const char *title, const char *story)
{
    cli_printf(cli, "%s", title);
    for (const char *at = story; *at;) {
        size_t len = strcspn(at, "\n");
        cli_printf(cli, "%.*s", (int)len, at);
        at += len + (at[len] == '\n');
    }
}

static bool run_statement(Cli *cli, Err *err)
{
    CaseFile *file;
    Buf title = BUF_INIT, story = BUF_INIT;
    if (!cli_open_case(cli, &file, err))
        return false;
    const char *no = arena_dup(cli->arena, case_head_of(file)->no);
    bool done = app_statement_text(cli->session, file, &title, &story, err);
    if (done && cli_value(cli, "--put"))
        done = app_statement_draft(cli->session, file, err);
    if (done && cli->json)
        cli_json_line(cli,
                      json_pack("{s:o,s:o,s:o}", "case", cli_json_text(no), "title",
                                cli_json_text(title.data), "story", cli_json_text(story.data)));
    else if (done)
        print_statement(cli, title.data, story.data);
    cli_about(done, no, err);
    buf_free(&title);
    buf_free(&story);
    case_free(file);
    return done;
}

const CliCommand command_statement = {
    .name = "statement",
    .usage = "NO [--put]",
    .help = N_("Show a draft of the statement, made from what the case says"),
    .options = {{"--put", NULL,
                 N_("store it: the title where there is none, the story behind "
                    "what is there")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_statement,
};
