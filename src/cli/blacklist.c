/* blacklist list, import, add, confirm, decline, lift. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/blacklist.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "cli/commands.h"

enum { NUMBER_MAX = 1000000000 };

static void print_json(Cli *cli, const BlackEntry *entry)
{
    static const char *const words[LISTED_MARKS] = {
        [LISTED_ID] = "id",
        [LISTED_PHONE] = "phone",
        [LISTED_CARD] = "card",
        [LISTED_NAME_YEAR] = "name_year",
        [LISTED_NAME_TAIL] = "name_tail",
    };
    const struct {
        const char *key, *text;
    } texts[] = {
        {"source", entry->source},
        {"reason", entry->reason},
        {"evidence", entry->evidence},
        {"document", entry->document},
        {"since", entry->since},
        {"until", entry->until},
        {"entered_at", entry->entered_at},
        {"entered_by", entry->entered_by},
        {"confirmed_at", entry->confirmed_at},
        {"confirmed_by", entry->confirmed_by},
        {"lift_at", entry->lift_at},
        {"lift_by", entry->lift_by},
        {"lift_reason", entry->lift_reason},
        {"ended_at", entry->ended_at},
        {"ended_by", entry->ended_by},
        {"ended_reason", entry->ended_reason},
    };
    json_t *marks = json_array();
    json_t *object = json_pack("{s:I,s:s,s:b}", "entry", (json_int_t)entry->id, "state",
                               black_state_word(entry->state), "own", !*entry->source);
    for (int i = 0; i < LISTED_MARKS; i++) {
        if (entry->marks[i])
            json_array_append_new(marks, json_string(words[i]));
    }
    json_object_set_new(object, "compared_by", marks);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        json_object_set_new(object, texts[i].key,
                            cli_json_text(*texts[i].text ? texts[i].text : NULL));
    cli_json_line(cli, object);
}

/* Who waits for whom, and what proves an entry of our own. */
static void print_more(Cli *cli, const BlackEntry *entry)
{
    if (*entry->evidence)
        cli_printf(cli, "      %s%s%s", entry->evidence, *entry->document ? "  " : "",
                   entry->document);
    if (*entry->confirmed_by)
        cli_printf(cli, _("      entered by %s, confirmed by %s"), entry->entered_by,
                   entry->confirmed_by);
    else if (!*entry->source)
        cli_printf(cli, _("      entered by %s"), entry->entered_by);
    if (*entry->lift_by)
        cli_printf(cli, _("      to be lifted, asks %s: %s"), entry->lift_by,
                   entry->lift_reason);
    if (*entry->ended_by)
        cli_printf(cli, _("      lifted by %s on %s: %s"), entry->ended_by,
                   cli_when(cli, entry->ended_at), entry->ended_reason);
}

static void print_entry(Cli *cli, const BlackEntry *entry)
{
    Buf marks = BUF_INIT, days = BUF_INIT;
    if (cli->json) {
        print_json(cli, entry);
        return;
    }
    app_black_marks(entry, &marks);
    buf_add(&days, entry->since);
    if (*entry->until)
        buf_addf(&days, "–%s", entry->until);
    cli_row(cli,
            (CliCell[]){{arena_printf(cli->arena, "%lld", (long long)entry->id), -5},
                        {black_state_label(entry->state), 10},
                        {app_black_source(entry->source), 20},
                        {days.data, 22},
                        {marks.data, 24},
                        {entry->reason, 0}},
            6);
    print_more(cli, entry);
    buf_free(&marks);
    buf_free(&days);
}

static bool run_list(Cli *cli, Err *err)
{
    BlackEntry *entries;
    size_t n;
    if (!app_black_list(cli->session, cli_value(cli, "--all") != NULL, cli->arena, &entries, &n,
                        err))
        return false;
    for (size_t i = 0; i < n; i++)
        print_entry(cli, &entries[i]);
    return true;
}

const CliCommand command_blacklist_list = {
    .name = "blacklist list",
    .usage = "[--all]",
    .help = N_("List the entries of the blacklist; nothing tells there who is meant"),
    .options = {{"--all", NULL, N_("those that were lifted too")}},
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_list,
};

/* ---- import ---- */

