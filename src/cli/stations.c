/* card, trust, distrust, stations: which stations exchange with this one. */
#include "config.h"

#include <string.h>

#include "app/station.h"
#include "base/i18n.h"
#include "cli/commands.h"

/* ---- card ---- */

static bool run_card(Cli *cli, Err *err)
{
    const char *file = cli_value(cli, "--out"), *name = cli_value(cli, "--name");
    char words[WORDS_TEXT];
    if (!file || !file[0])
        return cli_usage(err, _("card needs --out: the file"));
    if ((name && !app_station_name(cli->session, name, err)) ||
        !app_card_write(cli->session, file, cli_value(cli, "--replace") != NULL, words, err))
        return false;
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:o,s:o,s:o}", "station",
                                     cli_json_text(session_station(cli->session)), "file",
                                     cli_json_text(file), "words", cli_json_text(words)));
        return true;
    }
    cli_printf(cli, _("File: %s"), file);
    /* TRANSLATORS: ten characters in two groups */
    cli_printf(cli, _("Characters of this card: %s"), words);
    cli_note(
        cli, "%s",
        _("Send the file by any way, and read the ten characters out on the telephone: the "
          "other station compares them before it takes the card in"));
    return true;
}

const CliCommand command_card = {
    .name = "card",
    .usage = "--out FILE [--name TEXT] [--replace]",
    .help = N_("Write the card of this station, by which another one trusts it"),
    .options = {{"--out", "FILE", N_("the file")},
                {"--name", "TEXT",
                 N_("what others call this station; said once, before the first card")},
                {"--replace", NULL, N_("put it in place of a file that is there")}},
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_card,
};

/* ---- trust ---- */

static bool take_roles(const char *as, bool *takes, bool *gives, Err *err)
{
    bool both = !as || strcmp(as, "both") == 0;
    *takes = both || strcmp(as, "sender") == 0;
    *gives = both || strcmp(as, "recipient") == 0;
    return *takes || *gives || cli_usage(err, _("--role takes sender, recipient or both"));
}

static void show_card(Cli *cli, const CardSeen *seen)
{
    const StationCard *card = &seen->card;
    cli_printf(cli, "%s · %s · %s", card->code, card->name, card->organisation);
    for (size_t i = 0; i < card->n; i++)
        cli_printf(cli, "  %s · %s · %s%s%s", card->persons[i].name, card->persons[i].display,
                   role_label(card->persons[i].role), card->persons[i].disabled ? " · " : "",
                   card->persons[i].disabled ? _("disabled") : "");
    cli_printf(cli, _("Characters of this card: %s"), seen->words);
    cli_flush(cli);
}

/* What the other station reads out, or that it is the same. */
static bool confirmed(Cli *cli, const CardSeen *seen, const char **words, Err *err)
{
    Buf answer = BUF_INIT;
    *words = cli_value(cli, "--words");
    if (*words)
        return true;
    bool yes = cli_ask(_("Does the station read out the same characters on the telephone? Type "
                         "yes: "),
                       &answer) &&
               strcmp(answer.data, "yes") == 0;
    buf_free(&answer);
    *words = seen->words;
    return yes ||
           err_set(err, ERR_REFUSED,
                   _("Nothing was taken in. Have the station read out the ten characters of "
                     "its card, and give them with --words"));
}

static bool run_trust(Cli *cli, Err *err)
{
    CardSeen seen;
    const char *words;
    bool takes, gives;
    if (!take_roles(cli_value(cli, "--role"), &takes, &gives, err) ||
        !app_card_see(cli->session, cli->args[0], cli->arena, &seen, err))
        return false;
    if (!cli->json)
        show_card(cli, &seen);
    if (!confirmed(cli, &seen, &words, err) ||
        !app_trust(cli->session, &seen, words, takes, gives, err))
        return false;
    if (cli->json)
        cli_json_line(cli,
                      json_pack("{s:o,s:o,s:o,s:i}", "station", cli_json_text(seen.card.code),
                                "name", cli_json_text(seen.card.name), "words",
                                cli_json_text(seen.words), "persons", (int)seen.card.n));
    else
        cli_printf(cli, _("%s is trusted from now on"), seen.card.code);
    return true;
}

