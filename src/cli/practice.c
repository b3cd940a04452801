/* practice, sample: the practice store. */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "app/practice.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "cli/commands.h"

static char *practice_path(const Cli *cli)
{
    return cli->options.store ? xstrdup(cli->options.store) : session_practice_store();
}

static void say_where(Cli *cli, const char *path, bool made)
{
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o,s:b}", "store", cli_json_text(path), "made", made));
    else if (made)
        cli_printf(cli, _("Made the practice store %s"), path);
    else
        cli_printf(cli, _("The practice store is %s"), path);
}

static bool run_practice(Cli *cli, Err *err)
{
    bool made;
    char *path = practice_path(cli), *folder = path_folder(path);
    bool done = path_make_folder(folder, err) &&
                app_practice_open(&cli->options, path, &made, &cli->session, err);
    bool screens =
        isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && !cli->json && cli->host->screens;
    if (done && !screens)
        say_where(cli, path, made);
    free(folder);
    free(path);
    return done && (!screens || cli_screens(cli, err));
}

const CliCommand command_practice = {
    .name = "practice",
    .usage = "",
    .help = N_("Make the practice store if there is none, and open it"),
    .flags = CLI_MAKES,
    .run = run_practice,
};

static bool run_sample(Cli *cli, Err *err)
{
    enum { CASES_MAX = 10000000 };
    int64_t cases, seed = 1;
    const char *n = cli_value(cli, "--cases"), *from = cli_value(cli, "--seed");
    if (!n)
        return cli_usage(err, _("sample needs --cases"));
    if (!cli_number(n, "--cases", CASES_MAX, &cases, err) ||
        (from && !cli_number(from, "--seed", INT32_MAX, &seed, err)))
        return false;
    CliProgress progress;
    SessionOptions options = cli->options;
    char *path = practice_path(cli);
    options.store = path;
    const Progress *step = cli_progress_begin(&progress, _("Adding cases"));
    bool done = session_open(&options, STORE_OPEN, &cli->session, err) &&
                (cli_value(cli, "--bulk") ? app_practice_sample_bulk : app_practice_sample)(
                    cli->session, (size_t)cases, (uint64_t)seed, step, err);
    cli_progress_end(&progress);
    free(path);
    if (done && cli->json)
        cli_json_line(cli, json_pack("{s:I}", "cases", (json_int_t)cases));
    else if (done)
        cli_printf(cli, ngettext("Added %lld case", "Added %lld cases", (unsigned long)cases),
                   (long long)cases);
    return done;
}

const CliCommand command_sample = {
    .name = "sample",
    .usage = "--cases N [--seed S] [--bulk]",
    .help = N_("Add synthetic cases in every status to a practice store"),
    .options = {{"--cases", "N", N_("how many")},
                {"--seed", "S", N_("the same seed gives the same cases; 1 when not given")},
                {"--bulk", NULL,
                 N_("short cases, all drafts: very many of them, to measure on")}},
    .flags = CLI_MAKES,
    .run = run_sample,
};
