/* init: makes the store and its first supervisor. share: lets a group of accounts use it. */
#include "config.h"

#include <string.h>

#include "app/init.h"
#include "app/people.h"
#include "base/i18n.h"
#include "cli/commands.h"
#include "seal/code.h"

/* What there is to tell of a store that was made. words NULL: they could not be worked out,
 * which undoes nothing. */
typedef struct MadeStore {
    const char *path, *supervisor, *words;
    bool sealed;
} MadeStore;

static void print_made(Cli *cli, const MadeStore *made)
{
    if (!made->sealed)
        cli_note(cli,
                 _("%s is not sealed: whoever gets hold of the file can read every case in it; "
                   "“anjuan seal” seals it"),
                 made->path);
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:o,s:s?}", "store", cli_json_text(made->path),
                                     "fingerprint", made->words));
        return;
    }
    cli_printf(cli, _("Made the store %s"), made->path);
    if (!made->words)
        return;
    /* TRANSLATORS: a user, ten Chinese characters. */
    cli_printf(cli,
               _("The key of %s: %s. Keep these characters on paper: who else signs under "
                 "that name has others"),
               made->supervisor, made->words);
}

static bool say_code(void *to, const char *code, Err *err)
{
    return cli_say_code(to, code, _("It counts once the store is made"), err);
}

static bool run_init(Cli *cli, Err *err)
{
    Buf passphrase = BUF_INIT;
    char words[WORDS_TEXT], code[CODE_TEXT] = "";
    const CodeTeller teller = {say_code, cli};
    Session *session = NULL;
    InitOptions init = {.organisation = cli_value(cli, "--org"),
                        .station = cli_value(cli, "--station"),
                        .supervisor = cli_value(cli, "--supervisor"),
                        .display = cli_value(cli, "--display"),
                        .group = cli_value(cli, "--shared")};
    if (!init.organisation || !init.station || !init.supervisor)
        return cli_usage(err, _("init needs --org, --station and --supervisor"));
    bool done = cli_new_passphrase(cli_value(cli, "--new-passphrase-file"), &passphrase, err);
    init.passphrase = passphrase.data;
    if (!cli_value(cli, "--plain")) {
        code_make(code);
        init.code = code;
        init.teller = &teller;
    }
    done = done && app_init(&cli->options, &init, &session, err);
    buf_free(&passphrase);
    if (done) {
        Err why = {0};
        bool told = app_person_fingerprint(session, init.supervisor, words, &why);
        print_made(cli, &(MadeStore){session_path(session), init.supervisor,
                                     told ? words : NULL, init.code != NULL});
        if (!told)
            cli_note(cli, "%s", why.text);
    }
    session_close(session);
    explicit_bzero(code, sizeof(code));
    return done;
}

const CliCommand command_init = {
    .name = "init",
    .usage = "--org TEXT --station CODE --supervisor NAME --new-passphrase-file FILE"
             " [--shared GROUP] [--plain]",
    .help = N_("Make the store, sealed, and its first supervisor"),
    .options = {{"--org", "TEXT", N_("name of the organisation")},
                {"--station", "CODE", N_("code of this station in case numbers, e.g. T1")},
                {"--supervisor", "NAME", N_("user name of the first supervisor")},
                {"--display", "TEXT", N_("how the supervisor is shown")},
                {"--new-passphrase-file", "FILE",
                 N_("its first line is the passphrase, of at least 12 characters")},
                {"--shared", "GROUP",
                 N_("the people of this group of the machine share the store")},
                {"--plain", NULL,
                 N_("do not seal it: whoever gets hold of the file can read it")}},
    .flags = CLI_MAKES,
    .run = run_init,
};

static bool run_share(Cli *cli, Err *err)
{
    const char *path = session_path(cli->session);
    if (!app_share(cli->session, cli->args[0], err))
        return false;
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o,s:o}", "store", cli_json_text(path), "group",
                                     cli_json_text(cli->args[0])));
    else
        /* TRANSLATORS: store, group of accounts of the machine */
        cli_printf(cli, _("%s is shared with the group %s"), path, cli->args[0]);
    return true;
}

const CliCommand command_share = {
    .name = "share",
    .usage = "GROUP",
    .help = N_("Share the store with the people of a group of this machine"),
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_share,
};
