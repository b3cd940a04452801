/* import, new: cases that come in. */
#include "config.h"

#include "app/clock.h"
#include "app/import.h"
#include "base/i18n.h"
#include "cli/commands.h"

#define CLOCK_OPTION                                                                           \
    {                                                                                          \
        "--clock-is-right", NULL,                                                              \
            N_("the clock of this machine is right, though the history ends at another time")  \
    }

static void print_number(Cli *cli, const char *no)
{
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o}", "no", cli_json_text(no)));
    else
        cli_printf(cli, "%s", no);
}

/* Who says it again when nothing seems wrong does no harm. */
static bool clock_right(Cli *cli, Err *err)
{
    return !cli_value(cli, "--clock-is-right") || app_clock_is_right(cli->session, err);
}

static bool run_import(Cli *cli, Err *err)
{
    const char **numbers;
    size_t n;
    if (!clock_right(cli, err) ||
        !app_import(cli->session, cli->args, cli->n_args, cli->arena, &numbers, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        print_number(cli, numbers[i]);
    return true;
}

const CliCommand command_import = {
    .name = "import",
    .usage = "FILE... [--clock-is-right]",
    .help =
        N_("Take in portable case files, - is standard input; answers with the case numbers"),
    .options = {CLOCK_OPTION},
    .args_min = 1,
    .args_max = -1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_import,
};

static bool run_new(Cli *cli, Err *err)
{
    CaseFile *file;
    if (!clock_right(cli, err) || !app_case_new(cli->session, &file, err))
        return false;
    print_number(cli, case_head_of(file)->no);
    case_free(file);
    return true;
}

const CliCommand command_new = {
    .name = "new",
    .usage = "[--clock-is-right]",
    .help = N_("Make an empty case; answers with its number"),
    .options = {CLOCK_OPTION},
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_new,
};
