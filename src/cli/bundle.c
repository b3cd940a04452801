/* pack, unpack: bundles to and from other stations. */
#include "config.h"

#include <string.h>

#include "app/bundle.h"
#include "base/i18n.h"
#include "cli/commands.h"

/* ---- pack ---- */

bool cli_packed(Cli *cli, const Packed *made, const char *file)
{
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:o,s:I,s:o,s:I,s:I,s:I,s:I}", "station",
                                     cli_json_text(made->station), "number",
                                     (json_int_t)made->number, "file", cli_json_text(file),
                                     "size", (json_int_t)made->size, "cases",
                                     (json_int_t)made->cases, "copies",
                                     (json_int_t)made->copies, "stay", (json_int_t)made->stay));
        cli_tell_notes(cli);
        return true;
    }
    if (made->number)
        /* TRANSLATORS: number of a bundle, code of a station */
        cli_printf(cli, _("Bundle %lld for %s"), (long long)made->number, made->station);
    else
        cli_printf(cli, _("Receipts for %s, and nothing else"), made->station);
    if (made->cases)
        cli_printf(cli, ngettext("%lld case", "%lld cases", (unsigned long)made->cases),
                   (long long)made->cases);
    cli_printf(cli, _("File: %s"), file);
    cli_printf(cli, _("Size: %lld bytes"), (long long)made->size);
    cli_tell_notes(cli);
    return true;
}

/* --again may stand alone, or before its number, which is an argument then. */
static bool run_pack(Cli *cli, Err *err)
{
    const char *to = cli_value(cli, "--to"), *file = cli_value(cli, "--out");
    const char *again = cli_value(cli, "--again");
    bool replace = cli_value(cli, "--replace") != NULL, text = cli_value(cli, "--text") != NULL;
    const PackWhat what = {
        .cases = cli->args, .n = cli->n_args, .waiting = cli_value(cli, "--waiting") != NULL};
    int64_t number = 0;
    Packed made;
    if (!to || !file || !file[0])
        return cli_usage(err, _("pack needs --to, the station, and --out, the file"));
    if (again && what.waiting)
        return cli_usage(err, _("--again gives the same bytes, and --waiting makes others"));
    if (again && cli->n_args > 1)
        return cli_usage(err, _("--again takes the number of one bundle"));
    if (again && cli->n_args && !cli_number(cli->args[0], "--again", INT64_MAX, &number, err))
        return false;
    return (again ? app_pack_again(cli->session, to, number, file, replace, text, &made, err)
                  : app_pack(cli->session, to, &what, file, replace, text, &made, err)) &&
           cli_packed(cli, &made, file);
}

const CliCommand command_pack = {
    .name = "pack",
    .usage =
        "--to STATION [NO...] [--waiting] --out FILE [--again [NUMBER]] [--text] [--replace]",
    .help =
        N_("Pack cases into a bundle that one other station alone can open, with what it is "
           "to know; without cases, receipts of what came"),
    .options =
        {{"--to", "STATION", N_("the code of the station")},
         {"--out", "FILE", N_("the file; a name that ends in .anjuan is found again")},
         {"--waiting", NULL,
          N_("all cases that wait for it: asked for, ready to go back, submitted to it")},
         {"--again", NULL,
          N_("the same bytes once more, of the bundle with that number or the oldest that "
             "was not acknowledged")},
         {"--text", NULL, N_("as lines of letters, for what carries only text")},
         {"--replace", NULL, N_("put it in place of a file that is there")}},
    .args_max = -1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_pack,
};

/* ---- unpack ---- */

static void tell_json(Cli *cli, const Unpacked *in, bool dry)
{
    cli_json_line(
        cli, json_pack("{s:o,s:I,s:b,s:b,s:I,s:I,s:I,s:I,s:I,s:I}", "station",
                       cli_json_text(in->station), "number", (json_int_t)in->number, "again",
                       in->again, "dry_run", dry, "cases", (json_int_t)in->cases, "groups",
                       (json_int_t)in->groups, "copies", (json_int_t)in->copies, "acknowledged",
                       (json_int_t)in->acknowledged, "asked_back", (json_int_t)in->heard.asked,
                       "answered", (json_int_t)in->heard.answered));
}

