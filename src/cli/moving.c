/* move: the station goes on with another machine. */
#include "config.h"

#include <stdlib.h>

#include "app/moving.h"
#include "app/restore.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/commands.h"

static void print_moved(Cli *cli, const Moved *moved, const char *file)
{
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:b,s:o,s:o,s:o}", "retired", moved->is, "moved",
                                     cli_json_text(moved->is ? moved->value : NULL), "words",
                                     cli_json_text(moved->is ? moved->words : NULL), "file",
                                     cli_json_text(file)));
        return;
    }
    if (!moved->is) {
        cli_printf(cli, _("This store is in charge; it moved nowhere"));
        return;
    }
    if (file)
        cli_printf(cli, _("Written: %s, with the folder anjuan-copies beside it"), file);
    cli_printf(cli, "%s", moved->told);
    /* TRANSLATORS: ten Chinese characters. */
    cli_printf(cli, _("Its characters: %s"), moved->words);
    cli_printf(cli, _("On the other machine: anjuan move --in FILE --head “%s”"), moved->words);
}

static bool tell(Cli *cli, const char *file, Err *err)
{
    Moved moved;
    if (!app_moved(cli->session, cli->arena, &moved, err))
        return false;
    print_moved(cli, &moved, file);
    return true;
}

static bool move_out(Cli *cli, const char *file, Err *err)
{
    CliProgress progress;
    Moved moved;
    int64_t unanswered = 0;
    if (!cli_open(cli, CLI_STORE | CLI_PERSON, err))
        return false;
    const Progress *step = cli_progress_begin(&progress, _("Copying the store"));
    bool done = app_move_out(cli->session, file, cli_value(cli, "--to"), step, &moved,
                             &unanswered, err);
    cli_progress_end(&progress);
    if (done && unanswered)
        cli_note(cli,
                 ngettext("%lld bundle is not acknowledged: take it to its station before the "
                          "new machine sends it another, or its cases are handed over again",
                          "%lld bundles are not acknowledged: take them to their stations "
                          "before the new machine sends them others, or their cases are "
                          "handed over again",
                          (unsigned long)unanswered),
                 (long long)unanswered);
    return done && tell(cli, file, err);
}

static void print_here(Cli *cli, const RestoreFacts *facts, const char *path)
{
    if (cli->json) {
        cli_json_line(cli,
                      json_pack("{s:o,s:I,s:o}", "store", cli_json_text(path), "events",
                                (json_int_t)facts->events, "kept", cli_json_text(facts->kept)));
        return;
    }
    cli_printf(cli, _("The station goes on here: %s"), path);
    if (facts->kept)
        cli_printf(cli, _("The store that was there is kept as %s"), facts->kept);
    cli_printf(cli, "%s",
               _("Destroy the file now: nothing keeps another machine that is given it and "
                 "these characters from going on as well, and that is told only by a station "
                 "that hears both"));
}

static bool move_in(Cli *cli, const char *file, Err *err)
{
    CliProgress progress;
    RestoreFacts facts = {0};
    Buf name = BUF_INIT, passphrase = BUF_INIT;
    const char *words = cli_value(cli, "--head");
    if (!words)
        return cli_usage(err, _("--in needs --head: the ten characters that the old machine "
                                "says once it is retired"));
    char *path = cli->options.store ? xstrdup(cli->options.store) : session_default_store();
    bool done = cli_person(cli, &name, &passphrase, err);
    const Progress *step = cli_progress_begin(&progress, _("Putting the store here"));
    done =
        done && app_move_in(file, words, path, name.data, passphrase.data, step, &facts, err);
    cli_progress_end(&progress);
    if (facts.notice)
        cli_note(cli, "%s", facts.notice);
    if (done)
        print_here(cli, &facts, path);
    restore_facts_end(&facts);
    buf_free(&name);
    buf_free(&passphrase);
    free(path);
    return done;
}

static bool move_back(Cli *cli, Err *err)
{
    Moved moved;
    const char *words = cli_value(cli, "--head");
    if (!words)
        return cli_usage(err, _("--back needs --head: the ten characters of the file that was "
                                "carried away"));
    cli->options.retired = true;
    if (!cli_open(cli, CLI_STORE | CLI_PERSON, err) ||
        !app_move_back(cli->session, words, cli_value(cli, "--comment"), err) ||
        !app_moved(cli->session, cli->arena, &moved, err))
        return false;
    if (cli->json)
        print_moved(cli, &moved, NULL);
    else
        cli_printf(cli, "%s",
                   _("This store is in charge again. Destroy the file that was "
                     "carried away, with every copy of it"));
    return true;
}

static bool run_move(Cli *cli, Err *err)
{
    const char *out = cli_value(cli, "--out"), *in = cli_value(cli, "--in");
    bool back = cli_value(cli, "--back") != NULL;
    if ((out != NULL) + (in != NULL) + back > 1)
        return cli_usage(err, _("One of --out, --in and --back"));
    if ((cli_value(cli, "--to") && !out) || (cli_value(cli, "--head") && !in && !back) ||
        (cli_value(cli, "--comment") && !back))
        return cli_usage(
            err, _("--to belongs to --out, --head to --in and --back, --comment to --back"));
    if (out)
        return move_out(cli, out, err);
    if (in)
        return move_in(cli, in, err);
    if (back)
        return move_back(cli, err);
    return cli_open(cli, CLI_STORE | CLI_READ | CLI_PERSON, err) && tell(cli, NULL, err);
}

const CliCommand command_move = {
    .name = "move",
    .usage = "[--out FILE [--to TEXT] | --in FILE --head WORDS | --back --head WORDS --comment "
             "TEXT]",
    .help = N_("Move the station to another machine, under its code and by its keys; alone: "
               "say whether it moved"),
    .options =
        {{"--out", "FILE",
          N_("on the old machine: write the store to FILE, and from then on only read it "
             "here")},
         {"--to", "TEXT", N_("what the other machine is called, for whoever comes here still")},
         {"--in", "FILE", N_("on the new machine: go on with that file")},
         {"--head", "WORDS",
          N_("the ten characters that the old machine said when it was retired")},
         {"--back", NULL,
          N_("on the old machine: it is in charge again, for nobody ever opened the file "
             "elsewhere")},
         {"--comment", "TEXT", N_("why, for whoever reads the history")}},
    .flags = CLI_MAKES,
    .run = run_move,
};
