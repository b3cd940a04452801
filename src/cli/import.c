/* import, new: cases that come in. */
#include "config.h"

#include "base/i18n.h"
#include "cli/commands.h"

static void print_number(Cli *cli, const char *no)
{
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o}", "no", cli_json_text(no)));
    else
        cli_printf(cli, "%s", no);
}

/* All files or none: they come in in one transaction. */
static bool run_import(Cli *cli, Err *err)
{
    Store *store = session_store(cli->session);
    Buf numbers = BUF_INIT;
    const char ***all = arena_alloc(cli->arena, cli->n_args * sizeof(*all));
    size_t *counts = arena_alloc(cli->arena, cli->n_args * sizeof(*counts));
    bool done = store_begin(store, err);
    if (!done)
        return false;
    for (size_t i = 0; done && i < cli->n_args; i++)
        done = app_import(cli->session, cli->args[i], cli->arena, &all[i], &counts[i], err);
    if (!done) {
        store_rollback(store);
        return false;
    }
    if (!store_commit(store, err))
        return false;
    for (size_t i = 0; i < cli->n_args; i++)
        for (size_t k = 0; k < counts[i]; k++)
            print_number(cli, all[i][k]);
    buf_free(&numbers);
    return true;
}

const CliCommand command_import = {
    .name = "import",
    .usage = "FILE...",
    .help =
        N_("Take in portable case files, - is standard input; answers with the case numbers"),
    .args_min = 1,
    .args_max = -1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_import,
};

static bool run_new(Cli *cli, Err *err)
{
    CaseFile *file;
    if (!app_case_new(cli->session, &file, err))
        return false;
    print_number(cli, case_head_of(file)->no);
    case_free(file);
    return true;
}

const CliCommand command_new = {
    .name = "new",
    .usage = "",
    .help = N_("Make an empty case; answers with its number"),
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_new,
};
