/* events: what was done that belongs to no case. */
#include "config.h"

#include "app/events.h"
#include "base/i18n.h"
#include "cli/commands.h"

static void print_json(Cli *cli, const StoreEvent *event)
{
    cli_json_line(cli,
                  json_pack("{s:I,s:o,s:o,s:s,s:o,s:o}", "group", (json_int_t)event->group,
                            "at", cli_json_text(event->at), "user", cli_json_text(event->who),
                            "verb", event->verb, "what", cli_json_text(event->what), "about",
                            cli_json_text(event->about)));
}

static bool run_events(Cli *cli, Err *err)
{
    StoreEvent *events;
    size_t n;
    if (!app_events(cli->session, cli->arena, &events, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (cli->json)
            print_json(cli, &events[i]);
        else
            cli_row(cli,
                    (CliCell[]){{cli_when(cli, events[i].at), 16},
                                {events[i].who ? events[i].who : _("the program"), 16},
                                {events[i].what, 20},
                                {events[i].about, 0}},
                    4);
    }
    return true;
}

const CliCommand command_events = {
    .name = "events",
    .usage = "",
    .help =
        N_("Show what was done that belongs to no case: people, settings, batches, sign-ins "
           "that failed"),
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_events,
};
