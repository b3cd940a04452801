/* erase: a case whose day has come, or whose person asks for it; and its certificate. */
#include "config.h"

#include "app/backup.h"
#include "app/case.h"
#include "app/erase.h"
#include "base/i18n.h"
#include "cli/commands.h"

static json_t *maybe(const char *text)
{
    return cli_json_text(text && *text ? text : NULL);
}

static void say_json(Cli *cli, const Erased *erased, const StoreHead *head)
{
    cli_json_line(cli, json_pack("{s:o,s:o,s:o,s:s,s:o,s:o,s:o,s:o,s:o,s:I,s:o,s:o}", "no",
                                 cli_json_text(erased->no), "at", cli_json_text(erased->at),
                                 "by", cli_json_text(erased->by), "ground",
                                 erased->requested ? "request" : "day", "reason",
                                 cli_json_text(erased->reason), "asked_on",
                                 maybe(erased->asked_on), "asked_as", maybe(erased->asked_as),
                                 "asked_how", maybe(erased->asked_how), "answered_on",
                                 maybe(erased->answered_on), "batches",
                                 (json_int_t)erased->batches, "others", maybe(erased->others),
                                 "head", head ? cli_json_text(head->words) : json_null()));
}

/* Where else the case is, before and after. */
static bool say_stations(Cli *cli, const char *no, Err *err)
{
    int64_t id;
    const char *names;
    if (!app_case_find(cli->session, no, &id, err) ||
        !app_erase_stations(cli->session, id, cli->arena, &names, err))
        return false;
    const char *words = app_erase_stations_words(names, cli->arena);
    if (words)
        cli_note(cli, "%s", words);
    return true;
}

/* The certificate: nothing in it tells of the person. */
static bool say_certificate(Cli *cli, const char *no, Err *err)
{
    Erased erased;
    StoreHead head;
    bool has;
    if (!app_case_erased(cli->session, no, cli->arena, &erased, err) ||
        !app_erased_whole(cli->session, err) || !app_head(cli->session, &has, &head, err))
        return false;
    if (cli->json) {
        say_json(cli, &erased, has ? &head : NULL);
        return true;
    }
    cli_printf(cli, _("Certificate of erasure: case %s"), erased.no);
    cli_printf(cli, _("Erased: %s, by %s"), cli_when(cli, erased.at), erased.by);
    cli_printf(cli, "%s",
               erased.requested ? _("Ground: it was asked for")
                                : _("Ground: the day until which it was kept has come"));
    if (erased.asked_on && *erased.asked_on)
        /* TRANSLATORS: a day, who asked ("mother"), how ("in writing"), a day. */
        cli_printf(cli, _("Asked: %s, by: %s, how: %s; granted: %s"), erased.asked_on,
                   app_erased_as(cli->session, &erased, i18n_lang()),
                   app_erased_how(cli->session, &erased, i18n_lang()), erased.answered_on);
    cli_printf(cli, _("Reason: %s"), erased.reason);
    if (has)
        cli_printf(cli, _("Head of the history at the end of %s: %s"), head.day, head.words);
    const char *others = app_erase_others_words(erased.others, cli->arena);
    if (others)
        cli_printf(cli, "%s", others);
    if (!say_stations(cli, no, err))
        return false;
    if (erased.batches)
        cli_note(cli, "%s",
                 _("It was sent to a platform; what lies there is not erased by this. Ask the "
                   "platform"));
    cli_note(cli, "%s",
             _("Backups, workbooks, papers and dossiers made before keep what they hold; "
               "remove them too"));
    return true;
}

/* Before it is done. */
static bool say_others(Cli *cli, Err *err)
{
    CaseFile *file;
    const char *others;
    if (!cli_open_case(cli, &file, err))
        return false;
    bool done = app_erase_others(cli->session, file, cli->arena, &others, err);
    const char *words = done ? app_erase_others_words(others, cli->arena) : NULL;
    if (words)
        cli_note(cli, "%s", words);
    case_free(file);
    return done && say_stations(cli, cli->args[0], err);
}

static bool run_erase(Cli *cli, Err *err)
{
    const char *no = cli->args[0], *reason = cli_value(cli, "--reason");
    bool requested = cli_value(cli, "--request") != NULL;
    if (cli_value(cli, "--certificate"))
        return say_certificate(cli, no, err);
    if (!reason)
        return cli_usage(err, _("erase needs --reason: why the case is erased"));
    if (!cli_value(cli, "--yes") && !say_others(cli, err))
        return false;
    if (!cli_value(cli, "--yes"))
        return cli_usage(err, _("What is erased never comes back; say --yes"));
    bool done = app_case_erase(cli->session, no, requested, reason, err);
    cli_about(done, no, err);
    return done && say_certificate(cli, no, err);
}

const CliCommand command_erase = {
    .name = "erase",
    .usage = "NO --reason TEXT --yes [--request] | NO --certificate",
    .help = N_("Erase a closed case whose day has come, and print the certificate"),
    .options =
        {{"--reason", "TEXT", N_("why; it stays, so it names nobody")},
         {"--yes", NULL, N_("it is meant: what is erased never comes back")},
         {"--request", NULL,
          N_("the person asks for it, before the day; the case has the request, granted")},
         {"--certificate", NULL, N_("print the certificate of a case that was erased")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_erase,
};
