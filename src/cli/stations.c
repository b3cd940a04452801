/* card, trust, distrust, stations: which stations exchange with this one. */
#include "config.h"

#include <string.h>

#include "app/bundle.h"
#include "app/station.h"
#include "base/i18n.h"
#include "cli/commands.h"

/* ---- card ---- */

static bool run_card(Cli *cli, Err *err)
{
    const char *file = cli_value(cli, "--out"), *name = cli_value(cli, "--name"),
               *paper = cli_value(cli, "--paper");
    bool replace = cli_value(cli, "--replace") != NULL;
    char words[WORDS_TEXT];
    if (!file || !file[0])
        return cli_usage(err, _("card needs --out: the file"));
    if ((name && !app_station_name(cli->session, name, err)) ||
        !app_card_write(cli->session, file, replace, words, err) ||
        (paper && !app_card_paper(cli->session, paper, replace, err)))
        return false;
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:o,s:o,s:o}", "station",
                                     cli_json_text(session_station(cli->session)), "file",
                                     cli_json_text(file), "words", cli_json_text(words)));
        return true;
    }
    cli_printf(cli, _("File: %s"), file);
    if (paper)
        cli_printf(cli, _("File: %s"), paper);
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
    .usage = "--out FILE [--paper PDF] [--name TEXT] [--replace]",
    .help = N_("Write the card of this station, by which another one trusts it"),
    .options = {{"--out", "FILE", N_("the file")},
                {"--paper", "PDF",
                 N_("to print as well: the card and its ten characters as codes for cameras")},
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
    bool takes, gives, alone;
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
    if (!app_trust_alone(cli->session, seen.card.code, &alone, err))
        return false;
    if (alone)
        cli_note(cli, "%s", app_trust_alone_means());
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

static const char *stands_word(const Station *station)
{
    if (station->distrusted)
        return "distrusted";
    if (station->takes && station->gives)
        return "both";
    return station->takes ? "sender" : "recipient";
}

/* By which others, a hub too, know a station whatever it is called. */
static const char *id_of(Cli *cli, const Station *station)
{
    unsigned char id[BUNDLE_ID];
    Buf hex = BUF_INIT;
    bundle_id(&station->public, id);
    for (size_t i = 0; i < BUNDLE_ID; i++)
        buf_addf(&hex, "%02x", id[i]);
    const char *text = arena_dup(cli->arena, hex.data);
    buf_free(&hex);
    return text;
}

static void print_json(Cli *cli, const StationLine *line, const OutBundle *waits, size_t n)
{
    const Station *s = &line->station;
    json_t *numbers = json_array();
    for (size_t i = 0; i < n; i++) {
        if (strcmp(waits[i].station, s->code) == 0)
            json_array_append_new(numbers, json_integer(waits[i].number));
    }
    json_t *vouchers = json_array();
    for (size_t i = 0; i < line->vouchers.n; i++)
        json_array_append_new(vouchers, cli_json_text(line->vouchers.names[i]));
    cli_json_line(
        cli, json_pack("{s:o,s:o,s:o,s:o,s:s,s:o,s:o,s:I,s:o,s:o,s:o,s:b}", "station",
                       cli_json_text(s->code), "id", cli_json_text(id_of(cli, s)), "name",
                       cli_json_text(s->name), "organisation", cli_json_text(s->organisation),
                       "as", stands_word(s), "trusted_by", vouchers, "distrusted",
                       cli_json_text(s->distrusted), "persons", (json_int_t)line->persons,
                       "unacknowledged", numbers, "since", cli_json_text(line->since),
                       "last_came", cli_json_text(line->came), "owed", line->owed));
}

static void print_line(Cli *cli, const StationLine *line, const OutBundle *waits, size_t n)
{
    Buf names = BUF_INIT;
    cli_row(cli,
            (CliCell[]){{line->station.code, STATION_CODE_CHARS},
                        {line->station.name, 24},
                        {station_standing(&line->station), 20},
                        {line->came ? cli_when(cli, line->came) : "", 16},
                        {id_of(cli, &line->station), 0}},
            5);
    vouchers_say(&line->vouchers, &names);
    if (names.len)
        /* TRANSLATORS: one or several people; of one: "sun alone" */
        cli_printf(cli, _("  trusted by %s"), names.data);
    buf_free(&names);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(waits[i].station, line->station.code) != 0)
            continue;
        cli_printf(cli,
                   /* TRANSLATORS: number of a bundle, when it was made, how many cases */
                   ngettext("  bundle %lld of %s, %lld case: not acknowledged",
                            "  bundle %lld of %s, %lld cases: not acknowledged",
                            (unsigned long)waits[i].cases),
                   (long long)waits[i].number, cli_when(cli, waits[i].at),
                   (long long)waits[i].cases);
    }
    if (line->owed)
        cli_printf(cli,
                   /* TRANSLATORS: code of a station */
                   _("  what came last is not acknowledged there yet: “anjuan pack --to %s "
                     "--out FILE”\n"),
                   line->station.code);
}

static bool run_stations(Cli *cli, Err *err)
{
    StationLine *lines;
    OutBundle *waits;
    size_t n, n_waits;
    if (!app_stations(cli->session, cli->arena, &lines, &n, err) ||
        !app_outbox(cli->session, NULL, cli->arena, &waits, &n_waits, err))
        return false;
    if (!cli->json && n)
        cli_head(cli,
                 (CliCell[]){{_("Station"), STATION_CODE_CHARS},
                             {C_("station", "Name"), 24},
                             {C_("station", "Trusted as"), 20},
                             {C_("bundle", "Last came"), 16},
                             {C_("station", "Id"), 0}},
                 5);
    for (size_t i = 0; i < n; i++) {
        if (cli->json)
            print_json(cli, &lines[i], waits, n_waits);
        else
            print_line(cli, &lines[i], waits, n_waits);
    }
    return true;
}

const CliCommand command_stations = {
    .name = "stations",
    .usage = "",
    .help = N_(
        "List the stations that exchange with this one, and what they have not acknowledged"),
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_stations,
};
