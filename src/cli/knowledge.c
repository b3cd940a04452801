/* knowledge check: reads every knowledge file as strictly as can be, and says which comes from
 * where. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/words.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "cli/commands.h"
#include "exchange/template.h"
#include "rules/check/check.h"

enum { ENTRIES_SHOWN = 12 /* of one file, to a person; a script gets all */ };

/* The words of the pinyin entry: the first fault only, since one is enough to stop reading. */
static size_t check_words(const char *const *folders, size_t n, Cli *cli)
{
    WordList *list = NULL;
    Err err = {0};
    if (!app_words_load(folders, n, NULL, &list, &err)) {
        cli_fault(cli, "pinyin", err.text);
        return 1;
    }
    wordlist_free(list);
    return 0;
}

/* ---- where it comes from ---- */

typedef struct Report {
    Cli *cli;
    const Sources *sources;
    Place place; /* the one that is told of now */
    size_t files;
    bool tell; /* the files themselves, else they are only counted */
} Report;

static json_t *names_json(const char *const *names, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, cli_json_text(names[i]));
    return list;
}

/* "x001, d40 and 3 more" */
static const char *names_text(Cli *cli, const char *const *names, size_t n)
{
    Buf text = BUF_INIT;
    for (size_t i = 0; i < n && i < ENTRIES_SHOWN; i++)
        buf_addf(&text, "%s%s", i ? _(", ") : "", names[i]);
    const char *shown = arena_dup(cli->arena, text.data ? text.data : "");
    buf_free(&text);
    if (n <= ENTRIES_SHOWN)
        return shown;
    /* TRANSLATORS: names of entries, and how many others there are. */
    return arena_printf(cli->arena, _("%s and %zu more"), shown, n - ENTRIES_SHOWN);
}

static void tell_file(Report *report, const char *path, const SourceFile *file)
{
    Cli *cli = report->cli;
    size_t adds = file ? file->n_adds : 0, changes = file ? file->n_changes : 0;
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:o,s:s,s:o,s:o}", "file", cli_json_text(path), "place",
                                     place_name(report->place), "adds",
                                     names_json(file ? file->adds : NULL, adds), "changes",
                                     names_json(file ? file->changes : NULL, changes)));
        return;
    }
    if (report->place == PLACE_INSTALLED)
        return;
    cli_printf(cli, "    %s", path);
    if (adds)
        cli_printf(cli, _("        adds %s"), names_text(cli, file->adds, adds));
    if (changes)
        cli_printf(cli, _("        changes %s"), names_text(cli, file->changes, changes));
}

static void take_file(void *ctx, const SourceFile *file)
{
    Report *report = ctx;
    if (file->layer != (size_t)report->place)
        return;
    report->files++;
    if (report->tell)
        tell_file(report, file->path, file);
}

static void take_words(void *ctx, const char *path)
{
    Report *report = ctx;
    report->files++;
    if (report->tell)
        tell_file(report, path, NULL);
}

static bool each_file(Report *report, bool tell, Err *err)
{
    const Sources *sources = report->sources;
    report->tell = tell;
    report->files = 0;
    if (!sources_each(sources_folders(sources), sources->n, take_file, report, err))
        return false;
    if ((size_t)report->place < sources->n)
        app_words_each(sources->folders[report->place], take_words, report);
    return true;
}

static const char *place_label(Place place)
{
    static const char *const labels[PLACE_COUNT] = {
        [PLACE_INSTALLED] = N_("installed"),
        [PLACE_MACHINE] = N_("this machine"),
        [PLACE_STORE] = N_("this store"),
        [PLACE_PERSON] = N_("your own"),
    };
    return _(labels[place]);
}

static void tell_place(Report *report, const char *folder)
{
    Cli *cli = report->cli;
    bool read = (size_t)report->place < report->sources->n, there = path_exists(folder);
    if (cli->json)
        cli_json_line(cli,
                      json_pack("{s:s,s:o,s:b,s:b,s:I}", "place", place_name(report->place),
                                "folder", cli_json_text(folder), "there", there, "read", read,
                                "files", (json_int_t)report->files));
    else if (!there)
        /* TRANSLATORS: whose knowledge files ("this machine"); folder. */
        cli_printf(cli, _("%s: %s is not there"), place_label(report->place), folder);
    else if (!read)
        cli_printf(cli, _("%s: %s is not read: it counts in practice stores only"),
                   place_label(report->place), folder);
    else
        cli_printf(
            cli,
            ngettext("%s: %zu file in %s", "%s: %zu files in %s", (unsigned long)report->files),
            place_label(report->place), report->files, folder);
}

static bool tell_sources(Cli *cli, const Sources *sources, Err *err)
{
    Report report = {.cli = cli, .sources = sources};
    for (int place = 0; place < PLACE_COUNT; place++) {
        report.place = (Place)place;
        if (!each_file(&report, false, err))
            return false;
        tell_place(&report, sources->folders[place]);
        if (report.files && !each_file(&report, true, err))
            return false;
    }
    return true;
}

/* ---- the command ---- */

static void tell_end(Cli *cli, const Sources *sources, size_t faults)
{
    Knowledge *knowledge = NULL;
    bool whole = knowledge_load(sources_folders(sources), sources->n, &knowledge, NULL);
    const char *version = whole ? knowledge_version(knowledge) : NULL;
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o,s:I}", "knowledge", cli_json_text(version), "faults",
                                     (json_int_t)faults));
    else if (!faults && version)
        cli_printf(cli, _("No faults. This is version %s of the knowledge"), version);
    knowledge_free(knowledge);
}

static bool check_sources(Cli *cli, const Sources *sources, Err *err)
{
    const char *const *folders = sources_folders(sources);
    size_t n = sources->n;
    if (!path_exists(folders[0]))
        return err_set(err, ERR_NOT_FOUND,
                       _("The folder %s is not there; name another with --data"), folders[0]);
    if (!tell_sources(cli, sources, err))
        return false;
    size_t faults = check_knowledge(folders, n, cli_fault, cli) +
                    template_check(folders, n, cli_fault, cli) + check_words(folders, n, cli);
    tell_end(cli, sources, faults);
    return true;
}

static bool run_knowledge_check(Cli *cli, Err *err)
{
    Sources sources;
    session_sources(&cli->options, &sources);
    bool done = check_sources(cli, &sources, err);
    sources_free(&sources);
    return done;
}

const CliCommand command_knowledge_check = {
    .name = "knowledge check",
    .usage = "",
    .help =
        N_("Check the knowledge files: which comes from where, and file, section and fault"),
    .run = run_knowledge_check,
};