static void print_look(Cli *cli, const BlackLook *look, bool dry, bool replaces)
{
    Buf sum = BUF_INIT;
    app_black_sum(look, &sum);
    for (size_t i = 0; i < look->n; i++)
        cli_printf(cli, _("%s: left out: %s"), look->lines[i].place, look->lines[i].why);
    cli_printf(cli, "%s", sum.data);
    if (look->hidden)
        cli_printf(cli,
                   ngettext("%zu row is hidden in the file; it was read too",
                            "%zu rows are hidden in the file; they were read too",
                            (unsigned long)look->hidden),
                   look->hidden);
    if (look->gone && !replaces)
        cli_printf(cli, "%s",
                   _("What is no longer listed stays; --replace with the word why asks that it "
                     "be lifted"));
    if (look->asked)
        cli_printf(cli,
                   ngettext("%zu entry is to be lifted: another supervisor imports the same "
                            "list with --replace, or confirms it",
                            "%zu entries are to be lifted: another supervisor imports the "
                            "same list with --replace, or confirms them",
                            (unsigned long)look->asked),
                   look->asked);
    if (look->ended)
        cli_printf(cli,
                   ngettext("%zu entry is lifted, since another supervisor asked before",
                            "%zu entries are lifted, since another supervisor asked before",
                            (unsigned long)look->ended),
                   look->ended);
    if (look->back)
        cli_printf(cli,
                   ngettext("%zu entry is listed again and stays",
                            "%zu entries are listed again and stay", (unsigned long)look->back),
                   look->back);
    if (!look->written)
        cli_printf(cli, "%s", _("It changes nothing"));
    else if (dry)
        cli_printf(cli, "%s",
                   _("Nothing was changed yet; the same without --dry-run takes it in"));
    buf_free(&sum);
}

static void print_look_json(Cli *cli, const BlackLook *look, bool dry)
{
    for (size_t i = 0; i < look->n; i++)
        cli_json_line(cli, json_pack("{s:o,s:o}", "row", cli_json_text(look->lines[i].place),
                                     "why", cli_json_text(look->lines[i].why)));
    json_t *sum =
        json_pack("{s:b,s:b,s:I,s:I,s:I,s:I}", "dry_run", dry, "changes", look->written, "gone",
                  (json_int_t)look->gone, "asked", (json_int_t)look->asked, "ended",
                  (json_int_t)look->ended, "back", (json_int_t)look->back);
    for (int i = 0; i < BLACK_FATES; i++)
        json_object_set_new(sum, app_black_fate_word((BlackFate)i),
                            json_integer((json_int_t)look->counts[i]));
    cli_json_line(cli, sum);
}

static bool run_import(Cli *cli, Err *err)
{
    BlackLook look;
    const char *replace = cli_value(cli, "--replace");
    const char *source = cli_value(cli, "--source");
    bool dry = cli_value(cli, "--dry-run") != NULL;
    if (!app_black_import(cli->session, cli->args[0], source ? source : "", replace, dry,
                          cli->arena, &look, err))
        return false;
    if (cli->json)
        print_look_json(cli, &look, dry);
    else
        print_look(cli, &look, dry, replace != NULL);
    return true;
}

