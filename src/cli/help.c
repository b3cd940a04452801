/* help, and what is said of a command that was not asked for rightly. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "cli/commands.h"

enum { COMMAND_COLS = 18, OPTION_COLS = 28 };

void cli_usage_line(const CliCommand *command, Buf *out)
{
    buf_addf(out, "anjuan %s", command->name);
    if (command->usage[0])
        buf_addf(out, " %s", command->usage);
}

static void help_option(Cli *cli, const CliOption *option)
{
    Buf name = BUF_INIT;
    buf_add(&name, option->name);
    if (option->arg)
        buf_addf(&name, " %s", option->arg);
    buf_add(&cli->out, "  ");
    cli_row(cli, (CliCell[]){{name.data, OPTION_COLS}, {_(option->help), 0}}, 2);
    buf_free(&name);
}

void cli_help_command(Cli *cli, const CliCommand *command)
{
    Buf line = BUF_INIT;
    cli_usage_line(command, &line);
    cli_printf(cli, _("Usage: %s"), line.data);
    cli_printf(cli, "%s", _(command->help));
    if (command->options[0].name)
        cli_add(cli, "\n");
    for (size_t i = 0; i < CLI_OPTIONS_MAX && command->options[i].name; i++)
        help_option(cli, &command->options[i]);
    buf_free(&line);
}

/* ---- commands of two words ---- */

static bool in_group(const CliCommand *command, const char *word)
{
    size_t len = strlen(word);
    return strncmp(command->name, word, len) == 0 && command->name[len] == ' ';
}

bool cli_is_group(const char *word)
{
    for (size_t i = 0; cli_commands[i]; i++)
        if (in_group(cli_commands[i], word))
            return true;
    return false;
}

static void help_row(Cli *cli, const CliCommand *command)
{
    buf_add(&cli->out, "  ");
    cli_row(cli, (CliCell[]){{command->name, COMMAND_COLS}, {_(command->help), 0}}, 2);
}

void cli_help_group(Cli *cli, const char *word)
{
    for (size_t i = 0; cli_commands[i]; i++)
        if (in_group(cli_commands[i], word))
            help_row(cli, cli_commands[i]);
}

void cli_group_names(const char *word, Buf *out)
{
    for (size_t i = 0; cli_commands[i]; i++)
        if (in_group(cli_commands[i], word))
            buf_addf(out, "%s%s", out->len ? _(", ") : "", cli_commands[i]->name);
}

/* ---- all of it ---- */

void cli_help_all(Cli *cli)
{
    cli_add(cli, _("Usage: anjuan [OPTION...] [COMMAND [ARGUMENT...]]\n"));
    cli_add(cli,
            _("Prepares fundraising cases for serious illness. Without a command it opens the "
              "screens.\n\n"));
    for (size_t i = 0; cli_commands[i]; i++)
        help_row(cli, cli_commands[i]);
    cli_add(cli, "\n");
    for (size_t i = 0; i < cli_global_count; i++)
        help_option(cli, &cli_globals[i]);
    cli_add(cli,
            _("\nExit status: 0 done, 1 refused or problems found, 2 wrong usage, 3 the store "
              "cannot be used.\n"));
}

static bool run_help(Cli *cli, Err *err)
{
    size_t used;
    const CliCommand *command;
    if (cli->n_args == 0) {
        cli_help_all(cli);
        return true;
    }
    command = cli_find_command(cli->args, cli->n_args, &used);
    if (command && used == cli->n_args)
        cli_help_command(cli, command);
    else if (cli->n_args == 1 && cli_is_group(cli->args[0]))
        cli_help_group(cli, cli->args[0]);
    else
        return cli_usage(err, _("There is no command %s"), cli->args[cli->n_args > 1 && used]);
    return true;
}

const CliCommand command_help = {
    .name = "help",
    .usage = "[COMMAND]",
    .help = N_("Show this help, or that of a command"),
    .args_max = 2,
    .run = run_help,
};
