/* init: makes the store and its first supervisor. */
#include "config.h"

#include "base/i18n.h"
#include "cli/commands.h"

static bool run_init(Cli *cli, Err *err)
{
    Buf passphrase = BUF_INIT;
    InitOptions init = {.organisation = cli_value(cli, "--org"),
                        .station = cli_value(cli, "--station"),
                        .supervisor = cli_value(cli, "--supervisor"),
                        .display = cli_value(cli, "--display")};
    if (!init.organisation || !init.station || !init.supervisor)
        return cli_usage(err, _("init needs --org, --station and --supervisor"));
    bool done = cli_new_passphrase(cli_value(cli, "--new-passphrase-file"), &passphrase, err);
    init.passphrase = passphrase.data;
    done = done && session_init(&cli->options, &init, &cli->session, err);
    buf_free(&passphrase);
    if (!done)
        return false;
    const char *path = store_path(session_store(cli->session));
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o}", "store", cli_json_text(path)));
    else
        cli_printf(cli, _("Made the store %s"), path);
    return true;
}

const CliCommand command_init = {
    .name = "init",
    .usage = "--org TEXT --station CODE --supervisor NAME --new-passphrase-file FILE",
    .help = N_("Make the store and its first supervisor"),
    .options = {{"--org", "TEXT", N_("name of the organisation")},
                {"--station", "CODE", N_("code of this station in case numbers, e.g. T1")},
                {"--supervisor", "NAME", N_("user name of the first supervisor")},
                {"--display", "TEXT", N_("how the supervisor is shown")},
                {"--new-passphrase-file", "FILE", N_("its first line is the passphrase")}},
    .run = run_init,
};
