/* knowledge changes, knowledge accept: what the site lays over the knowledge, looked at and
 * accepted. */
#include "config.h"

#include <string.h>

#include "app/accept.h"
#include "base/i18n.h"
#include "cli/commands.h"

static void print_lines(Cli *cli, const char *text)
{
    while (*text) {
        int len = (int)strcspn(text, "\n");
        cli_printf(cli, "    %.*s", len, text);
        text += len + (text[len] == '\n');
    }
}

static void print_change(Cli *cli, const KnowledgeChange *change)
{
    if (cli->json) {
        cli_json_line(
            cli, json_pack("{s:o,s:s,s:s,s:o,s:o,s:o}", "file", cli_json_text(change->file),
                           "place", change->place, "state", laid_state_word(change->state),
                           "path", cli_json_text(change->path), "digest",
                           cli_json_text(change->digest), "diff", cli_json_text(change->diff)));
        return;
    }
    cli_printf(cli, "%s", knowledge_change_words(change, cli->arena));
    print_lines(cli, change->diff);
}

static void print_end(Cli *cli, const KnowledgeChanges *changes)
{
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:s,s:s,s:o,s:I}", "version", changes->version,
                                     "edition", changes->edition, "edition_before",
                                     cli_json_text(changes->before), "changes",
                                     (json_int_t)changes->n));
        return;
    }
    cli_printf(cli, "%s", knowledge_edition_words(changes, cli->arena));
    if (changes->n)
        cli_printf(cli,
                   _("A supervisor accepts this: anjuan knowledge accept %s --reason TEXT"),
                   changes->version);
    else
        cli_printf(cli, "%s", _("Nothing waits to be accepted"));
}

static bool run_changes(Cli *cli, Err *err)
{
    KnowledgeChanges changes;
    if (!app_knowledge_changes(cli->session, cli->arena, &changes, err))
        return false;
    for (size_t i = 0; i < changes.n; i++)
        print_change(cli, &changes.items[i]);
    print_end(cli, &changes);
    cli->status = changes.n ? 1 : 0;
    return true;
}

const CliCommand command_knowledge_changes = {
    .name = "knowledge changes",
    .usage = "",
    .help =
        N_("Show what the site changed in rules, checklists and templates and nobody accepted "
           "yet; ends with status 1 when there is something"),
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_changes,
};

static bool run_accept(Cli *cli, Err *err)
{
    const char *version = cli->args[0];
    if (!app_knowledge_accept(cli->session, version, cli_value(cli, "--reason"), err))
        return false;
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o}", "accepted", cli_json_text(version)));
    else
        cli_printf(cli, _("From now on cases are judged by version %s"), version);
    return true;
}

const CliCommand command_knowledge_accept = {
    .name = "knowledge accept",
    .usage = "VERSION [--reason TEXT]",
    .help = N_("Accept what “anjuan knowledge changes” shows; it says which VERSION that is"),
    .options = {{"--reason", "TEXT", N_("why, for the history")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_accept,
};
