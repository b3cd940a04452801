/* knowledge check: reads every knowledge file as strictly as can be. */
#include "config.h"

#include <stdlib.h>

#include "app/words.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "cli/commands.h"
#include "exchange/template.h"

static void print_fault(void *ctx, const char *where, const char *what)
{
    Cli *cli = ctx;
    cli->status = 1;
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o,s:o}", "where", cli_json_text(where), "what",
                                     cli_json_text(what)));
    else
        cli_printf(cli, "%s: %s", where, what);
}

/* The words of the pinyin entry: the first fault only, since one is enough to stop reading. */
static size_t check_words(const char *const *folders, size_t n, Cli *cli)
{
    WordList *list = NULL;
    Err err = {0};
    if (!words_load(folders, n, NULL, &list, &err)) {
        print_fault(cli, "pinyin", err.text);
        return 1;
    }
    wordlist_free(list);
    return 0;
}

static bool run_knowledge_check(Cli *cli, Err *err)
{
    char *data = cli->options.data ? xstrdup(cli->options.data) : path_share("anjuan");
    char *home = path_config_home(), *site = path_join(home, "site");
    const char *folders[] = {data, site};
    bool there = path_exists(data);
    size_t faults = 0;
    if (!there)
        err_set(err, ERR_NOT_FOUND, _("The folder %s is not there; name another with --data"),
                data);
    if (there)
        faults = knowledge_check(folders, COUNT_OF(folders), print_fault, cli) +
                 template_check(folders, COUNT_OF(folders), print_fault, cli) +
                 check_words(folders, COUNT_OF(folders), cli);
    if (there && !faults && !cli->json)
        cli_printf(cli, _("No faults in %s"), data);
    free(data);
    free(home);
    free(site);
    return there;
}

const CliCommand command_knowledge_check = {
    .name = "knowledge check",
    .usage = "",
    .help = N_("Check the knowledge files; names file, section and fault"),
    .run = run_knowledge_check,
};