const CliCommand command_blacklist_import = {
    .name = "blacklist import",
    .usage = "FILE --source TEXT [--replace TEXT] [--dry-run]",
    .help = N_("Import a list, a workbook or CSV; nothing of a person is kept in clear"),
    .options = {{"--source", "TEXT", N_("whose list it is, e.g. 平台失信名单")},
                {"--replace", "TEXT",
                 N_("have what the list no longer has lifted, and the word why")},
                {"--dry-run", NULL,
                 N_("show what it says and would change, and write nothing")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_import,
};

/* ---- entries of our own ---- */

/* NAME=VALUE of a person, from a line of standard input or an argument. */
static bool take_mark(BlackTyped *typed, const char *line, Err *err)
{
    const struct {
        const char *name, **value;
    } marks[] = {
        {"name=", &typed->name},   {"born=", &typed->born}, {"id=", &typed->id_number},
        {"phone=", &typed->phone}, {"card=", &typed->card},
    };
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        size_t len = strlen(marks[i].name);
        if (strncmp(line, marks[i].name, len) == 0) {
            *marks[i].value = line + len;
            return true;
        }
    }
    return cli_usage(err, _("Whom: name=, born=, id=, phone=, card=, each with its value"));
}

static bool take_lines(Cli *cli, BlackTyped *typed, Err *err)
{
    enum { INPUT_MAX = 1 << 16 };
    Buf text = BUF_INIT;
    bool done = path_read_input("-", INPUT_MAX, &text, err);
    for (char *rest = text.data, *line; done && rest && *rest;) {
        line = strsep(&rest, "\n");
        line[strcspn(line, "\r")] = '\0';
        if (*line)
            done = take_mark(typed, arena_dup(cli->arena, line), err);
    }
    buf_free(&text);
    return done;
}

static bool run_add(Cli *cli, Err *err)
{
    int64_t id;
    bool done = true, open = false;
    BlackTyped typed = {.reason = cli_value(cli, "--reason"),
                        .evidence = cli_value(cli, "--evidence"),
                        .document = cli_value(cli, "--document"),
                        .since = cli_value(cli, "--since"),
                        .until = cli_value(cli, "--until")};
    for (size_t i = 0; done && i < cli->n_args; i++) {
        bool lines = strcmp(cli->args[i], "-") == 0;
        open = open || !lines;
        done = lines ? take_lines(cli, &typed, err) : take_mark(&typed, cli->args[i], err);
    }
    if (!done || !app_black_add(cli->session, &typed, &id, NULL, err))
        return false;
    if (open)
        cli_note(cli, _("What stands in the arguments others can see in the list of processes; "
                        "the argument - reads it from standard input"));
    if (cli->json)
        cli_json_line(cli, json_pack("{s:I,s:s}", "entry", (json_int_t)id, "state",
                                     black_state_word(BLACK_WAITS)));
    else
        cli_printf(cli,
                   _("Entry %lld; it counts once another supervisor has confirmed it: "
                     "“anjuan blacklist confirm %lld”"),
                   (long long)id, (long long)id);
    return true;
}

const CliCommand command_blacklist_add = {
    .name = "blacklist add",
    .usage = "MARK=VALUE... --reason TEXT --evidence TEXT [--document TEXT] [--since DAY] "
             "[--until DAY]",
    .help = N_("Enter somebody on our own blacklist; another supervisor confirms it"),
    .options = {{"--reason", "TEXT", N_("why, without a name or a number of anybody")},
                {"--evidence", "TEXT", N_("what proves it")},
                {"--document", "TEXT", N_("where that is kept, e.g. a case and a paper of it")},
                {"--since", "DAY", N_("from which day on; today when not given")},
                {"--until", "DAY", N_("the last day on which it counts")}},
    .args_min = 1,
    .args_max = -1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_add,
};

/* Where the entry stands now. */
static bool answer(Cli *cli, int64_t id, Err *err)
{
    BlackEntry *entries;
    size_t n;
    if (!app_black_list(cli->session, true, cli->arena, &entries, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (entries[i].id == id)
            print_entry(cli, &entries[i]);
    }
    return true;
}

static bool take_number(Cli *cli, int64_t *id, Err *err)
{
    return cli_number(cli->args[0], "N", NUMBER_MAX, id, err);
}

static bool run_confirm(Cli *cli, Err *err)
{
    int64_t id;
    return take_number(cli, &id, err) && app_black_confirm(cli->session, id, err) &&
           answer(cli, id, err);
}

const CliCommand command_blacklist_confirm = {
    .name = "blacklist confirm",
    .usage = "N",
    .help = N_("Confirm what another supervisor entered, or asks to be lifted"),
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_confirm,
};

static bool run_decline(Cli *cli, Err *err)
{
    int64_t id;
    return take_number(cli, &id, err) &&
           app_black_decline(cli->session, id, cli_value(cli, "--reason"), err) &&
           answer(cli, id, err);
}

const CliCommand command_blacklist_decline = {
    .name = "blacklist decline",
    .usage = "N --reason TEXT",
    .help = N_("Do not confirm it: what was entered goes, what was to be lifted stays"),
    .options = {{"--reason", "TEXT", N_("why")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_decline,
};

static bool run_lift(Cli *cli, Err *err)
{
    int64_t id;
    return take_number(cli, &id, err) &&
           app_black_lift(cli->session, id, cli_value(cli, "--reason"), err) &&
           answer(cli, id, err);
}

const CliCommand command_blacklist_lift = {
    .name = "blacklist lift",
    .usage = "N --reason TEXT",
    .help = N_("Ask that an entry be lifted; it counts until another supervisor confirms"),
    .options = {{"--reason", "TEXT", N_("why")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_lift,
};