const CliCommand command_trust = {
    .name = "trust",
    .usage = "FILE [--role sender|recipient|both] [--words WORDS]",
    .help = N_("Take in the card of another station, once its ten characters were compared"),
    .options =
        {{"--role", "WHAT",
          N_("sender: its bundles are taken in; recipient: some are made for it; both, "
             "unless said")},
         {"--words", "WORDS",
          N_("the ten characters as the station reads them out; asked for on a terminal")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_trust,
};

/* ---- distrust ---- */

static bool run_distrust(Cli *cli, Err *err)
{
    const char *reason = cli_value(cli, "--reason");
    if (!reason)
        return cli_usage(err, _("distrust needs --reason: why, for whoever reads the history"));
    if (!app_distrust(cli->session, cli->args[0], reason, err))
        return false;
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o}", "station", cli_json_text(cli->args[0])));
    else
        cli_printf(cli, _("%s is trusted no longer"), cli->args[0]);
    cli_note(cli, "%s", app_distrust_means());
    return true;
}

const CliCommand command_distrust = {
    .name = "distrust",
    .usage = "CODE --reason TEXT",
    .help = N_("Trust a station no longer"),
    .options = {{"--reason", "TEXT", N_("why, for whoever reads the history")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_distrust,
};

/* ---- stations ---- */

static const char *stands(const Station *station)
{
    if (station->distrusted)
        return _("trusted no longer");
    if (station->takes && station->gives)
        return _("sender and recipient");
    return station->takes ? _("sender") : _("recipient");
}

static const char *stands_word(const Station *station)
{
    if (station->distrusted)
        return "distrusted";
    if (station->takes && station->gives)
        return "both";
    return station->takes ? "sender" : "recipient";
}

static void print_json(Cli *cli, const StationLine *line)
{
    const Station *s = &line->station;
    cli_json_line(cli, json_pack("{s:o,s:o,s:o,s:s,s:o,s:I,s:I,s:o,s:o}", "station",
                                 cli_json_text(s->code), "name", cli_json_text(s->name),
                                 "organisation", cli_json_text(s->organisation), "as",
                                 stands_word(s), "distrusted", cli_json_text(s->distrusted),
                                 "persons", (json_int_t)line->persons, "unacknowledged",
                                 (json_int_t)line->waits, "since", cli_json_text(line->since),
                                 "last_came", cli_json_text(line->came)));
}

static void print_line(Cli *cli, const StationLine *line)
{
    const char *waits = "";
    if (line->waits)
        waits = arena_printf(cli->arena,
                             ngettext("%lld bundle not acknowledged, since %s",
                                      "%lld bundles not acknowledged, since %s",
                                      (unsigned long)line->waits),
                             (long long)line->waits, cli_when(cli, line->since));
    cli_row(cli,
            (CliCell[]){{line->station.code, STATION_CODE_CHARS},
                        {line->station.name, 24},
                        {stands(&line->station), 20},
                        {line->came ? cli_when(cli, line->came) : "", 16},
                        {waits, 0}},
            5);
}

static bool run_stations(Cli *cli, Err *err)
{
    StationLine *lines;
    size_t n;
    if (!app_stations(cli->session, cli->arena, &lines, &n, err))
        return false;
    if (!cli->json && n)
        cli_head(cli,
                 (CliCell[]){{_("Station"), STATION_CODE_CHARS},
                             {_("Name"), 24},
                             {C_("station", "Trusted as"), 20},
                             {C_("bundle", "Last came"), 16},
                             {C_("bundles", "Waits"), 0}},
                 5);
    for (size_t i = 0; i < n; i++) {
        if (cli->json)
            print_json(cli, &lines[i]);
        else
            print_line(cli, &lines[i]);
    }
    return true;
}

const CliCommand command_stations = {
    .name = "stations",
    .usage = "",
    .help = N_("List the stations that exchange with this one"),
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_stations,
};