static void tell_unpacked(Cli *cli, const Unpacked *in, bool dry)
{
    if (in->again) {
        cli_printf(cli, _("Bundle %lld of %s is here already; nothing was changed"),
                   (long long)in->number, in->station);
        return;
    }
    if (in->number)
        cli_printf(cli, _("Bundle %lld of %s, %s"), (long long)in->number, in->station,
                   in->name);
    else
        cli_printf(cli, _("Receipts of %s, %s"), in->station, in->name);
    if (in->cases)
        cli_printf(cli, ngettext("%lld case", "%lld cases", (unsigned long)in->cases),
                   (long long)in->cases);
    if (in->heard.asked)
        cli_printf(cli,
                   ngettext("It asks for %lld case that is here: “anjuan calls”",
                            "It asks for %lld cases that are here: “anjuan calls”",
                            (unsigned long)in->heard.asked),
                   (long long)in->heard.asked);
    if (in->heard.answered)
        cli_printf(cli,
                   ngettext("It answers about %lld case that was asked back: “anjuan calls”",
                            "It answers about %lld cases that were asked back: “anjuan calls”",
                            (unsigned long)in->heard.answered),
                   (long long)in->heard.answered);
    if (in->entered)
        cli_printf(cli,
                   ngettext("%zu value that was kept meanwhile is entered",
                            "%zu values that were kept meanwhile are entered", in->entered),
                   in->entered);
    if (in->entered)
        cli_printf(cli, _("Entered: %s"), in->entered_names);
    if (in->clashes)
        cli_printf(cli,
                   ngettext("%zu value that was kept waits: “anjuan clashes”",
                            "%zu values that were kept wait: “anjuan clashes”", in->clashes),
                   in->clashes);
    if (in->acknowledged)
        cli_printf(cli,
                   ngettext("%lld bundle of ours is acknowledged",
                            "%lld bundles of ours are acknowledged",
                            (unsigned long)in->acknowledged),
                   (long long)in->acknowledged);
    if (dry)
        cli_printf(cli, "%s", _("Nothing was changed yet"));
}

static void print_found(Cli *cli, const FoundBundle *found)
{
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o,s:I,s:I,s:o,s:b}", "station",
                                     cli_json_text(found->station), "number",
                                     (json_int_t)found->number, "size", (json_int_t)found->size,
                                     "file", cli_json_text(found->path), "came", found->came));
    else
        cli_row(cli,
                (CliCell[]){{found->station, STATION_CODE_CHARS},
                            {arena_printf(cli->arena, "%lld", (long long)found->number), -6},
                            {found->came ? _("is here already") : _("to be taken in"), 16},
                            {found->path, 0}},
                4);
}

/* Without a file: what lies on sticks, and nothing is taken in. */
static bool list_found(Cli *cli, Err *err)
{
    const char *folder = cli_value(cli, "--from");
    FoundBundle *found;
    size_t n;
    if (!app_bundles_found(cli->session, folder, !folder, cli->arena, &found, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        print_found(cli, &found[i]);
    if (!n)
        cli_note(cli, "%s", _("No bundle for this station was found"));
    return true;
}

static bool run_unpack(Cli *cli, Err *err)
{
    bool dry = cli_value(cli, "--dry-run") != NULL;
    Unpacked in;
    if (!cli->n_args)
        return list_found(cli, err);
    if (!app_unpack(cli->session, cli->args[0], dry, cli->arena, &in, err)) {
        if (in.used_up)
            cli_note(
                cli, "%s",
                _("It is put aside, and the next bundle for that station says why it was not "
                  "taken in"));
        return false;
    }
    if (cli->json)
        tell_json(cli, &in, dry);
    else
        tell_unpacked(cli, &in, dry);
    for (size_t i = 0; in.notes[i]; i++)
        cli_note(cli, "%s", in.notes[i]);
    if (in.number && !in.again && !dry)
        cli_note(
            cli,
            _("That it came is told with the next bundle; “anjuan pack --to %s --out FILE” "
              "makes one"),
            in.station);
    return true;
}

const CliCommand command_unpack = {
    .name = "unpack",
    .usage = "[FILE [--dry-run]] [--from FOLDER]",
    .help = N_("Take in a bundle from another station: all of it or nothing; without a file, "
               "list those that lie on mounted media"),
    .options = {{"--dry-run", NULL, N_("only say what it would bring")},
                {"--from", "FOLDER", N_("list those of this folder instead")}},
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_unpack,
};
